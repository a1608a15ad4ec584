"""Framework packs: one authority's rulebook as data. Read, checked whole, then frozen.

Nothing here is imported for its side effects; PyYAML and pydantic are imported only when a pack
is read.
"""
