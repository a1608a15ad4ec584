"""What is stored said in words: of every field of every kind of record, as its own page says it."""
