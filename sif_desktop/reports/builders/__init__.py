"""One module for each kind of document: what it is made from, and how that becomes blocks."""
