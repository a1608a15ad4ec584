"""What was erased for good: that it was, by whom and on what ground, never what it said."""

from sif_desktop.models.base import field, synced

disposal = synced(
    "disposal",
    "Disposal",
    field("tbl", "Kind of record"),
    field("row_uid", "Record"),
    field("ground", "Ground"),  # the paragraph of the retention rules, or the request
    field("reason", "Reason", "text"),
    field("erased_at", "Erased at"),
    field("erased_by", "Erased by"),
    field("records", "Records erased", whole=True),
    field("files", "Files erased", whole=True),
)
