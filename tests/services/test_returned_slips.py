"""The slip that goes out with a draft: read back whatever saved it, refused where it must be."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from sif_desktop.domain import slip
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.findings import FindingKind
from sif_desktop.reports.docx_check import check_docx
from tests.services import slips
from tests.services.reading import pdf_text

READING = "evidence:core_areas.teaching:cb225dfc"  # sentence 19
COMES_LATE = "development:e4956887"  # sentence 34
SIX = "In all six classrooms visited, reading was taught daily from one scheme."
FIVE = "In five of the six classrooms visited, reading was taught daily."


@pytest.fixture
def note(services, monkeypatch):
    """The note whose slip is kept among the data."""
    return slips.sent_note(services, monkeypatch)


@pytest.fixture
def form(services, note, tmp_path) -> Path:
    """The slip of that note, as it is saved now."""
    return services.slips.export(note, tmp_path / "out").paths[2]


def returned(form: Path, change, **more: bytes) -> Path:
    """The form as it comes back, under another name."""
    path = form.with_name("returned.docx")
    path.write_bytes(slips.changed(form.read_bytes(), change, **more))
    return path


def filled(form: Path, answers, **ends: str) -> Path:
    return returned(form, lambda root: slips.fill_in(root, answers, **ends))


def text_of(services, note: str, sentence: str) -> str:
    return services.documents.open(note).draft.find(sentence)[2].text


def answers(services, note: str):
    return {one.answer.number: one.answer for one in services.slips.page(note).lines}


# --- going out ------------------------------------------------------------------------------------


def test_the_slip_goes_out_with_the_draft_in_word_and_on_paper(services, note, tmp_path):
    saved = services.slips.export(note, tmp_path)
    draft, _, form, paper = saved.paths
    assert draft.stem.endswith("draft") and form.stem.endswith("slip")
    assert check_docx(form.read_bytes()) == []
    words = pdf_text(paper.read_bytes())
    assert SIX in words and "Inaccurate" in words
    assert services.slips.export(note, tmp_path).changes is None, "this very slip is kept"
    services.drafts.edit_sentence(note, COMES_LATE, "Reasoning comes late.")
    assert services.slips.export(note, tmp_path).changes.touches("slip")


def test_the_tables_of_a_slip_line_up_whatever_their_sentences(form):
    tables = docx.Document(str(form)).tables
    asked = [table for table in tables if len(table.columns) == 4]
    assert len(asked) > 5
    assert len({tuple(cell.width for cell in table.rows[0].cells) for table in asked}) == 1


def test_what_the_school_may_not_read_is_not_asked_about(services, note, tmp_path):
    from tests.services.office import INNER, with_inner_words

    with_inner_words(services, note)
    form = services.slips.export(note, tmp_path).paths[2]
    with zipfile.ZipFile(form) as archive:
        assert INNER.encode() not in b"".join(map(archive.read, archive.namelist()))


# --- coming back ----------------------------------------------------------------------------------


def test_a_slip_filled_in_with_libreoffice_is_read(services, note):
    taken = services.slips.take(note, slips.SLIPS / "filled_in_libreoffice.docx")
    assert (taken.agreed, taken.waiting) == (2, 3)
    found = answers(services, note)
    assert found[19].sentence == READING and found[19].verdict == slip.INACCURATE
    assert found[19].words == f"{FIVE}\nYear 6 was at the library."
    assert found[1].state == slip.AGREED and found[1].who == "Ada Quill, headteacher"
    assert found[slip.OTHER].words == "The chair of governors was not there on the day."
    assert text_of(services, note, READING) == SIX  # nothing changes until it is accepted


def test_the_slip_kept_for_it_is_one_that_libreoffice_wrote():
    with zipfile.ZipFile(slips.SLIPS / "filled_in_libreoffice.docx") as archive:
        assert b"<Application>LibreOffice/7" in archive.read("docProps/app.xml")


def test_a_slip_with_the_structure_word_writes_is_read(services, note):
    """Made for the tests; what a tracked change or a comment says counts as said."""
    services.slips.take(note, slips.SLIPS / "structure_of_word.docx")
    found = answers(services, note)
    assert (found[19].verdict, found[19].words) == (slip.INACCURATE, FIVE)
    assert (found[34].verdict, found[34].words) == (
        slip.INACCURATE, "Reasoning is begun in the first week of a unit.",
    )  # fmt: skip
    assert found[30].state == slip.OPEN, "accurate, but something is said"
    assert found[35].words == "It paid for two days."
    assert found[slip.OTHER].words == "The chair was not there on the day."


def test_a_form_whose_fields_were_lost_is_read_by_its_rows(services, note, form):
    def change(root):
        slips.fill_in(root, {19: ("not accurate", FIVE)}, who="A. Quill")
        slips.without_marks(root)

    services.slips.take(note, returned(form, change))
    assert answers(services, note)[19].words == FIVE


def test_a_sentence_of_odd_characters_comes_back_as_it_went_out(services, note, tmp_path):
    odd = "Caf\u0065\u0301 \u00a0visits 😀 “help”\u200b: ﬁve ½ \u2028 days ☃️ 𝔸 中."
    services.drafts.edit_sentence(note, COMES_LATE, odd)
    form = services.slips.export(note, tmp_path).paths[2]
    services.slips.take(note, filled(form, {34: ("Inaccurate", "Six ½ days 😀.")}))
    assert answers(services, note)[34].words == "Six ½ days 😀."


def test_rows_in_another_order_stay_with_their_sentences(services, note, form):
    def change(root):
        slips.fill_in(root, {19: ("Inaccurate", FIVE)})
        row = next(slips.field(root, "text", 19).iterancestors(f"{{{slips.W}}}tr"))
        row.getparent().append(row)

    services.slips.take(note, returned(form, change))
    assert answers(services, note)[19].sentence == READING


def test_a_half_filled_slip_is_read_as_far_as_it_goes_and_again_when_it_is_whole(
    services, note, form
):
    first = services.slips.take(note, filled(form, {19: ("Accurate", "")}))
    assert (first.agreed, first.waiting, first.unanswered) == (1, 0, len(slips.LINES) - 1)
    again = {19: ("Inaccurate", FIVE), 34: ("Accurate", "")}
    services.slips.take(note, filled(form, again))
    found = answers(services, note)
    assert found[19].state == slip.OPEN and found[34].state == slip.AGREED
    with pytest.raises(Problem, match="nothing new"):
        services.slips.take(note, filled(form, again))


# --- refused --------------------------------------------------------------------------------------


def refusal(services, note: str, path: Path) -> str:
    """Why a file is refused, with what to do; nothing of it is kept."""
    before = services.slips.page(note).lines
    with pytest.raises(Problem) as caught:
        services.slips.take(note, path)
    assert services.slips.page(note).lines == before
    assert caught.value.hint
    return caught.value.message


def test_an_empty_slip_is_refused(services, note, form):
    assert "Nothing is filled in" in refusal(services, note, form)


def test_a_slip_whose_sentence_was_changed_is_refused(services, note, form):
    def change(root):
        slips.fill_in(root, {34: ("Accurate", "")})
        slips.put(slips.field(root, "text", 19), "<w:r><w:t>In every classroom.</w:t></w:r>")

    assert "sentence 19 was changed" in refusal(services, note, returned(form, change))


def test_a_slip_with_a_sentence_taken_out_is_refused(services, note, form):
    def change(root):
        slips.fill_in(root, {34: ("Accurate", "")})
        row = next(slips.field(root, "text", 19).iterancestors(f"{{{slips.W}}}tr"))
        row.getparent().remove(row)

    assert "sentence 19" in refusal(services, note, returned(form, change))


def test_a_foreign_document_is_refused(services, note, tmp_path):
    draft = services.slips.export(note, tmp_path).paths[0]
    assert "not a slip" in refusal(services, note, draft)
    (tmp_path / "reply.docx").write_text("We are happy with all of it.")
    assert "not a Word" in refusal(services, note, tmp_path / "reply.docx")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("reply.pdf", b"%PDF-1.7 all accurate", "not a Word document"),
        ("reply.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old format"),
        ("reply.odt", slips.packed({"mimetype": b"text", "content.xml": b"<x/>"}), "not a Word"),
        ("reply.rtf", b"{\\rtf1 all accurate}", "not a Word document"),
    ],
)
def test_an_answer_in_another_kind_of_file_is_refused(
    services, note, tmp_path, name, content, said
):
    (tmp_path / name).write_bytes(content)
    assert said in refusal(services, note, tmp_path / name)


def test_an_answer_written_into_a_plain_copy_of_the_draft_is_refused_with_what_to_do(
    services, note, tmp_path
):
    """A comment in the draft itself names no sentence, so somebody has to read it."""
    draft = services.slips.export(note, tmp_path).paths[0]
    copy = tmp_path / "RE draft.docx"
    note_of_head = f'<w:comments xmlns:w="{slips.W}"><w:comment w:id="1"/></w:comments>'.encode()
    changed = slips.changed(
        draft.read_bytes(), lambda _root: None, **{"word/comments.xml": note_of_head}
    )
    copy.write_bytes(changed)
    with pytest.raises(Problem, match="not a slip") as told:
        services.slips.take(note, copy)
    assert "typed in under Answers of the school" in told.value.hint


def test_the_slip_of_another_document_is_refused_by_its_name(services, note, form, monkeypatch):
    monkeypatch.undo()
    plan = services.visits.plan(services.visits.defaults("core_visit", "hill-top")).uid
    services.visits.start(plan)
    other = services.notes.start(plan).uid
    assert "Oakfield Primary School" in refusal(services, other, form)


def test_a_slip_of_another_caseload_is_refused(services, note, form):
    services.undo.undo()
    stranger = returned(
        form, lambda root: slips.put(slips.field(root, "reference"), "<w:r><w:t>x</w:t></w:r>")
    )
    said = stranger.read_bytes()
    with zipfile.ZipFile(stranger) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[slips.MAIN] = parts[slips.MAIN].replace(note.encode(), b"a" * 32)
    stranger.write_bytes(slips.packed(parts))
    assert said and "not in this caseload" in refusal(services, note, stranger)


def test_a_slip_older_than_the_newest_is_refused(services, note, form, tmp_path):
    services.drafts.edit_sentence(note, COMES_LATE, "Reasoning comes late.")
    services.slips.export(note, tmp_path / "again")
    old = filled(form, {19: ("Accurate", "")})
    assert "older than the one" in refusal(services, note, old)


def test_a_slip_of_a_version_that_is_issued_is_refused(services, note, form):
    services.documents.issue(note, services.documents.recipients(note))
    old = filled(form, {19: ("Accurate", "")})
    assert "issued by now" in refusal(services, note, old)
    services.documents.correct(note, "A wrong number")
    assert "issued by now" in refusal(services, note, old)


def test_macros_bombs_and_damage_are_refused(services, note, form):
    nothing = lambda _root: None  # noqa: E731
    macros = returned(form, nothing, **{"word/vbaProject.bin": b"x"})
    assert "macros" in refusal(services, note, macros)
    bomb = returned(form, nothing, **{"word/media/a.bin": bytes(60_000_000)})
    assert "too large" in refusal(services, note, bomb)
    whole = form.read_bytes()
    with zipfile.ZipFile(form) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    torn = form.with_name("torn.docx")
    torn.write_bytes(slips.packed({**parts, slips.MAIN: parts[slips.MAIN][:900]}))
    assert "damaged" in refusal(services, note, torn)
    torn.write_bytes(whole[: len(whole) // 2])
    assert refusal(services, note, torn)
    laughs = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    head, _, rest = parts[slips.MAIN].partition(b"?>")
    torn.write_bytes(slips.packed({**parts, slips.MAIN: head + b"?>" + laughs + rest}))
    assert "damaged" in refusal(services, note, torn)


def test_an_answer_on_paper_is_kept_like_one_that_was_read(services, note):
    with pytest.raises(Problem, match="which sentence"):
        services.slips.record(note, slip.Said(99, slip.ACCURATE, ""), "")
    with pytest.raises(Problem, match="what the school said"):
        services.slips.record(note, slip.Said(19, slip.INACCURATE, " "), "")
    services.slips.record(note, slip.Said(19, slip.INACCURATE, FIVE), "Ada Quill")
    found = answers(services, note)[19]
    assert (found.sentence, found.words, found.state) == (READING, FIVE, slip.OPEN)


# --- deciding -------------------------------------------------------------------------------------


@pytest.fixture
def read(services, note):
    """The note with the answers of the slip that LibreOffice saved."""
    services.slips.take(note, slips.SLIPS / "filled_in_libreoffice.docx")
    return note


def waiting(services, note: str) -> list[str]:
    checks = services.documents.check(note)
    return [c.finding.message for c in checks if c.finding.kind is FindingKind.SLIP]


def test_what_waits_is_a_check_before_issue_until_it_is_decided(services, read):
    assert waiting(services, read) == ["3 answers of the school wait to be accepted or declined."]
    found = answers(services, read)
    services.slips.accept(read, found[19].uid, FIVE)
    services.slips.decline(read, found[34].uid, "Seen in four classes on the day.")
    services.slips.accept(read, found[slip.OTHER].uid, "The list of those told is put right.")
    assert waiting(services, read) == []


def test_accepting_changes_the_sentence_and_says_what_was_put(services, read):
    services.slips.accept(read, answers(services, read)[19].uid, FIVE)
    assert text_of(services, read, READING) == FIVE
    found = answers(services, read)[19]
    assert (found.state, found.put, found.decided_by) == (slip.ACCEPTED, FIVE, "Kim Rowe")
    services.undo.undo()
    assert text_of(services, read, READING) == SIX
    assert answers(services, read)[19].state == slip.OPEN


def test_a_sentence_can_be_taken_out(services, read):
    services.slips.take_out(read, answers(services, read)[34].uid)
    assert not services.documents.open(read).draft.holds(COMES_LATE)


def test_declining_leaves_the_sentence_and_needs_a_reason(services, read):
    uid = answers(services, read)[34].uid
    with pytest.raises(Problem, match="needs a reason"):
        services.slips.decline(read, uid, " ")
    services.slips.decline(read, uid, "Seen in four classes.")
    assert answers(services, read)[34].reason == "Seen in four classes."
    assert text_of(services, read, COMES_LATE).startswith("Reasoning in mathematics comes")
    history = [step.action for step in services.undo.history("slip_answer", uid)]
    assert history[0] == "Declined an answer of the school"


def test_an_answer_shows_that_its_sentence_reads_otherwise_by_now(services, read):
    services.drafts.edit_sentence(read, READING, "Reading was taught daily.")
    lines = {one.answer.number: one for one in services.slips.page(read).lines}
    assert lines[19].changed and lines[19].now == "Reading was taught daily."
    assert lines[19].answer.sent == SIX and not lines[34].changed


def test_answers_are_printed_nowhere(services, read):
    words = pdf_text(services.documents.preview_pdf(read))
    assert "Year 6 was at the library" not in words and "Ada Quill" not in words


def test_the_number_of_statements_does_not_grow_with_the_answers(
    services, note, form, tmp_path, count_statements
):
    services.slips.take(note, filled(form, {19: ("Accurate", "")}))
    with count_statements() as few:
        services.slips.page(note)
    many = dict.fromkeys(range(1, 30), ("Inaccurate", FIVE))
    services.slips.take(note, filled(form, many))
    with count_statements() as more:
        services.slips.page(note)
    assert len(more) == len(few)
