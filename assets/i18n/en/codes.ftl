# Refusals and notices, by their codes. The hint says what to do.

error-window-unexpected = Something unexpected happened: { $detail }
error-window-unexpected-hint = Repeat the step; if it comes back, report what you did.
