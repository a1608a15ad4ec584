"""Every file a pack may hold, and the shape of each."""

from __future__ import annotations

from typing import Any

from sif_desktop.frameworks.case_schema import (
    ConcernsFile,
    EntitlementsFile,
    FactsFile,
    InspectionsFile,
    LaddersFile,
    TriggersFile,
)
from sif_desktop.frameworks.letter_schema import LetterFile
from sif_desktop.frameworks.meeting_schema import MeetingsFile, ReportFile
from sif_desktop.frameworks.monitoring_schema import MonitoringFile
from sif_desktop.frameworks.paper_schema import LayoutFile
from sif_desktop.frameworks.plan_schema import PlansFile
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
from sif_desktop.frameworks.text_schema import ChangesFile, TextsFile

FILES: dict[str, type[Any]] = {
    "pack.yaml": PackFile,
    "scales.yaml": ScalesFile,
    "visit_types.yaml": VisitTypesFile,
    "distribution.yaml": DistributionFile,
    "statements.yaml": StatementsFile,
    "words.yaml": WordsFile,
    "obligations.yaml": ObligationsFile,
    "facts.yaml": FactsFile,
    "inspections.yaml": InspectionsFile,
    "triggers.yaml": TriggersFile,
    "concerns.yaml": ConcernsFile,
    "ladders.yaml": LaddersFile,
    "entitlements.yaml": EntitlementsFile,
    "plans.yaml": PlansFile,
    "meetings.yaml": MeetingsFile,
    "texts.yaml": TextsFile,
    "changes.yaml": ChangesFile,
    "monitoring.yaml": MonitoringFile,
    "examples.yaml": ExamplesFile,
    "situations.yaml": SituationsFile,
}
FOLDERS: dict[str, type[Any]] = {
    "forms": FormFile,
    "documents": LayoutFile,
    "letters": LetterFile,
    "reports": ReportFile,
    "categories": SchemeFile,
}
OPTIONAL = frozenset(
    {
        "facts.yaml",
        "inspections.yaml",
        "triggers.yaml",
        "concerns.yaml",
        "ladders.yaml",
        "entitlements.yaml",
        "plans.yaml",
        "meetings.yaml",
        "monitoring.yaml",
        "words.yaml",
        "texts.yaml",
        "changes.yaml",
        "obligations.yaml",
        "examples.yaml",
        "situations.yaml",
        "categories",
        "letters",
        "reports",
    }
)
