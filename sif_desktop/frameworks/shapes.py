"""Every file a pack may hold, and the shape of each."""

from __future__ import annotations

from typing import Any

from sif_desktop.frameworks.letter_schema import LetterFile
from sif_desktop.frameworks.paper_schema import LayoutFile
from sif_desktop.frameworks.rule_schema import ObligationsFile, SchemeFile, SituationsFile
from sif_desktop.frameworks.schema import (
    DistributionFile,
    ExamplesFile,
    FormFile,
    PackFile,
    ScalesFile,
    StatementsFile,
    VisitTypesFile,
    WordsFile,
)

FILES: dict[str, type[Any]] = {
    "pack.yaml": PackFile,
    "scales.yaml": ScalesFile,
    "visit_types.yaml": VisitTypesFile,
    "distribution.yaml": DistributionFile,
    "statements.yaml": StatementsFile,
    "words.yaml": WordsFile,
    "obligations.yaml": ObligationsFile,
    "examples.yaml": ExamplesFile,
    "situations.yaml": SituationsFile,
}
FOLDERS: dict[str, type[Any]] = {
    "forms": FormFile,
    "documents": LayoutFile,
    "letters": LetterFile,
    "categories": SchemeFile,
}
OPTIONAL = frozenset(
    {
        "words.yaml",
        "obligations.yaml",
        "examples.yaml",
        "situations.yaml",
        "categories",
        "letters",
    }
)
