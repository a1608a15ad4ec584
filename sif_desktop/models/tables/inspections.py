"""Inspections of every framework, what each asked to be improved, and what was predicted before."""

from sqlalchemy import Index

from sif_desktop.models.base import field, owner, synced

inspection = synced(
    "inspection",
    "Inspection",
    owner("provider_uid", "provider"),
    field("pack", "Rulebook"),
    field("kind", "Kind of inspection"),  # a code of the rulebook
    field("day", "First day"),
    field("last_day", "Last day"),
    field("outcomes", "Outcome"),  # codes of the rulebook, one on each line
    field("areas", "Grades by area"),  # {area: grade}, JSON
    field("safeguarding", "Safeguarding"),  # met, not_met
    field("feedback_on", "Verdict given by word of mouth on"),
    field("published_on", "Report published on"),
    field("predecessor", "Of the school before"),  # yes where it was of a predecessor
    field("source", "Source"),
    field("note", "Note", "text"),
    search=True,
)

improvement = synced(
    "inspection_improvement",
    "Area for improvement",
    owner("inspection_uid", "inspection"),
    field("number", "Number"),
    field("text", "What is to be improved", "text"),
    field("state", "Progress", "group:progress"),  # open, under_way, done
    field("progress_on", "As of", "group:progress"),
    field("progress", "What has been done", "text"),
)

# What somebody expected the next inspection to come to, before it came.
prediction = synced(
    "prediction",
    "Prediction",
    owner("provider_uid", "provider"),
    field("value", "Prediction"),  # as written: 2/RI, at risk of RI/4
    field("outcomes", "Outcomes it allows"),  # codes of the rulebook, one on each line
    field("made_on", "Made on"),
    field("made_by", "Made by"),
    field("note", "Why", "text"),
)

indicator_value = synced(
    "indicator_value",
    "Figure",
    owner("provider_uid", "provider"),
    field("code", "Measure"),
    field("year", "School year ending", whole=True),
    field("group_name", "Group"),
    field("value", "Value"),
    field("comparator", "Compared with"),
    field("state", "State"),  # validated, provisional
    field("source", "Source"),
)

Index("ix_inspection_day", inspection.c.provider_uid, inspection.c.day)
