"""Officers who use the program, and what each has set for themselves."""

from sif_desktop.models.base import field, synced

officer = synced(
    "officer",
    "Officer",
    field("name", "Name"),
    field("job_title", "Job title"),
    field("email", "Email"),
    field("telephone", "Telephone"),
)

# The authority this caseload works for, and the pack and paper it uses. One row.
authority = synced(
    "authority",
    "Authority",
    field("name", "Name of the authority"),
    field("service", "Service"),
    field("pack", "Rulebook"),
    field("pack_version", "Version of the rulebook"),
    field("logo_sha256", "Logo"),
    field("logo_alt", "Words for the logo"),
)

saved_view = synced(
    "saved_view",
    "Saved view",
    field("page", "Page"),
    field("name", "Name"),
    field("filter_text", "Filter"),
    field("columns", "Columns"),
    field("sort", "Sorted by"),
)
