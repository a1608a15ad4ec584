from datetime import date

import pytest

from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.domain.register import RegisterRow
from sif_desktop.imports.columns import COLUMNS
from sif_desktop.imports.recognise import Dialect
from sif_desktop.imports.register import RegisterFilter, RegisterReader, read_register


def by_urn(rows):
    return {row.urn: row for row in rows}


@pytest.mark.parametrize(
    ("name", "read", "layout"),
    [
        ("gias_edubasealldata_2018_4rows_heads_invented.csv", 4, "about 2018"),
        ("gias_edubasealldata_2024_layout_2rows_fictional.csv", 2, "mid-2024 to early 2025"),
        ("gias_edubasealldata_2026_header_only.csv", 0, "2025 or later"),
        ("gias_results_export_sample_2022_heads_invented.csv", 123, "2022 to mid-2024"),
    ],
)
def test_every_sample_register_is_read_whole(data, name, read, layout):
    report, rows = read_register(data / name)
    assert (report.read, report.kept, len(rows), report.layout) == (read, read, read, layout)
    assert not report.rejected


def test_a_header_alone_says_that_there_are_no_rows(data):
    report, _ = read_register(data / "gias_edubasealldata_2026_header_only.csv")
    assert [notice.code for notice in report.notices] == ["no_rows"]


def test_a_full_row_becomes_typed_fields(data):
    report, rows = read_register(data / "gias_edubasealldata_2018_4rows_heads_invented.csv")
    row = by_urn(rows)["100171"]
    assert report.dialect is Dialect.FULL
    assert report.encoding == "Windows-1252"
    assert (row.laestab, row.type_code, row.phase) == ("2033526", "02", "All-through")
    assert (row.low_age, row.high_age, row.capacity) == (3, 18, 1800)
    assert (row.census_date, row.open_date) == (date(2018, 1, 18), None)
    assert (row.sixth_form, row.federation_uid, row.federation_name) == (
        "yes",
        "16268",
        "Koinonia Federation",
    )
    assert (row.trust_name, row.inspectorate, row.reason_closed) == ("", "", "")
    assert by_urn(rows)["100459"].head_first == "Róisín"


def test_special_needs_are_gathered_from_their_columns(data):
    _, rows = read_register(data / "gias_edubasealldata_2024_layout_2rows_fictional.csv")
    needs = by_urn(rows)["138130"].sen_types
    assert len(needs) == 7
    assert needs[0] == "SpLD - Specific Learning Difficulty"


def test_the_search_page_export_gives_links_from_cells_without_headings(data):
    report, rows = read_register(data / "gias_results_export_sample_2022_heads_invented.csv")
    assert report.dialect is Dialect.SEARCH
    assert sum(len(row.links) == 2 for row in rows) == 12
    assert by_urn(rows)["116026"].links == (("115995", "Predecessor"), ("115996", "Predecessor"))
    assert by_urn(rows)["115850"].links == ()
    assert "Trusts (code)" in report.missing
    assert "trust_uid" not in report.present and "trust_name" in report.present


def test_the_scheduled_extract_has_dates_with_slashes_and_may_hold_codes_only(write_register):
    headings = [
        "URN",
        "LA (code)",
        "EstablishmentName",
        "TypeOfEstablishment (code)",
        "EstablishmentStatus (code)",
        "PhaseOfEducation (code)",
        "OpenDate",
    ]
    school = {
        "TypeOfEstablishment (code)": "07",
        "EstablishmentStatus (code)": "3",
        "PhaseOfEducation (code)": "0",
        "OpenDate": "18/12/2009",
    }
    report, [row] = read_register(write_register(school, headings=headings))
    assert report.dialect is Dialect.SCHEDULED
    assert (row.type, row.status, row.phase) == (
        "Community special school",
        "Open, but proposed to close",
        "",
    )
    assert row.open_date == date(2009, 12, 18)


def test_columns_are_found_in_any_order_case_and_spacing(write_register):
    headings = ["OpenDate", " establishmentname ", "la  (CODE)", "EstablishmentNumber", "urn"]
    path = write_register({}, headings=["x"])
    path.write_text(
        ",".join(headings) + "\nISO,Ashmere,857,2001,100001\n2020-02-03T00:00,Bray,857,,100002\n"
    )
    report, rows = read_register(path)
    assert [(row.urn, row.name, row.open_date) for row in rows] == [
        ("100001", "Ashmere", None),
        ("100002", "Bray", date(2020, 2, 3)),
    ]
    assert [(n.code, n.count, n.examples) for n in report.notices] == [
        ("dates_unclear", 1, ("ISO",))
    ]


