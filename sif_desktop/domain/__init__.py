"""The rules of school improvement in plain Python: no files, no database, no Qt."""
