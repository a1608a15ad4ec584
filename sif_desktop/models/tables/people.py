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

# How the authority's paper looks, read from its own Word template. One row.
house_style = synced(
    "house_style",
    "House style",
    field("name", "File name"),
    field("template_sha256", "Word template"),
    field("look", "Margins, fonts and colours"),  # JSON
    field("fonts", "Fonts"),  # {face: hash of its file}, JSON
    field("answers", "Faults accepted"),  # {fault's id: reason}, JSON
    field("set_by", "Set by"),
    field("set_on", "Set on"),
)

# Words the spelling check has been taught.
learned_word = synced("learned_word", "Learned word", field("word", "Word"))

# The officer's own phrases, offered while writing beside those of the rulebook.
phrase = synced(
    "phrase",
    "Phrase",
    field("text", "Text"),
    field("shortcut", "Shortcut"),
    field("section", "Section of the note"),
)
