import subprocess
import sys

HEAVY = ("sqlalchemy", "alembic", "reportlab", "docx", "lxml", "PIL", "pydantic", "yaml")


def test_the_window_and_its_widgets_bring_in_nothing_heavy():
    code = (
        "import sys, sif_desktop.ui.main_window, sif_desktop.ui.forms, "
        "sif_desktop.ui.widgets.table_view, sif_desktop.ui.widgets.chronology\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
