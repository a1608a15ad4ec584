"""The register's side files: links, groups and memberships of the schools here."""

from pathlib import Path

import pytest

from sif_desktop.domain.errors import Problem

DATA = Path(__file__).resolve().parents[1] / "data"
LINKS = DATA / "gias_links_sample_2023.csv"


def test_links_of_the_schools_here_are_kept_and_the_rest_passed_over(services):
    new = services.schools.add({"name": "Torriano Primary School", "urn": "100023"})
    services.schools.add({"name": "Torriano Infant School", "urn": "100024"})
    preview = services.references.preview(LINKS)
    assert preview.written == 2
    assert preview.elsewhere > 100
    assert services.schools.page(new.uid).linked == ()
    result = services.references.apply(LINKS)
    assert "2 links imported" in result.sentence
    (link,) = services.schools.page(new.uid).linked
    assert (link.name, link.kind, link.date) == (
        "Torriano Infant School", "Predecessor", "2015-09-15",
    )  # fmt: skip
    assert services.references.apply(LINKS).preview.written == 0
    services.undo.undo()
    assert services.schools.page(new.uid).linked == ()


def test_groups_are_kept_for_schools_that_belong_to_them(services, tmp_path):
    members = tmp_path / "members.csv"
    members.write_text(
        "URN,Group UID,Group ID,Group Name,Group Type,Joined date,EstablishmentName\n"
        "900001,2044,TR01,Vale Trust,Multi-academy trust,01/09/2020,Oakfield\n"
        "900777,2045,TR02,Far Trust,Multi-academy trust,01/09/2020,Elsewhere\n"
    )
    result = services.references.apply(members)
    assert (result.preview.written, result.preview.elsewhere) == (1, 1)
    assert services.schools.page("oakfield").groups == ("Vale Trust (Multi-academy trust)",)


def test_a_file_is_recognised_before_it_is_read(services):
    found = services.references.recognise(LINKS)
    assert (found.kind, found.known) == ("LINKS", True)
    found = services.references.recognise(DATA / "gias_governance_mat_2026_names_invented.csv")
    assert not found.known
    assert "governance" in found.title


def test_the_register_itself_is_no_side_file(services):
    with pytest.raises(Problem, match="is the register of schools"):
        services.references.apply(DATA / "gias_edubasealldata_2024_layout_2rows_fictional.csv")
