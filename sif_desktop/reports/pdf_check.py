"""Whether a PDF keeps the rules of PDF/UA-1, by an independent checker."""

from __future__ import annotations

_MOST_ROWS = 50_000  # of one table
_MOST_CELLS = 5_000_000


def check_pdf(data: bytes) -> list[str]:
    """What is wrong with the file, one sentence for each fault; empty if it passes."""
    import page

    limits = page.SafetyLimits(max_table_grid_rows=_MOST_ROWS, max_table_grid_cells=_MOST_CELLS)
    try:
        report = page.validate_pdf_bytes(data, profile="ua1", limits=limits)
    except page.PageError as error:
        return [f"The file cannot be read as PDF: {error}."]
    return sorted({f"{failure.rule_id}: {failure.message}" for failure in report.failures})
