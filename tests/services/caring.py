"""A rulebook of an invented authority with triggers, concerns, ladders and powers, as files laid
over a shipped pack; nothing of it is in the program."""

import shutil
from pathlib import Path

from sif_desktop.frameworks.registry import Registry
from sif_desktop.services.concerns import ConcernFields

PACKS = Path(__file__).resolve().parents[2] / "resources" / "frameworks"
BASE = PACKS / "telford-2014"
PACK = "vale-2026"
FILES = {
    "concerns.yaml": """
source: Vale 4
sources:
- {code: officer, label: School officer}
- {code: other_service, label: Another council service}
- {code: parent, label: Parent}
told_school: required
review_after: 3
complaint_stages:
- {code: officer, label: Officer, answer_within: 10, unit: working_day}
- {code: director, label: Director}
contacts: {answer_within: 5, unit: working_day}
""",
    "triggers.yaml": """
source: Vale App 1
triggers:
- {id: T1, text: A major event the school cannot recover from alone, weight: first}
- id: T2
  text: Outcomes falling for two or more years
  rule: {figure: {indicator: progress, side: falling, years: 2}}
- {id: T3, text: A pattern of staff allegations, visibility: restricted}
""",
    "ladders.yaml": """
source: Vale 5
ladders:
- id: setting
  title: Early years settings
  when: [{subject: provider.kind, values: [setting]}]
  steps:
  - {code: support_plan, title: Support plan agreed}
  - {code: last_warning, title: Last warning, mode: letter}
  - {code: leaves_directory, title: Removed from the directory, mode: formal}
- id: maintained
  title: Maintained schools
  when: [{subject: provider.maintained, values: ["yes"]}]
  steps:
  - {code: talk, title: Talk with the head, mode: informal}
  - {code: warning, title: Formal warning notice, mode: formal}
  - {code: board, title: Intervention board}
- id: academy
  title: Academies
  steps:
  - {code: trust_talk, title: Talk with the trust, mode: informal}
  - {code: dfe_letter, title: Letter to the Department for Education, mode: letter}
powers:
- code: governors
  title: Appoint additional governors
  statute: Education and Inspections Act 2006 s64
  when: [{subject: provider.maintained, values: ["yes"]}]
  after: [warning]
  unless: Not for academies; the trust answers to the Secretary of State.
cases:
  level: ad
  listed_when: {text: In the most serious category, in_category: {categories: ["4a"]}}
  exit:
  - {id: good, text: Judged good}
  aftercare_months: 6
""",
}


def registry(folder: Path) -> Registry:
    """The shipped packs and the invented one, written into `folder`."""
    made = folder / PACK
    shutil.copytree(BASE, made)
    for examples in ("examples.yaml", "situations.yaml"):
        (made / examples).unlink(missing_ok=True)
    head = (made / "pack.yaml").read_text(encoding="utf-8")
    (made / "pack.yaml").write_text(head.replace(f"id: {BASE.name}", f"id: {PACK}", 1), "utf-8")
    for name, text in FILES.items():
        (made / name).write_text(text.lstrip(), encoding="utf-8")
    return Registry([PACKS, folder])


def concern(words: str = "Behaviour at lunch", **more: object) -> ConcernFields:
    """A concern with all that the rulebook wants."""
    given = {"source": "officer", "raised_on": "2026-11-20", "told_school_on": "2026-11-20"}
    return ConcernFields(words, **{**given, **more})
