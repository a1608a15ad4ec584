"""Every command on a practice caseload, as a script would run it."""

import io
from pathlib import Path

import pytest

from sif_desktop.services.practice import PASSPHRASE
from tests.cli.conftest import refused

DATA = Path(__file__).parents[1] / "data"
REGISTERS = {
    "gias_edubasealldata_2018_4rows_heads_invented.csv": 4,
    "gias_edubasealldata_2024_layout_2rows_fictional.csv": 2,
    "gias_edubasealldata_2026_header_only.csv": 0,
    "gias_results_export_sample_2022_heads_invented.csv": 123,
}
WRONG_FILES = {
    "gias_links_sample_2023.csv": "links file",
    "gias_allgroupsdata_4rows.csv": "groups file",
    "gias_alllinksdata_3rows.csv": "group membership file",
    "gias_governance_mat_2026_names_invented.csv": "governance file",
    "ofsted_mi_latest_2026_sample.csv": "Ofsted",
}


def documents(sif, practice, state):
    rows = sif("list", "documents", "--from", practice, "--json").json["documents"]
    return [row for row in rows if row["state"] == state]


# Making and checking ---------------------------------------------------------------------------


def test_the_practice_caseload_says_its_passphrase(practice_said):
    store, said = practice_said
    assert said == {"store": str(store), "passphrase": PASSPHRASE}


def test_a_caseload_is_two_files(practice):
    assert practice.with_name("practice.sif.key").exists()


def test_no_caseload_is_made_over_another(sif, practice):
    before = practice.read_bytes()
    assert refused(sif("practice", practice))
    assert refused(sif("new", practice, "--officer", "Kim", "--pack", "england-2026"))
    assert practice.read_bytes() == before


def test_a_new_caseload_is_empty_and_whole(sif, empty):
    assert sif("list", "providers", "--from", empty, "--json").json == {"providers": []}
    assert sif("check", empty, "--json").json == {"ok": True, "faults": []}


def test_a_new_caseload_takes_no_weak_passphrase(sif, tmp_path, monkeypatch):
    monkeypatch.setenv("SIF_PASSPHRASE", "short")
    assert refused(sif("new", tmp_path / "n.sif", "--officer", "Kim", "--pack", "england-2026"))
    assert not list(tmp_path.glob("n.sif*"))


def test_a_new_caseload_needs_a_pack_there_is(sif, tmp_path):
    said = sif("new", tmp_path / "n.sif", "--officer", "Kim", "--pack", "nowhere")
    assert refused(said)
    assert "england-2026" in said.err


def test_the_practice_caseload_is_whole(sif, practice):
    assert sif("check", practice).out == "The caseload is whole.\n"


# Documents as files ----------------------------------------------------------------------------


@pytest.mark.parametrize(("format_", "magic"), [("docx", b"PK"), ("pdf", b"%PDF-")])
def test_an_issued_document_is_written_as_a_file(sif, practice, tmp_path, format_, magic):
    newest = max(documents(sif, practice, "issued"), key=lambda row: row["version"])
    file = tmp_path / f"note.{format_}"
    asked = ("export", newest["uid"], "--from", practice, "--format", format_, "--out", file)
    assert sif(*asked, "--json").json == {
        "uid": newest["uid"],
        "kind": "note_of_visit",
        "version": newest["version"],
        "audience": "school",
        "file": str(file),
    }
    written = file.read_bytes()
    assert written.startswith(magic)
    assert refused(sif(*asked))
    assert file.read_bytes() == written


def test_each_audience_has_its_own_copy(sif, practice, tmp_path):
    oakfield = next(r for r in documents(sif, practice, "issued") if "Oakfield" in r["provider"])
    held = set()
    for audience in ("school", "governors", "file", "redacted"):
        file = tmp_path / f"{audience}.pdf"
        asked = ("export", oakfield["uid"], "--from", practice, "--format", "pdf", "--out", file)
        assert sif(*asked, "--audience", audience, "--json").json["audience"] == audience
        held.add(file.read_bytes())
    assert len(held) == 4


def test_minutes_are_found_by_their_meeting_and_written_as_a_file(sif, practice, tmp_path):
    rows = sif("list", "meetings", "--from", practice, "--where", "minutes=issued", "--json")
    agreed = next(row for row in rows.json["meetings"] if row["agreed_on"])
    file = tmp_path / "minutes.pdf"
    said = sif(
        *("export", agreed["document_uid"], "--from", practice, "--format", "pdf"),
        *("--out", file, "--json"),
    )
    assert (said.json["kind"], said.json["version"]) == ("minutes", 2)
    assert file.read_bytes().startswith(b"%PDF")


