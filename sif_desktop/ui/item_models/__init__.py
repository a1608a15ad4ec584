"""Lists as Qt wants them: read-only models over frozen rows, filtered and sorted in Python."""
