"""The register read into a caseload, again and again, and taken back."""

import csv
import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sif_desktop.domain.errors import Cancelled, Problem
from sif_desktop.imports.choices import RegisterFilter
from sif_desktop.models import rebuild
from sif_desktop.models.base import is_synced, logged_columns, metadata
from sif_desktop.models.tables.log import sync_op
from sif_desktop.models.undo import UndoStack
from tests.imports.make_register import make_register

DATA = Path(__file__).resolve().parents[1] / "data"
EXPORT = "gias_results_export_sample_2022_heads_invented.csv"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return Path(shutil.copy(DATA / EXPORT, tmp_path / "results.csv"))


def _with(path: Path, urn: str, **cells: str) -> None:
    """Change cells of one school in the file, by heading."""
    with path.open(encoding="cp1252", newline="") as stream:
        lines = list(csv.reader(stream))
    names = {name: lines[0].index(heading) for name, heading in _HEADINGS.items()}
    row = next(line for line in lines if line[0] == urn)
    for name, value in cells.items():
        row[names[name]] = value
    with path.open("w", encoding="cp1252", newline="") as stream:
        csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(lines)


_HEADINGS = {
    "name": "EstablishmentName",
    "pupils": "NumberOfPupils",
    "status": "EstablishmentStatus (name)",
    "closed": "CloseDate",
    "telephone": "TelephoneNum",
    "first": "HeadFirstName",
    "last": "HeadLastName",
    "title": "HeadTitle (name)",
    "changed": "LastChangedDate",
}


def _everything(store) -> dict[str, list[tuple]]:
    """The content of every synced table that is not deleted."""
    found = {}
    with store.read() as connection:
        for table in metadata.tables.values():
            if is_synced(table):
                columns = [table.c.uid, *logged_columns(table)]
                query = select(*columns).where(table.c.x_gone == 0).order_by(table.c.uid)
                found[table.name] = [tuple(row) for row in connection.execute(query)]
    return found


def _operations(store) -> int:
    with store.read() as connection:
        return connection.execute(select(func.count()).select_from(sync_op)).scalar()


def _import(services, path: Path, keep: RegisterFilter | None = None):
    return services.register.apply(services.register.preview(path, keep))


def _page(services, urn: str):
    row = next(row for row in services.schools.rows() if row.urn == urn)
    return services.schools.page(row.uid)


def test_a_preview_counts_everything_and_writes_nothing(services, register):
    before = _operations(services.context.store)
    preview = services.register.preview(register, RegisterFilter.usual())
    assert (preview.new, preview.changed, preview.unchanged) == (preview.report.kept, 0, 0)
    assert preview.new + preview.skipped_count == preview.report.read == 123
    assert sum(line.count for line in preview.skipped) == preview.skipped_count
    assert preview.report.dialect.value == "search-page export"
    assert _operations(services.context.store) == before


def test_the_survey_offers_what_is_in_the_file_with_counts(services, register):
    survey = services.register.survey(register)
    assert survey.read == 123
    assert sum(choice.count for choice in survey.choices.authorities) == 123
    assert survey.suggested.state_funded
    if len(survey.choices.authorities) == 1:
        assert survey.suggested.la_codes == (survey.choices.authorities[0].value,)


def test_an_import_makes_schools_with_their_heads_and_kinds(services, register):
    result = _import(services, register)
    assert result.new == 123
    assert "123 new" in result.sentence
    page = _page(services, "115850")
    assert page.name == "Alton Infant School"
    assert page.facts["kind"] in services.schools.kinds()
    assert page.head is not None
    assert page.head.source == "Register: results.csv"


def test_reading_the_same_file_again_writes_nothing_at_all(services, register):
    _import(services, register)
    before = _operations(services.context.store)
    again = _import(services, register)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 123)
    assert again.changes.rows == {}
    assert _operations(services.context.store) == before


def test_what_changed_is_shown_field_by_field_and_written(services, register):
    _import(services, register)
    _with(register, "115850", pupils="199", telephone="01420 000000")
    preview = services.register.preview(register)
    assert preview.changed == 1
    said = {(line.label, line.new) for line in preview.changes}
    assert said == {("Pupils on roll", "199"), ("Telephone", "01420 000000")}
    services.register.apply(preview)
    assert _page(services, "115850").facts["pupils"] == "199"


def test_an_edit_of_ours_stays_and_is_listed_until_the_register_agrees(services, register):
    _import(services, register)
    page = _page(services, "115850")
    services.schools.edit(page.uid, {"telephone": "01420 111111"})
    _with(register, "115850", telephone="01420 222222", pupils="150")
    result = _import(services, register)
    assert (result.changed, result.kept) == (1, 1)
    page = _page(services, "115850")
    assert page.facts["telephone"] == "01420 111111"
    assert page.facts["pupils"] == "150"
    assert [(one.label, one.ours, one.register) for one in page.kept] == [
        ("Telephone", "01420 111111", "01420 222222")
    ]
    _with(register, "115850", telephone="01420 111111")
    _import(services, register)
    assert _page(services, "115850").kept == ()


def test_undoing_an_import_restores_exactly_what_was_there(services, register):
    store = services.context.store
    _import(services, register)
    services.schools.edit(_page(services, "115850").uid, {"telephone": "01420 111111"})
    before = _everything(store)
    _with(register, "115850", pupils="1", status="Closed", first="New", last="Head")
    _with(register, "115851", name="Another Name")
    assert _import(services, register).changed == 2
    assert _everything(store) != before
    UndoStack(store).undo()
    assert _everything(store) == before
    with store.read() as connection:
        assert rebuild.disagreements(connection) == []


