# Refusals and notices, by their codes. The hint says what to do.

error-window-unexpected = Something unexpected happened: { $detail }
error-job-cancelled = Stopped.
error-store-no-key = The key of this file is not on this device.
error-store-wrong-key = This passphrase does not open the file.
error-packet-no-consent = A full packet needs the written consent of both companies.
error-packet-no-consent-hint = Record the consents, or choose a level that discloses less.
