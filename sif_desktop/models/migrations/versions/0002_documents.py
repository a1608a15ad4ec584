"""Documents: letters' fields, sign-offs, copies by audience, house style, phrases."""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for statement in Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").split("\n;\n"):
        op.execute(statement)
