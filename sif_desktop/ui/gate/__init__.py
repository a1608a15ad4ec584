"""What stands before an open caseload: the first run, and the passphrase."""
