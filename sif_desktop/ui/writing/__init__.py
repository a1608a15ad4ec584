"""Writing a document: what keys and menus of the composer do to the draft, and its help."""
