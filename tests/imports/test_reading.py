import io
import zipfile

import pytest
from openpyxl import Workbook

from sif_desktop.domain.errors import Problem
from sif_desktop.imports.reading import open_table
from sif_desktop.imports.register import read_register

HEADER = "URN,LA (code),EstablishmentNumber,EstablishmentName\n"
ROW = "100001,857,2001,St Thomas à Becket School\n"


def names(path):
    _, rows = read_register(path)
    return [row.name for row in rows]


def refused(path) -> str:
    with pytest.raises(Problem) as caught:
        read_register(path)
    assert caught.value.hint
    assert path.name in caught.value.message
    return caught.value.message


@pytest.fixture
def file(tmp_path):
    def make(content, encoding="utf-8"):
        path = tmp_path / "schools.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return make


@pytest.mark.parametrize(
    ("codec", "told"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with a byte-order mark"),
        ("cp1252", "Windows-1252"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
def test_the_encoding_is_found_and_told(file, codec, told):
    path = file(HEADER + ROW, codec)
    assert open_table(path).encoding == told
    assert names(path) == ["St Thomas à Becket School"]


def test_a_letter_cut_in_two_by_a_megabyte_of_reading_does_not_mislead(file):
    filler = "".join(f"1{n:05},857,2001,Ashmere\n" for n in range(60000))
    start = (HEADER + filler).encode()
    cut = 1 << 20
    edge = start[: start.rindex(b"\n", 0, cut - 40) + 1]
    row = b"200000,857,2001," + b"x" * (cut - 1 - len(edge) - 16) + "é\n".encode()
    path = file(edge + row)
    assert open_table(path).encoding == "UTF-8"


def test_bytes_that_are_no_character_are_told(file):
    path = file((HEADER + ROW).encode("cp1252") + b"100002,857,2002,Bray\x81\n")
    report, _ = read_register(path)
    assert [notice.code for notice in report.notices] == ["unreadable"]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_found(file, separator):
    assert names(file((HEADER + ROW).replace(",", separator))) == ["St Thomas à Becket School"]


def test_an_excel_workbook_is_named(tmp_path):
    path = tmp_path / "schools.xlsx"
    Workbook().save(path)
    assert "is an Excel workbook" in refused(path)


def test_a_zip_file_is_named_with_the_table_inside(tmp_path):
    path = tmp_path / "extract.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("extract/edubasealldata.csv", HEADER)
    assert "a zip file with “edubasealldata.csv” inside" in refused(path)


def test_a_renamed_workbook_and_a_damaged_zip_are_named(file):
    stream = io.BytesIO()
    Workbook().save(stream)
    assert "Excel workbook" in refused(file(stream.getvalue()))
    assert "damaged zip" in refused(file(stream.getvalue()[:500]))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b"\r\n \r\n", "only blank lines"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel workbook"),
        (b"%PDF-1.7 ...", "PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"<!DOCTYPE html><html>Sign in</html>", "web page"),
        (bytes(range(256)) * 8, "not a text file"),
    ],
)
def test_a_file_of_another_kind_is_named(file, content, what):
    assert what in refused(file(content))


def test_zero_bytes_are_named_with_their_line(file):
    path = file((HEADER + ROW + ROW).encode() + b"1000\x0002,857,2001,Bray\n")
    assert "line 4 holds zero bytes" in refused(path)


def test_a_cell_of_ten_megabytes_is_named_with_its_line(file):
    path = file(f"{HEADER}{ROW}100002,857,2001,{'x' * 10_000_000}\n{ROW}")
    assert "Line 3" in refused(path)


def test_a_cell_too_large_for_a_table_is_named_with_its_line(file):
    path = file(f"{HEADER}{ROW}100002,857,2001,{'x' * 200_000}\n{ROW}")
    assert "Line 3 of “schools.csv” has a cell of more than" in refused(path)


def test_a_quotation_mark_never_closed_at_the_end_is_a_file_cut_off(file):
    path = file(HEADER + ROW * 3 + '100009,857,2001,"Ashm')
    assert "is cut off: a quotation mark on line 5 is never closed" in refused(path)


@pytest.mark.parametrize("before", range(15, 25))
def test_a_cut_off_file_is_told_wherever_a_batch_ends(file, before):
    path = file(HEADER + ROW * before + '100009,857,2001,"Ashm\n')
    assert f"quotation mark on line {before + 2} is never closed" in refused(path)


def test_a_quotation_mark_that_swallows_the_file_is_named_with_its_line(file):
    path = file(HEADER + ROW + '100002,857,2001,"Bray\n' + ROW * 5000)
    assert "Line 3 of “schools.csv” opens a quotation mark" in refused(path)


def test_a_missing_file_and_a_folder_are_plain_problems(tmp_path):
    assert "is not there" in refused(tmp_path / "gone.csv")
    assert "is a folder" in refused(tmp_path)


@pytest.mark.parametrize("rows", [1, 19, 20, 21, 40])
def test_no_row_is_lost_at_the_edge_of_a_batch(file, rows):
    text = HEADER + "".join(f"{100001 + n},857,2001,School {n}\n" for n in range(rows))
    assert len(names(file(text))) == rows
    assert len(names(file(text.rstrip()))) == rows