def test_the_practice_caseload_has_a_meeting_in_every_state_and_every_kind_of_paper(sif, practice):
    meetings = sif("list", "meetings", "--from", practice, "--json").json["meetings"]
    assert {row["state"] for row in meetings} == {"planned", "under_way", "held", "missed"}
    assert any(row["body"] for row in meetings)
    papers = sif("list", "documents", "--from", practice, "--json").json["documents"]
    issued = {row["kind"] for row in papers if row["version"]}
    assert {"agenda", "minutes", "report"} <= issued


def test_a_redacted_copy_nobody_made_is_not_exported(sif, practice, tmp_path):
    mary = next(r for r in documents(sif, practice, "issued") if "Mary" in r["provider"])
    file = tmp_path / "redacted.pdf"
    asked = ("export", mary["uid"], "--from", practice, "--format", "pdf", "--out", file)
    assert refused(sif(*asked, "--audience", "redacted")) and not file.exists()


def test_a_draft_is_not_exported(sif, practice, tmp_path):
    draft = documents(sif, practice, "drafting")[0]["uid"]
    file = tmp_path / "draft.pdf"
    assert refused(sif("export", draft, "--from", practice, "--format", "pdf", "--out", file))
    assert not file.exists()


# Imports ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "count"), REGISTERS.items())
def test_a_dry_run_counts_the_register_and_writes_nothing(sif, practice, name, count):
    held = ("list", "providers", "--from", practice, "--json")  # each opening leaves a mark
    before = sif(*held).json
    said = sif("import", "schools", DATA / name, "--into", practice, "--dry-run", "--json").json
    assert (said["read"], said["new"], said["dry_run"]) == (count, count, True)
    assert sif(*held).json == before


def test_schools_are_imported_once(sif, empty):
    file = DATA / "gias_results_export_sample_2022_heads_invented.csv"
    first = sif("import", "schools", file, "--into", empty, "--json").json
    assert (first["new"], first["skipped"], first["dialect"]) == (123, {}, "search-page export")
    assert len(sif("list", "providers", "--from", empty, "--json").json["providers"]) == 123
    again = sif("import", "schools", file, "--into", empty, "--json").json
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 123)


def test_schools_passed_over_are_counted_by_reason(sif, practice):
    file = DATA / "gias_edubasealldata_2018_4rows_heads_invented.csv"
    asked = ("import", "schools", file, "--into", practice, "--la", "000", "--dry-run")
    said = sif(*asked, "--json").json
    assert (said["new"], sum(said["skipped"].values())) == (0, 4)
    assert "4 skipped" in sif(*asked).out


@pytest.mark.parametrize(("name", "called"), WRONG_FILES.items())
def test_a_wrong_file_is_called_what_it_is(sif, practice, name, called):
    said = sif("import", "schools", DATA / name, "--into", practice)
    assert refused(said)
    assert called in said.err


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("links", "gias_links_sample_2023.csv"),
        ("groups", "gias_allgroupsdata_4rows.csv"),
        ("groups", "gias_alllinksdata_3rows.csv"),
    ],
)
def test_links_and_groups_have_imports_of_their_own(sif, practice, kind, name):
    said = sif("import", kind, DATA / name, "--into", practice, "--dry-run", "--json").json
    assert said["read"] == sum(said["skipped"].values()) > 0


def test_a_link_between_schools_here_is_kept_once(sif, empty, tmp_path):
    register = DATA / "gias_edubasealldata_2024_layout_2rows_fictional.csv"
    sif("import", "schools", register, "--into", empty)
    rows = sif("list", "providers", "--from", empty, "--json").json["providers"]
    first, second = (row["urn"] for row in rows)
    links = tmp_path / "links.csv"
    head = (DATA / "gias_links_sample_2023.csv").read_text("cp1252").splitlines()[0]
    line = f"{first},{second},{rows[1]['name']},Predecessor,01-09-2026"
    links.write_text(f"{head}\n{line}\n", encoding="cp1252")
    asked = ("import", "links", links, "--into", empty, "--json")
    kept, again = sif(*asked).json, sif(*asked).json
    assert (kept["read"], kept["new"], kept["unchanged"]) == (1, 1, 0)
    assert (again["read"], again["new"], again["unchanged"]) == (1, 0, 1)


