"""The first store: providers, visits, tasks, documents, the change log and the search index.

The tables as they were then stand as text beside this; a migration imports nothing of the program.
"""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    for statement in Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").split("\n;\n"):
        op.execute(statement)
