# Refusals and notices, by their codes. The hint says what to do.

error-window-unexpected = Something unexpected happened: { $detail }