def test_a_file_that_is_not_there_is_a_sentence(sif, practice, tmp_path):
    assert refused(sif("import", "schools", tmp_path / "none.csv", "--into", practice))


# Rulebooks -------------------------------------------------------------------------------------


def test_every_pack_listed_can_be_shown(sif):
    packs = sif("frameworks", "list", "--json").json["frameworks"]
    assert {"id", "version", "title", "authority", "folder"} == set(packs[0])
    for pack in packs:
        shown = sif("frameworks", "show", pack["id"], "--json").json
        assert (shown["id"], shown["title"]) == (pack["id"], pack["title"])
        assert shown["visit_types"] and shown["forms"] and shown["documents"]
        assert pack["title"] in sif("frameworks", "show", pack["id"]).out


def test_the_packs_at_hand_have_no_faults(sif):
    said = sif("frameworks", "check", "--json")
    assert (said.code, said.json) == (0, {"ok": True, "faults": []})


def test_every_fault_of_a_pack_is_told_at_once(sif, tmp_path):
    (tmp_path / "pack.yaml").write_text("id: Any Shire\n", encoding="utf-8")
    said = sif("frameworks", "check", tmp_path, "--json")
    assert said.code == 1
    assert not said.json["ok"]
    assert len(said.json["faults"]) > 5
    assert all({"file", "path", "id", "message"} == set(fault) for fault in said.json["faults"])


def test_no_such_pack_names_those_there_are(sif):
    said = sif("frameworks", "show", "nowhere")
    assert refused(said)
    assert "england-2026" in said.err


# Passphrases, missing caseloads, wrong usage ---------------------------------------------------


def test_a_wrong_passphrase_opens_nothing(sif, practice, monkeypatch):
    monkeypatch.setenv("SIF_PASSPHRASE", "some other words")
    assert refused(sif("list", "visits", "--from", practice))


def test_the_passphrase_may_lie_in_a_file(sif, practice, tmp_path, monkeypatch):
    monkeypatch.delenv("SIF_PASSPHRASE")
    secret = tmp_path / "secret.txt"
    secret.write_text(f"{PASSPHRASE}\nnot read\n", encoding="utf-8")
    assert sif("check", practice, "--passphrase-file", secret).code == 0
    assert refused(sif("check", practice, "--passphrase-file", tmp_path / "none.txt"))


def test_without_a_terminal_no_passphrase_is_waited_for(sif, practice, monkeypatch):
    monkeypatch.delenv("SIF_PASSPHRASE")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    said = sif("check", practice)
    assert refused(said)
    assert "SIF_PASSPHRASE" in said.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "{}"),
        ("list", "visits", "--from", "{}"),
        ("show", "0a1b2c", "--from", "{}"),
        ("export", "0a1b2c", "--from", "{}", "--format", "pdf", "--out", "note.pdf"),
        ("import", "links", "links.csv", "--into", "{}"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_caseload_that_is_not_there_is_a_sentence(sif, tmp_path, arguments):
    missing = tmp_path / "missing.sif"
    said = sif(*(argument.format(missing) for argument in arguments))
    assert refused(said)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("paint",),
        ("list", "teapots", "--from", "a.sif"),
        ("list", "visits"),
        ("new", "a.sif", "--officer", "Kim"),
        ("export", "0a1b2c", "--from", "a.sif", "--format", "odt", "--out", "a.odt"),
        ("check", "a.sif", "--today", "31/1/2027"),
        ("frameworks",),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_exit_code_2(sif, arguments):
    said = sif(*arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("usage: sif")


# What is owed -----------------------------------------------------------------------------------


def test_what_is_due_says_rule_paragraph_and_state(sif, practice):
    found = sif("due", "--from", practice, "--json").json["due"]
    assert found and {row["state"] for row in found} <= {"due", "overdue", "done"}
    assert all(row["rule"] and row["provider"] and row["date"] for row in found)
    urn = next(row["urn"] for row in found if row["urn"])
    theirs = sif("due", "--from", practice, "--provider", urn, "--json").json["due"]
    assert theirs == [row for row in found if row["urn"] == urn]


def test_a_school_that_is_not_there_is_said_plainly(sif, practice):
    assert refused(sif("due", "--from", practice, "--provider", "999999"))
