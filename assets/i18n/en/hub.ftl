# Pages of the hub in the browser.
hub-sign-in-title = Sign in to the hub
hub-sign-in = Sign in
hub-login = E-mail address
hub-password = Password
hub-password-rule = At least 10 characters. If you already have an account on this hub, enter its password.
hub-join-title = Accept the invitation
hub-join = Accept
hub-joined-title = You are in
hub-joined = You can close this page and sign in from Turash Workstation.
hub-refused = Address and password do not match an account.
hub-wait = Too many attempts. Please wait five minutes.
hub-bad-link = This invitation has been used or has expired, or the password is too short or not that of your account.
hub-which = This account belongs to several organisations. Start the sign-in again from the one you mean.