def test_the_header_is_found_below_lines_of_title(write_register):
    path = write_register({})
    path.write_bytes(b"Register as at March\r\n\r\n" + path.read_bytes())
    report, rows = read_register(path)
    assert (report.header_row, len(rows)) == (3, 1)


def test_the_usual_filter_takes_open_state_funded_schools_of_the_authority(write_register):
    special = {"EstablishmentTypeGroup (name)": "Special schools"}
    path = write_register(
        {},
        {"LA (code)": "201", "LA (name)": "Elsewhere"},
        {"EstablishmentStatus (name)": "Closed"},
        {"EstablishmentStatus (name)": "Open, but proposed to close"},
        {"TypeOfEstablishment (name)": "Other independent special school", **special},
        {"TypeOfEstablishment (name)": "Community special school", **special},
    )
    report, rows = read_register(path, RegisterFilter.usual("857"))
    assert [row.urn for row in rows] == ["100001", "100004", "100006"]
    assert report.skipped == {
        "another local authority": 1,
        "status “Closed”": 1,
        "not state-funded": 1,
    }
    assert report.read == 6


def test_filters_by_type_and_type_group_ignore_case(write_register):
    path = write_register(
        {},
        {"TypeOfEstablishment (name)": "Foundation school"},
        {"EstablishmentTypeGroup (name)": "Academies"},
    )
    _, by_type = read_register(path, RegisterFilter(types=["FOUNDATION SCHOOL"]))
    _, by_group = read_register(path, RegisterFilter(type_groups=["academies"]))
    assert [row.urn for row in by_type] == ["100002"]
    assert [row.urn for row in by_group] == ["100003"]


def test_the_choices_count_the_whole_file_whatever_the_filter(write_register):
    elsewhere = {"LA (code)": "201", "LA (name)": "Elsewhere"}
    path = write_register({}, elsewhere, elsewhere | {"EstablishmentStatus (name)": "Closed"})
    report, _ = read_register(path, RegisterFilter.usual("857"))
    assert [(c.value, c.label, c.count) for c in report.choices.authorities] == [
        ("201", "Elsewhere", 2),
        ("857", "Fenland", 1),
    ]
    assert [(c.value, c.count) for c in report.choices.statuses] == [("Closed", 1), ("Open", 2)]


def test_unusable_rows_are_named_by_line_and_reason(write_register):
    path = write_register(
        {},
        {"URN": ""},
        {"URN": "1.00E+05"},
        {"URN": "100001"},
        {"EstablishmentName": " "},
    )
    with path.open("a", newline="") as file:
        file.write("\r\n,,,,,,,,,,\r\nEnd of file\r\n")
    report, rows = read_register(path)
    assert [row.urn for row in rows] == ["100001"]
    assert [(reject.line, reject.reason) for reject in report.rejects] == [
        (3, "no URN"),
        (4, "URN is not a number of six digits"),
        (5, "URN repeated"),
        (6, "no name"),
        (9, "too few cells"),
    ]
    assert report.rejects[2].detail == "100001, first on line 2"
    assert report.read == 6
    assert [choice.count for choice in report.choices.authorities] == [1]


def test_lines_are_counted_rightly_where_cells_hold_line_breaks(write_register):
    path = write_register({"EstablishmentName": "Ashmere\r\nSchool"}, {"URN": "none"})
    report, _ = read_register(path)
    assert [reject.line for reject in report.rejects] == [4]


def test_a_childrens_centre_may_have_a_five_digit_number(write_register):
    centre = {"TypeOfEstablishment (name)": "Children's centre", "EstablishmentNumber": ""}
    report, [row] = read_register(write_register(centre | {"URN": "20003"}, {"URN": "20004"}))
    assert (row.urn, row.laestab) == ("20003", "")
    assert report.rejected == {"URN is not a number of six digits": 1}


def test_what_excel_damaged_is_mended_or_emptied_and_told(write_register):
    damaged = {"TypeOfEstablishment (code)": "2", "UPRN": "1.00915E+10"}
    path = write_register(damaged, damaged, {"OpenDate": "9/18/2001"}, {"OpenDate": "3/4/2001"})
    report, rows = read_register(path)
    notices = {notice.code: (notice.count, notice.examples) for notice in report.notices}
    assert notices == {
        "leading_zeros": (2, ("2",)),
        "scientific": (2, ("1.00915E+10",)),
        "dates_turned": (2, ("9/18/2001", "3/4/2001")),
        "dates_mixed": (1, ("9/18/2001",)),
    }
    assert (rows[0].type_code, rows[0].uprn) == ("02", "")
    assert [row.open_date for row in rows[2:]] == [date(2001, 9, 18), date(2001, 3, 4)]


