"""The shape of the house (docs/decisions): what may know what, and what may stand where."""

import ast
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "sif_desktop"
PACKS = ROOT / "resources" / "frameworks"
# Names of places, whoever has a pack: every county, and towns of several words.
GAZETTEERS = {"domain/places.py", "domain/familiar_names.py"}
LONGEST = 400  # lines: beyond it a reader would find two rooms in one
ALLOWED_LONGER: dict[str, str] = {}  # path: the reason it is one room all the same
HOLDS_COLOURS = {"ui/theme.py", "reports/look.py"}
HEX_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
NETWORK = {"socket", "ssl", "http", "urllib.request", "ftplib", "smtplib", "requests", "httpx"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def imports_of(path: Path) -> tuple[str, ...]:
    """Every module a file imports, however deep inside functions, with `from` parts joined on."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return tuple(found)


def strings_of(path: Path) -> list[str]:
    """Every text in a file that is not a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]


def users_of(*wanted: str) -> set[str]:
    """The modules that import any of the wanted packages."""
    return {
        name_of(path)
        for path in modules()
        for imported in imports_of(path)
        if any(imported == want or imported.startswith(f"{want}.") for want in wanted)
    }


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--config", ROOT / ".importlinter", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_every_import_contract_holds():
    found = lint_imports(ROOT)
    assert found.returncode == 0, found.stdout


OFFENCES = {
    "Layers point downwards": ("domain/errors.py", "import sif_desktop.services.bootstrap"),
    "Qt only in the window and its start": ("services/bootstrap.py", "import PySide6.QtCore"),
    "The screen asks services": ("ui/__init__.py", "import sif_desktop.models.store"),
    "Documents, readers and packs know no tables": (
        "reports/__init__.py",
        "import sif_desktop.models.store",
    ),
    "SQLAlchemy only in models": ("imports/__init__.py", "import sqlalchemy"),
    "The rules are plain Python": ("domain/forms.py", "import pydantic"),
    "Pages do not know each other": ("ui/pages/one.py", "import sif_desktop.ui.pages.two"),
}


def test_every_import_contract_bites(tmp_path):
    copy = tmp_path / "sif_desktop"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "ui/pages/two.py").write_text("", encoding="utf-8")
    for file, line in OFFENCES.values():
        with (copy / file).open("a", encoding="utf-8") as source:
            source.write(f"\n{line}\n")
    said = lint_imports(tmp_path).stdout
    for contract in OFFENCES:
        assert re.search(rf"{contract}.* BROKEN", said), f"{contract} let it pass:\n{said}"


def test_a_module_outside_every_layer_is_noticed(tmp_path):
    shutil.copytree(PACKAGE, tmp_path / "sif_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "sif_desktop/helpers.py").write_text("", encoding="utf-8")
    assert "helpers" in lint_imports(tmp_path).stdout


def test_each_format_has_its_own_writer():
    assert all(name.startswith("reports/pdf_") for name in users_of("reportlab"))
    assert all(name.startswith("reports/docx_") for name in users_of("docx"))


def test_pdfs_are_read_behind_one_lock_by_the_program_and_by_its_tests():
    """Two threads in that library at once bring the whole program down."""
    everywhere = [*modules(), *(ROOT / "tests").rglob("*.py"), *(ROOT / "tools").rglob("*.py")]
    opened = re.compile(r"PdfDocument\(")
    users = [path.name for path in everywhere if opened.search(path.read_text(encoding="utf-8"))]
    assert users == ["pdf_open.py"]


def test_the_screen_never_reaches_past_the_services():
    forbidden = users_of(
        *(f"sif_desktop.{part}" for part in ("models", "sync", "reports", "imports"))
    )
    assert not {name for name in forbidden if name.startswith("ui/")}


def test_nothing_here_can_use_the_network():
    assert not users_of(*NETWORK, "PySide6.QtNetwork")


def test_no_module_is_longer_than_a_reader_can_hold():
    long = {
        name_of(path): lines
        for path in modules()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert {name: n for name, n in long.items() if name not in ALLOWED_LONGER} == {}


def test_colours_stand_in_the_theme_and_the_look_alone():
    found = {
        name_of(path): match[0]
        for path in modules()
        if name_of(path) not in HOLDS_COLOURS
        for text in strings_of(path)
        if (match := HEX_COLOUR.search(text))
    }
    assert found == {}


def words_only_packs_may_know() -> set[str]:
    """Every pack's id, its authority's full name, and the place in that name."""
    import yaml

    generic = re.compile(r"(?i)\b(county|borough|city|metropolitan|council|of|the)\b")
    words: set[str] = set()
    for file in sorted(PACKS.glob("*/pack.yaml")):
        pack = yaml.safe_load(file.read_text(encoding="utf-8"))
        authority = str(pack.get("authority") or "").strip()
        words |= {pack["id"], authority, " ".join(generic.sub("", authority).split())}
    return words - {""}


def test_the_code_names_no_pack_and_no_authority():
    words = words_only_packs_may_know()
    assert words, "no pack was found to take names from"
    pattern = re.compile("|".join(rf"\b{re.escape(word)}\b" for word in sorted(words)), re.I)
    found = {
        f"{name_of(path)}: {match[0]}"
        for path in modules()
        if name_of(path) not in GAZETTEERS
        and (match := pattern.search(path.read_text(encoding="utf-8")))
    }
    assert found == set()


def test_the_fixed_top_level_stands():
    for name in ("ui", "models", "reports"):
        assert (PACKAGE / name / "__init__.py").is_file()
    for name in ("resources", "tests", "docs", ".ci"):
        assert (ROOT / name).is_dir()
    for name in ("pyproject.toml", "requirements.lock", "README.md", "LICENSE", "Makefile"):
        assert (ROOT / name).is_file()


def test_the_lock_file_names_no_registry_and_hashes_everything():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert not re.search(r"(?m)^\s*(-i|--(extra-)?index-url|--find-links|--trusted-host)", lock)
    pinned = re.findall(r"(?m)^[A-Za-z0-9][\w.\-]*(?:\[[\w,]+\])?==\S+", lock)
    assert len(pinned) > 30
    entries = re.split(r"(?m)^(?=[A-Za-z0-9])", lock)
    assert all("--hash=sha256:" in entry for entry in entries if "==" in entry)


@pytest.mark.parametrize("target", ["run", "test", "setup", "lint", "requirements", "bench"])
def test_the_make_file_holds_every_promised_target(target):
    assert re.search(rf"(?m)^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"))
