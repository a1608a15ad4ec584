"""Whether a PDF keeps the rules of PDF/UA-1, by an independent checker."""

from __future__ import annotations


def check_pdf(data: bytes) -> list[str]:
    """What is wrong with the file, one sentence for each fault; empty if it passes."""
    import page

    try:
        report = page.validate_pdf_bytes(data, profile="ua1")
    except page.PageError as error:
        return [f"The file cannot be read as PDF: {error}."]
    return sorted({f"{failure.rule_id}: {failure.message}" for failure in report.failures})
