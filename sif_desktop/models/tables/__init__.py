"""All tables, by area. Importing this package makes the metadata complete."""

from sif_desktop.models.tables import documents, log, people, providers, tasks, visits

__all__ = ["documents", "log", "people", "providers", "tasks", "visits"]
