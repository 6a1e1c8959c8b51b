# Seiten des Hubs im Browser.
hub-sign-in-title = Am Hub anmelden
hub-sign-in = Anmelden
hub-login = E-Mail-Adresse
hub-password = Passwort
hub-password-rule = Mindestens 10 Zeichen. Wenn Sie auf diesem Hub schon ein Konto haben, geben Sie dessen Passwort ein.
hub-join-title = Einladung annehmen
hub-join = Annehmen
hub-joined-title = Sie sind dabei
hub-joined = Sie können diese Seite schließen und sich in Turash Workstation anmelden.
hub-refused = Adresse und Passwort passen zu keinem Konto.
hub-wait = Zu viele Versuche. Bitte warten Sie fünf Minuten.
hub-bad-link = Diese Einladung wurde schon angenommen oder ist abgelaufen, oder das Passwort ist zu kurz oder nicht das Ihres Kontos.
hub-which = Dieses Konto gehört zu mehreren Organisationen. Beginnen Sie die Anmeldung noch einmal bei der gewünschten.
