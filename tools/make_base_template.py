"""Write resources/word/base.docx, the template every Word document of ours begins from.

Run it after changing `sif_desktop/reports/look.py` or `docx_base.py`; a test compares the two.
"""

from __future__ import annotations

from pathlib import Path

from sif_desktop.reports.docx_base import base_template
from sif_desktop.reports.look import LOOK

TARGET = Path(__file__).resolve().parents[1] / "resources" / "word" / "base.docx"


def main() -> None:
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(base_template(LOOK))
    print(f"Written: {TARGET.name}")


if __name__ == "__main__":
    main()
