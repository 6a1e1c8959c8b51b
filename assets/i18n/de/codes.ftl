# Ablehnungen und Hinweise, nach ihren Kürzeln. Der Rat sagt, was zu tun ist.

error-window-unexpected = Etwas Unerwartetes ist geschehen: { $detail }
error-window-unexpected-hint = Den Schritt wiederholen; kommt es wieder, melden, was Sie taten.
