"""What exchange by file keeps: runs held, questions, waiting rows, peers, files, keys, roster."""

from pathlib import Path

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    for statement in Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").split("\n;\n"):
        op.execute(statement)
