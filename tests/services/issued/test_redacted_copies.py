"""Redacted copies of an issued version: proposed, decided, made, and their words truly gone."""

import json

import pytest
from sqlalchemy import text as sql

from sif_desktop.domain import exemptions
from sif_desktop.domain.errors import Problem
from sif_desktop.domain.exemptions import EXEMPTIONS, PERSONAL, Reason
from sif_desktop.domain.withholding import Withholding
from sif_desktop.reports.docx_check import check_docx
from sif_desktop.reports.pdf_check import check_pdf
from tests.services.office import (
    INNER,
    TEACHING,
    in_own_words,
    issue,
    redacted,
    with_inner_words,
    withhold,
)
from tests.services.reading import everything, words_of

SAID = "Mrs Oluwaseun told us that two pupils in Year 4 at Hill Top Academy find it hard."


@pytest.fixture
def version(services, note):
    services.drafts.add_sentence(note, SAID, after=TEACHING)
    with_inner_words(services, note)
    return issue(services, note).version_uid


@pytest.fixture
def plan(services, version):
    return services.redactions.plan(version)


def proposed_words(plan) -> set[str]:
    texts = {p.id: p.text for p in plan.passages}
    return {texts[one.passage][one.start : one.end] for one in plan.proposed}


def test_what_the_checks_point_at_is_proposed_as_personal_information(plan):
    words = proposed_words(plan)
    assert {"Mrs Oluwaseun", "two pupils", "Hill Top Academy"} <= words
    assert "Oakfield Primary School" not in words and "Kim Rowe" not in words
    assert {one.reason for one in plan.proposed} == {Reason(PERSONAL)} and not plan.again


def test_names_of_people_known_at_the_school_are_pointed_at(services, note):
    services.drafts.add_sentence(note, "Then amberley spoke.", after=TEACHING)
    from sif_desktop.models.tables.providers import role

    with services.context.store.action("A name") as act:
        act.create(role, "team", provider_uid="oakfield", role="senco", name="amberley", to_date="")
    plan = services.redactions.plan(issue(services, note).version_uid)
    marked = [p.text[m.start : m.end] for p in plan.passages for m in p.marks]
    assert "amberley" in marked


def test_who_leads_another_school_is_pointed_at_as_before_issue(services, note):
    from sif_desktop.models.tables.providers import role

    services.drafts.add_sentence(note, "Then quillon amberley spoke.", after=TEACHING)
    with services.context.store.action("A head") as act:
        named = {"role": "headteacher", "name": "quillon amberley", "to_date": ""}
        act.create(role, "other-head", provider_uid="hill-top", **named)
    plan = services.redactions.plan(issue(services, note).version_uid)
    told = [
        m.message for p in plan.passages for m in p.marks if "quillon" in p.text[m.start : m.end]
    ]
    assert len(told) == 1 and "Hill Top" in told[0]


def test_what_is_withheld_is_gone_from_both_files(services, plan, version):
    chosen = [
        withhold(plan, "Mrs Oluwaseun"),
        withhold(plan, "two pupils", Reason("foi-38")),
        withhold(plan, "Books show that pupils return to earlier work.", in_own_words("old news")),
    ]
    uid = services.redactions.make(version, chosen).uid
    for data in (services.documents.docx_of(version, uid), services.documents.pdf_of(version, uid)):
        said, whole = words_of(data), everything(data)
        for gone in ("Oluwaseun", "two pupils", "return to earlier work"):
            assert gone not in whole
        assert "[withheld: personal information] told us that [withheld: health and safety]" in said
        assert "[withheld: old news]" in said
        assert "Redacted copy · Version 1" in said
        assert "Freedom of Information Act 2000, section 38" in said
        assert INNER not in whole
    assert check_docx(services.documents.docx_of(version, uid)) == []
    assert check_pdf(services.documents.pdf_of(version, uid)) == []


