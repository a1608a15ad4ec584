"""What tests of meetings and reports as data ask of a pack."""

from sif_desktop.domain.form_rules import holds
from sif_desktop.frameworks.pack import Pack


def seats(pack: Pack, meeting: str, part: str = "core", /, **facts: str) -> list[str]:
    """The roles that belong to a meeting about a provider of these facts."""
    given = {f"provider.{name}": value for name, value in facts.items()}
    return [s.role for s in pack.meeting_type(meeting).seated(given) if s.part == part]


def rhythm(pack: Pack, meeting: str, /, **facts: str) -> tuple[int, str, int, str, int] | None:
    given = {f"provider.{name}": value for name, value in facts.items()}
    found = pack.meeting_type(meeting).rhythm(given)
    return found and (found.every, found.unit, found.at_least, found.per, found.tolerance_days)


def told(pack: Pack, paper_id: str, /, **facts: str) -> list[str]:
    """Who receives agenda, minutes or report, as role/copy."""
    given = {f"provider.{name}": value for name, value in facts.items()}
    paper = pack.paper(paper_id)
    assert paper is not None
    return [f"{to.role}/{to.copy}" for to in pack.recipients(paper, given)]


def parts(pack: Pack, report: str) -> list[str]:
    return [one.kind for one in pack.report(report).parts]


def offered(pack: Pack, meeting: str, /, **facts: str) -> bool:
    given = {f"provider.{name}": value for name, value in facts.items()}
    return all(holds(c, given) for c in pack.meeting_type(meeting).when)
