"""Exchange by file: what is held, what is sent to whom, how it is sealed, how it is taken in.

Nothing here decides a merge (`domain.merge`) and nothing here knows a screen.
"""
