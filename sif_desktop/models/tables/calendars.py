"""Term dates and closed days as the authority, or one school for itself, has set them."""

from sif_desktop.models.base import field, synced

term_date = synced(
    "term_date",
    "Term",
    field("provider_uid", "School", index=True),  # empty: of the authority
    field("school_year", "School year", whole=True),  # the one in which it began
    field("name", "Term"),  # autumn, spring, summer
    field("start", "First day", "group:days"),
    field("end", "Last day", "group:days"),
    field("half_term_start", "Half-term from", "group:days"),
    field("half_term_end", "Half-term to", "group:days"),
)

closed_day = synced(
    "closed_day",
    "Closed day",
    field("provider_uid", "School", index=True),  # empty: of the authority
    field("day", "Day"),
    field("kind", "Kind"),  # inset, bank_holiday
    field("name", "Name"),
)