def test_a_first_import_undone_can_be_done_again(services, register):
    store = services.context.store
    before = _everything(store)
    first = _import(services, register)
    imported = _everything(store)
    UndoStack(store).undo()
    assert _everything(store) == before
    assert _import(services, register).new == first.new
    assert _everything(store) == imported


def test_a_deleted_school_that_comes_back_keeps_nothing_of_the_old_file(services, register):
    _import(services, register)
    uid = _page(services, "115850").uid
    services.schools.delete(uid)
    _with(register, "115850", telephone="")
    assert _import(services, register).new == 1
    page = services.schools.page(uid)
    assert page.facts["telephone"] == ""
    assert page.head is not None


def test_a_new_head_ends_the_one_before(services, register):
    _import(services, register)
    old = _page(services, "115850").head.name
    _with(register, "115850", title="Ms", first="Robin", last="Ash", changed="03-11-2026")
    _import(services, register)
    page = _page(services, "115850")
    assert page.head.name == "Ms Robin Ash"
    assert page.head.from_date == "2026-11-03"
    gone = next(one for one in page.people if one.name == old)
    assert (gone.to_date, gone.current) == ("2026-11-03", False)


def test_a_head_the_officer_already_knew_of_is_not_added_twice(services, register):
    from sif_desktop.services.provider_rules import PersonFields

    _import(services, register)
    page = _page(services, "115850")
    person = PersonFields("headteacher", "Robin Ash", from_date="2026-09-01")
    services.schools.replace_person(page.head.uid, person)
    _with(register, "115850", title="", first="Robin", last="Ash")
    _import(services, register)
    heads = [one for one in _page(services, "115850").people if one.role == "headteacher"]
    assert [one.name for one in heads if one.current] == ["Robin Ash"]
    assert len(heads) == 2


def test_a_closing_school_has_both_its_statuses_on_record(services, register):
    _import(services, register)
    _with(register, "115850", status="Closed", closed="31-08-2026")
    _import(services, register)
    page = _page(services, "115850")
    spells = [(one.value, one.from_date, one.to_date) for one in page.statuses]
    assert spells[0] == ("Closed", "2026-08-31", "")
    assert spells[1][0] == "Open"
    assert spells[1][2] == "2026-08-31"
    assert "Closed" in page.alerts


def test_cancelling_at_any_moment_leaves_nothing(services, tmp_path):
    path = tmp_path / "register.csv"
    make_register(path, 5000)
    store = services.context.store
    before, operations = _everything(store), _operations(store)
    preview = services.register.preview(path)
    assert preview.new == 5000
    for stop_after in (1, 6, 11):
        calls = iter(range(1000))
        with pytest.raises(Cancelled):
            services.register.apply(preview, cancelled=lambda c=calls, n=stop_after: next(c) >= n)
        assert _everything(store) == before
        assert _operations(store) == operations
    assert services.register.apply(preview).new == 5000


@pytest.mark.slow
def test_a_whole_country_is_read_with_progress(services, tmp_path):
    path = tmp_path / "register.csv"
    make_register(path, 52_000)
    seen = []
    keep = RegisterFilter(la_codes=_some_codes(path))
    preview = services.register.preview(path, keep, lambda done, *_: seen.append(done))
    assert preview.report.read == 52_000
    assert seen == sorted(seen) and seen[-1] == path.stat().st_size and len(seen) > 50
    result = services.register.apply(preview)
    assert result.new == preview.new > 0
    assert services.register.preview(path, keep).unchanged == result.new


def _some_codes(path: Path) -> list[str]:
    with path.open(encoding="cp1252", newline="") as stream:
        rows = csv.reader(stream)
        next(rows)
        return sorted({row[1] for _, row in zip(range(400), rows, strict=False)})[:10]


def test_a_file_that_changed_after_the_preview_is_not_imported(services, register):
    preview = services.register.preview(register)
    _with(register, "115850", pupils="199")
    with pytest.raises(Problem, match="was changed after you looked at it"):
        services.register.apply(preview)


@pytest.mark.parametrize(
    "name",
    ["gias_links_sample_2023.csv", "gias_allgroupsdata_4rows.csv",
     "gias_governance_mat_2026_names_invented.csv"],
)  # fmt: skip
def test_other_files_of_the_register_are_refused_by_name(services, name):
    with pytest.raises(Problem, match="is a GIAS"):
        services.register.preview(DATA / name)


def test_an_academy_carries_on_the_history_of_the_school_it_was(services, register):
    from sif_desktop.models.tables.visits import visit

    _import(services, register)
    with services.context.store.read() as connection:
        link = metadata.tables["provider_link"]
        query = select(link.c.provider_uid, link.c.urn).where(link.c.kind.like("Predecessor%"))
        academy, old_urn = connection.execute(query).first()
    before = services.schools.add({"name": "The School It Was", "urn": old_urn})
    with services.context.store.action("A visit of old") as act:
        act.create(visit, before.uid, provider_uid=before.uid, title="Annual visit",
                   visit_date="2019-05-01", state="issued", visit_type="annual")  # fmt: skip
    page = services.schools.page(academy)
    assert [(line.title, line.school) for line in page.visits] == [
        ("Annual visit", "The School It Was")
    ]
    assert any(event.school == "The School It Was" for event in page.chronology)
    assert any(one.uid == before.uid for one in page.linked)
