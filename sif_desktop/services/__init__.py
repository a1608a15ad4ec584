"""What an officer can do: one class per area, one method per action.

Every write is one `Action` of the store and returns its `Changes`, announced once so that each
page can decide whether to refresh. Reads give frozen dataclasses; no screen holds a database row.
"""
