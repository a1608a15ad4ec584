"""Lists of records, and one record with its history, as a script reads them."""

import csv
import io

import openpyxl
import pytest

from tests.cli.conftest import refused

KEYS = {
    "providers": ["uid", "urn", "name", "phase", "type", "status", "town", "category"],
    "visits": ["uid", "visit_date", "provider", "title", "state", "focus", "days"],
    "tasks": ["uid", "due", "provider", "what", "party", "who", "state"],
    "plans": [
        *("uid", "provider", "title", "kind", "state", "status"),
        *("start", "end", "next_due"),
    ],
    "cases": [
        *("uid", "provider", "title", "level", "state", "owner"),
        *("opened_on", "review_on", "overdue", "closed_on", "outcome"),
    ],
    "meetings": [
        *("uid", "day", "provider", "body", "title"),
        *("state", "minutes", "document_uid", "agreed_on"),
    ],
    "documents": ["uid", "visit_date", "provider", "title", "kind", "state", "version"],
}


@pytest.mark.parametrize("kind", KEYS)
def test_a_list_is_one_json_object_with_the_keys_documented(sif, practice, kind):
    found = sif("list", kind, "--from", practice, "--format", "json").json
    assert list(found) == [kind]
    assert found[kind]
    assert all(list(row) == KEYS[kind] for row in found[kind])


@pytest.mark.parametrize("kind", KEYS)
def test_a_list_as_a_table_csv_and_a_workbook_holds_the_same_rows(sif, practice, tmp_path, kind):
    rows = sif("list", kind, "--from", practice, "--json").json[kind]
    table = sif("list", kind, "--from", practice).out.splitlines()
    commas = list(
        csv.reader(io.StringIO(sif("list", kind, "--from", practice, "--format", "csv").out))
    )
    file = tmp_path / f"{kind}.xlsx"
    said = sif("list", kind, "--from", practice, "--format", "xlsx", "--out", file, "--json")
    sheet = list(openpyxl.load_workbook(file).active.values)
    assert said.json == {"file": str(file), "rows": len(rows)}
    uids = [row["uid"] for row in rows]
    assert [line.split()[0] for line in table] == ["uid", *uids]
    assert [line[0] for line in commas] == ["uid", *uids]
    assert [line[0] for line in sheet[-len(rows) :]] == uids


def test_a_workbook_is_not_printed(sif, practice):
    assert refused(sif("list", "visits", "--from", practice, "--format", "xlsx"))


def test_conditions_narrow_a_list_and_all_must_hold(sif, practice):
    conditions = ("--where", "party=SCHOOL", "--where", "state=open")
    rows = sif("list", "tasks", "--from", practice, *conditions, "--json").json["tasks"]
    assert rows
    assert {(row["party"], row["state"]) for row in rows} == {("school", "open")}


def test_a_condition_on_no_field_names_the_fields(sif, practice):
    said = sif("list", "tasks", "--from", practice, "--where", "colour=red")
    assert refused(said)
    assert "party" in said.err


def test_nothing_found_is_said(sif, practice):
    found = sif("list", "visits", "--from", practice, "--where", "state=lost")
    assert (found.code, found.out) == (0, "Nothing found.\n")


@pytest.mark.parametrize("kind", KEYS)
def test_a_record_is_shown_with_who_made_it(sif, practice, kind):
    uid = sif("list", kind, "--from", practice, "--json").json[kind][0]["uid"]
    shown = sif("show", uid, "--from", practice, "--json").json
    assert shown["uid"] == uid
    assert shown["fields"]
    assert {"at", "who", "action", "what", "record", "fields"} == set(shown["history"][-1])
    assert uid in sif("show", uid, "--from", practice).out


def test_no_record_is_a_sentence(sif, practice):
    assert refused(sif("show", "0a1b2c", "--from", practice))
