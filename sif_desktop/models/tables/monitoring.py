"""What is watched of a school between visits: judgements and checks, and how great the risk is.

Figures are measured elsewhere (inspections.indicator_value).
"""

from sif_desktop.models.base import field, owner, synced

monitoring_entry = synced(
    "monitoring_entry",
    "Monitoring entry",
    owner("provider_uid", "provider"),
    field("pack", "Rulebook"),
    field("kind", "Kind"),  # judgement, self_evaluation, statutory
    field("about", "About"),  # of a check a code of the rulebook; else words
    field("day", "Day"),
    field("said", "The school’s own view", "text"),
    field("value", "Judgement", "group:judgement"),
    field("judged_by", "Judged by", "group:judgement"),
    field("text", "What it rests on", "text"),
)

# One for each school and school year: assessing again changes it, and the history keeps what stood.
risk_assessment = synced(
    "risk_assessment",
    "Risk assessment",
    owner("provider_uid", "provider"),
    field("pack", "Rulebook"),
    field("school_year", "School year", whole=True),  # the one in which it began
    field("level", "Level of risk", "group:level"),  # a code of the rulebook
    field("reasons", "Reasons", "text"),
    field("figures", "Figures as they stood"),  # [[measure, year, value, compared with]], JSON
    field("assessed_on", "Assessed on", "group:level"),
    field("assessed_by", "Assessed by", "group:level"),
)
