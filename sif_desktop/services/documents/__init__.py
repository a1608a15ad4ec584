"""Documents from first draft to issued version: one service for every kind, a source for each."""