def test_what_was_withheld_and_why_is_kept_without_the_words(services, plan, version, store):
    services.redactions.make(version, [withhold(plan, "Mrs Oluwaseun", Reason("foi-41"))])
    with store.read() as connection:
        kept = connection.execute(
            sql("select withheld || blocks || (select group_concat(fields) from sync_op where tbl "
                "= 'document_copy' and fields like '%redacted%') from document_copy where copy = "
                "'redacted'")
        ).scalar_one()  # fmt: skip
        withheld = connection.execute(
            sql("select withheld from document_copy where copy = 'redacted'")
        ).scalar_one()
    assert "Oluwaseun" not in kept
    assert json.loads(withheld)[0]["reason"] == {"code": "foi-41", "own": ""}


def test_the_next_redacted_copy_begins_with_what_was_decided_last(services, plan, version):
    chosen = [withhold(plan, "two pupils", Reason("foi-38"))]
    services.redactions.make(version, chosen)
    again = services.redactions.plan(version)
    assert again.again and again.proposed == tuple(chosen)


def test_several_redacted_copies_stand_side_by_side_the_newest_first(services, note, version):
    first = redacted(services, version, "Mrs Oluwaseun")
    second = redacted(services, version, "two pupils")
    found = [made.uid for made in services.documents.versions(note)[0].copies
             if made.copy == "redacted"]  # fmt: skip
    assert found == [second, first]
    assert services.documents.pdf_of(version, "redacted") == services.documents.pdf_of(
        version, second
    )
    assert "Oluwaseun" in words_of(services.documents.pdf_of(version, second))
    services.undo.undo()
    assert services.documents.pdf_of(version, "redacted") == services.documents.pdf_of(
        version, first
    )


def test_a_redacted_copy_is_made_from_what_was_issued_not_from_what_is_now(services, note, version):
    services.documents.correct(note, "Wrong")
    services.drafts.edit_sentence(note, TEACHING, "Entirely different words now.")
    uid = redacted(services, version, "Mrs Oluwaseun")
    assert "Entirely different" not in words_of(services.documents.pdf_of(version, uid))


def test_the_preview_is_what_would_be_made(services, plan, version):
    chosen = [withhold(plan, "Mrs Oluwaseun")]
    shown = services.redactions.preview_pdf(version, chosen)
    uid = services.redactions.make(version, chosen).uid
    assert shown == services.documents.pdf_of(version, uid)


def test_nothing_is_made_without_a_reason_or_without_anything_withheld(services, plan, version):
    one = withhold(plan, "Mrs Oluwaseun")
    for reason in (Reason("foi-99"), Reason("own", "  "), Reason("")):
        with pytest.raises(Problem, match="No reason"):
            services.redactions.make(
                version, [Withholding(one.passage, one.start, one.end, reason)]
            )
    with pytest.raises(Problem, match="Nothing is withheld"):
        services.redactions.make(version, [])
    with pytest.raises(Problem, match="does not fit"):
        services.redactions.make(version, [Withholding("99:9", 0, 1, Reason(PERSONAL))])
    assert all(made.copy != "redacted" for row in services.documents.documents()
               for v in row.versions for made in v.copies)  # fmt: skip


def test_a_redacted_copy_is_saved_under_its_own_name(services, note, version, tmp_path):
    redacted(services, version, "Mrs Oluwaseun")
    found = services.documents.versions(note)[0]
    word, _ = services.documents.export_version(found, "redacted", tmp_path)
    assert word.name.endswith(" redacted.docx")


def test_every_exemption_cites_a_law_and_has_words_for_the_place(services):
    for code, exemption in EXEMPTIONS.items():
        assert exemption.law.startswith(("Freedom of Information Act 2000, section ",
                                         "Data Protection Act 2018, Schedule "))  # fmt: skip
        assert exemptions.mark(Reason(code)) == f"[withheld: {exemption.words}]"
        assert exemption.words[:1].islower()
    assert len({e.words for e in EXEMPTIONS.values()}) == len(EXEMPTIONS)
