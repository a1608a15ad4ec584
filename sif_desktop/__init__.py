"""SIF Desktop: school improvement visits, notes and follow-up, offline and encrypted."""

__version__ = "0.1.0"
