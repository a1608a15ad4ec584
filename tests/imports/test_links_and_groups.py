from collections import Counter
from datetime import date

import pytest

from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.imports.groups import read_groups, read_memberships
from sif_desktop.imports.links import LinkRow, read_links


def test_the_links_file_is_read_whole(data):
    reading = read_links(data / "gias_links_sample_2023.csv")
    assert (reading.read, len(reading.rows), reading.encoding) == (157, 157, "Windows-1252")
    assert Counter(row.kind for row in reading.rows)["Predecessor - merged"] == 15
    assert reading.rows[0] == LinkRow(
        "100006", "134643", "CCfL Key Stage 3 PRU", "Predecessor - merged", date(2022, 1, 1)
    )
    assert any("à Becket" in row.link_name for row in reading.rows)


def test_faulty_links_are_named_by_line(tmp_path):
    path = tmp_path / "links.csv"
    path.write_text(
        "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n"
        "100001,100002,A,Successor,31/08/2021\n100001,,A,Successor,\n\n100001,100003,A,,\n"
    )
    reading = read_links(path)
    assert [row.established for row in reading.rows] == [date(2021, 8, 31)]
    assert [(reject.line, reject.reason) for reject in reading.rejects] == [
        (3, "a URN is missing or malformed"),
        (5, "no kind of link"),
    ]


def test_groups_are_read_with_their_codes_mended(data):
    reading = read_groups(data / "gias_allgroupsdata_4rows.csv")
    assert reading.read == len(reading.rows) == 4
    assert [row.type_code for row in reading.rows] == ["06", "06", "01", "06"]
    first = reading.rows[0]
    assert (first.uid, first.companies_house, first.county) == ("2044", "07318714", "")
    assert first.incorporated == date(2010, 7, 19)
    assert reading.missing == ()


def test_groups_of_the_scheduled_extract_are_read_under_their_other_headings(tmp_path):
    path = tmp_path / "groups.csv"
    path.write_text(
        "UID,Group Name,Companies House Number,Group Type,Group Type (code),Closed Date,Status,"
        "Status (code),Group Contact Street\n80605,Borough,,Trust,8,,Open,OPEN,1 Fen Road\n"
    )
    [row] = read_groups(path).rows
    assert (row.uid, row.status, row.street, row.type_code) == (
        "80605",
        "Open",
        "1 Fen Road",
        "08",
    )


def test_memberships_are_read_in_both_dialects(data, tmp_path):
    reading = read_memberships(data / "gias_alllinksdata_3rows.csv")
    assert [(row.urn, row.group_uid, row.group_type_code) for row in reading.rows] == [
        ("100000", "2044", "06"),
        ("100001", "2044", "06"),
        ("100002", "2070", "06"),
    ]
    path = tmp_path / "groupLinks.csv"
    path.write_text(
        "URN,Linked UID,Group Name,Group Type,Group Type (code),Joined date\n"
        "100003,80637,Central,Federation,1,01/01/1900\n100004,,Central,Federation,1,\n"
    )
    other = read_memberships(path)
    assert [(row.group_uid, row.joined) for row in other.rows] == [("80637", None)]
    assert [reject.line for reject in other.rejects] == [3]


@pytest.mark.parametrize("read", [read_links, read_groups, read_memberships])
def test_the_register_is_refused_by_name_in_the_wrong_place(data, read):
    path = data / "gias_edubasealldata_2024_layout_2rows_fictional.csv"
    with pytest.raises(Problem, match="is the register of schools") as caught:
        read(path)
    assert caught.value.hint == "Use the import for schools for this file."


@pytest.mark.parametrize(
    ("read", "name"),
    [
        (read_links, "gias_links_sample_2023.csv"),
        (read_groups, "gias_allgroupsdata_4rows.csv"),
        (read_memberships, "gias_alllinksdata_3rows.csv"),
    ],
)
def test_the_smaller_files_can_be_cancelled(data, read, name):
    with pytest.raises(Cancelled):
        read(data / name, cancelled=lambda: True)