def test_a_date_that_may_be_read_two_ways_is_left_empty(write_register):
    dates = ("9/18/2001", "18/9/2001", "3/4/2001")
    report, rows = read_register(write_register(*({"OpenDate": text} for text in dates)))
    assert [row.open_date for row in rows] == [date(2001, 9, 18), date(2001, 9, 18), None]
    assert "dates_unclear" in {notice.code for notice in report.notices}


def test_rows_longer_than_the_header_keep_their_named_cells(write_register):
    path = write_register({})
    path.write_text(path.read_text().rstrip() + ",surplus,more\n")
    report, [row] = read_register(path)
    assert row.uprn == "10091474414"
    assert [(notice.code, notice.count) for notice in report.notices] == [("overlong", 1)]


def test_a_row_cut_off_at_the_end_is_left_out_and_told(write_register):
    path = write_register({}, {})
    path.write_bytes(path.read_bytes()[:-40])
    report, rows = read_register(path)
    assert len(rows) == 1
    assert report.rejected == {"the file ends in the middle of the row": 1}
    assert [notice.code for notice in report.notices] == ["cut_off"]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("gias_links_sample_2023.csv", "links file"),
        ("gias_allgroupsdata_4rows.csv", "groups file"),
        ("gias_alllinksdata_3rows.csv", "group membership file"),
        ("gias_governance_mat_2026_names_invented.csv", "governance file"),
        ("ofsted_mi_latest_2026_sample.csv", "Ofsted’s management information"),
        ("ks2_2024-25_hertfordshire_sample.csv", "key stage 2 performance table"),
        ("ks2final_2018-19_LA936_sample.csv", "key stage 2 performance table"),
        ("ks4_2024-25_hertfordshire_sample.csv", "key stage 4 performance table"),
        ("england_wales_bank_holidays_2019_2028.csv", "headings are not known"),
    ],
)
def test_another_file_is_refused_by_name(data, name, what):
    with pytest.raises(Problem) as caught:
        read_register(data / name)
    assert what in caught.value.message
    assert name in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("lost", ["URN", "EstablishmentName"])
def test_a_register_without_its_key_columns_is_refused(write_register, lost):
    path = write_register({})
    path.write_text(path.read_text().replace(lost, "Something", 1))
    with pytest.raises(Problem, match=f"no {lost} column"):
        read_register(path)


def test_a_large_register_is_read_with_progress(generator, tmp_path):
    path = generator.make_register(tmp_path / "large.csv", 5000)
    told = []
    report, rows = read_register(path, progress=lambda done, size: told.append((done, size)))
    assert (report.read, len(rows), len(report.missing)) == (5000, 5000, 0)
    assert report.rejected == {} and report.notices == ()
    assert told[-1] == (path.stat().st_size, path.stat().st_size)
    assert len(told) >= 10 and told == sorted(told)


def test_the_generated_register_is_the_same_every_time(generator, tmp_path):
    one = generator.make_register(tmp_path / "one.csv", 50)
    two = generator.make_register(tmp_path / "two.csv", 50)
    assert one.read_bytes() == two.read_bytes()
    assert len(generator.header()) == 135


def test_cancel_stops_the_reading_between_rows(generator, tmp_path):
    path = generator.make_register(tmp_path / "large.csv", 5000)
    reader = RegisterReader(path)
    taken = []
    with pytest.raises(Cancelled):
        for row in reader.rows(cancelled=lambda: len(taken) > 1000):
            taken.append(row)
    assert 1000 < len(taken) <= 1500


def test_rows_known_by_their_mark_are_only_counted(generator, tmp_path):
    path = generator.make_register(tmp_path / "first.csv", 300)
    first = RegisterReader(path)
    rows = list(first.rows(known={}))
    again = RegisterReader(path)
    assert list(again.rows(known=first.marks)) == []
    assert (again.report().kept, again.report().same) == (300, 300)
    path.write_bytes(path.read_bytes().replace(b"www.school7.", b"www.school8."))
    changed = RegisterReader(path)
    assert [row.urn for row in changed.rows(known=first.marks)] == [rows[7].urn]
    assert list(changed.marks) == [rows[7].urn]


def test_a_mark_is_not_the_same_where_the_file_lacks_a_column(write_register):
    first = RegisterReader(write_register({"UPRN": ""}))
    assert len(list(first.rows(known={}))) == 1
    headings = ["URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName"]
    second = RegisterReader(write_register({}, headings=headings))
    assert len(list(second.rows(known=first.marks))) == 1


def test_every_field_of_a_row_has_its_column():
    computed = {"laestab", "sen_types", "links"}
    assert {column.field for column in COLUMNS} | computed == set(RegisterRow._fields)
