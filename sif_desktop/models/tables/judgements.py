"""What an officer found against a rulebook's criteria, and the category decided on."""

from sqlalchemy import Index

from sif_desktop.models.base import field, owner, synced

finding = synced(
    "finding",
    "Finding",
    owner("provider_uid", "provider"),
    field("pack", "Rulebook"),
    field("scheme", "Scheme"),  # or triggers
    field("criterion", "Criterion"),
    field("asked", "As asked"),  # the wording when it was judged
    field("value", "Finding", "group:judgement"),  # met, not_met, not_judged or a step of a scale
    field("judged_on", "Judged on", "group:judgement"),
    field("judged_by", "Judged by", "group:judgement"),
    field("evidence", "Evidence", "text"),
    field("evidence_uid", "Evidence on record"),  # a visit, a document
    field("source", "Source"),
)

# One decision on a category, from its start to its end. What it replaced stays beside it.
judgement = synced(
    "judgement",
    "Category judgement",
    owner("provider_uid", "provider"),
    field("pack", "Rulebook"),
    field("pack_version", "Version of the rulebook"),
    field("scheme", "Scheme"),
    field("school_year", "School year", whole=True),  # the one in which it began
    field("proposed", "Proposed by the rules"),
    field("explained", "Why the rules propose it"),  # the lines as shown, JSON
    field("category", "Category", "group:decision"),
    field("reasons", "Reasons", "text"),
    field("capacity", "Capacity to improve"),
    field("capacity_why", "Why", "text"),
    field("school_view", "The school’s view"),  # the category the school would have
    field("school_evidence", "The school’s evidence", "text"),
    field("gate_overruled", "Why a gate was passed", "text"),
    field("exit_by", "Expected to have left by"),
    field("state", "State", "group:decision"),  # open, decided
    field("decided_on", "Decided on", "group:decision"),
    field("decided_by", "Decided by", "group:decision"),
)

stage = synced(
    "judgement_stage",
    "Stage of a judgement",
    owner("judgement_uid", "judgement"),
    field("code", "Stage"),
    field("passed_on", "Passed on", "group:passed"),
    field("who", "Who", "group:passed"),
    field("skipped", "Why it was left out", "text"),
)

Index("ix_finding_criterion", finding.c.provider_uid, finding.c.scheme, finding.c.criterion)
Index("ix_judgement_year", judgement.c.school_year, judgement.c.state)
