"""Letters on a real store: offered, begun, filled in, signed off, issued, corrected; and due."""

from datetime import date, timedelta

import pytest

from sif_desktop.domain.errors import Problem
from sif_desktop.domain.signing import Standing
from sif_desktop.models.tables.providers import provider
from sif_desktop.reports.docx_check import docx_text
from sif_desktop.services.provider_rules import PersonFields
from tests.services.conftest import TODAY
from tests.services.reading import pdf_text

MATTERS = "Reading was far below national in three years.\nThe school’s own figures show no change."
NOTICE = {
    "grounds": "standards",
    "matters": MATTERS,
    "actions": "Agree a reading plan.\nReport each half-term.",
    "comply_by": "2027-03-26",
    "powers": "governors\nbudget",
}
SIGNERS = (
    ("attached_officer", "Kim Rowe"),
    ("service_lead", "Jo Bright"),
    ("director", "Sam Weir"),
)


@pytest.fixture
def school(services):
    with services.context.store.action("About the school") as act:
        act.update(
            provider, "oakfield", kind="maintained_school", street="Oak Lane", town="Hillbury",
            postcode="HV1 2AB",
        )  # fmt: skip
    services.schools.add_person(
        "oakfield", PersonFields("chair", "Mr Tomasz Lew", from_date="2025-01-01")
    )
    services.schools.add_person(
        "oakfield", PersonFields("headteacher", "Mrs Asha Verma", from_date="2024-09-01")
    )
    return "oakfield"


@pytest.fixture
def notice(services, school):
    uid = services.letters.begin(school, "warning-notice").uid
    services.filling.fill(uid, NOTICE)
    return uid


def sign_all(services, uid):
    for role, name in SIGNERS:
        services.sign_offs.sign(uid, role, name, TODAY.isoformat())


def rows(services, uid):
    draft = services.documents.open(uid).draft
    return {row.id: row.cells[1] for _, block in draft.blocks() for row in block.rows}


def musts(services, uid):
    checks = services.documents.check(uid)
    return [line.finding for line in checks if line.finding.severity == "must"]


def test_the_letters_that_fit_a_school_are_offered_with_what_each_is_for(services, school):
    offers = services.letters.offers(school)
    assert [offer.letter for offer in offers] == [
        "level-of-support",
        "members-briefing",
        "members-congratulation",
        "support-allocation",
        "warning-notice",
    ]
    notice = offers[-1]
    assert (notice.kind, notice.addressee) == ("Warning notice", "Chair of governors")
    assert notice.purpose.endswith(".") and "section 60" in notice.source


def test_an_academy_is_offered_other_letters_to_each_it_may_go_to(services):
    with services.context.store.action("An academy") as act:
        act.update(
            provider, "hill-top", kind="academy", type="Academy converter", trust_name="Vale"
        )
    offered = {(offer.letter, offer.to) for offer in services.letters.offers("hill-top")}
    assert ("academy-concern-dfe", "ofsted") in offered
    assert ("academy-concern-trust", "trust_leader") in offered
    assert not any(letter == "warning-notice" for letter, _ in offered)
    with pytest.raises(Problem, match="does not offer this letter"):
        services.letters.begin("hill-top", "warning-notice")


def test_a_letter_begins_with_what_is_known(services, school):
    uid = services.letters.begin(school, "warning-notice").uid
    assert rows(services, uid)["to:address"].split("\n") == [
        "Mr Tomasz Lew",
        "Chair of governors",
        "Oakfield Primary School",
        "Oak Lane",
        "Hillbury",
        "HV1 2AB",
    ]
    assert rows(services, uid)["to:salutation"] == "Dear Mr Lew"
    assert rows(services, uid)["to:date"] == "23 November 2026"
    view = services.documents.open(uid)
    assert (view.kind, view.title, view.state) == ("warning_notice", "Warning notice", "drafting")
    assert view.is_letter and not view.visit_uid


def test_typing_is_kept_at_once_and_becomes_one_change(services, notice):
    for text in ("A", "Agree", "Agree a plan."):
        services.filling.keep(notice, {"actions": text})
    field = next(f for f in services.documents.open(notice).form if f.code == "actions")
    assert field.value == "Agree a plan."
    changes = services.filling.settle(notice)
    assert changes.touches("document") and services.filling.settle(notice) is None
    services.undo.undo()
    field = next(f for f in services.documents.open(notice).form if f.code == "actions")
    assert field.value == NOTICE["actions"]


def test_an_emptied_field_has_its_default_again(services, notice):
    def reply_by():
        return next(f for f in services.documents.open(notice).form if f.code == "reply_by")

    assert (reply_by().value, reply_by().default) == ("", "7 December 2026")
    services.filling.fill(notice, {"reply_by": "2027-01-11"})
    assert "by 11 January 2027" in " ".join(
        s.text for _, _, s in services.documents.open(notice).draft.sentences()
    )
    services.filling.fill(notice, {"reply_by": ""})
    assert (reply_by().value, reply_by().default) == ("", "7 December 2026")


@pytest.mark.parametrize(
    ("texts", "part"),
    [({"nothing": "x"}, "no field “nothing”"), ({"comply_by": "soon"}, "is not a date"),
     ({"grounds": "other"}, "is not one of the answers")],
)  # fmt: skip
def test_what_cannot_stand_is_refused_and_nothing_is_kept(services, notice, texts, part):
    before = services.documents.open(notice)
    with pytest.raises(Problem, match=part):
        services.filling.fill(notice, texts)
    assert services.documents.open(notice) == before


def test_what_is_not_filled_in_or_signed_keeps_it_back(services, school):
    uid = services.letters.begin(school, "warning-notice").uid
    found = musts(services, uid)
    assert {finding.place.field for finding in found} >= set(NOTICE)
    assert [finding.place.sign_off for finding in found if finding.place.sign_off] == [
        role for role, _ in SIGNERS
    ]
    with pytest.raises(Problem, match="not ready"):
        services.documents.issue(uid, services.documents.recipients(uid))
    with pytest.raises(Problem, match="No school checks a letter"):
        services.documents.send_to_school(uid)


def test_a_notice_is_signed_off_in_order_and_issued_with_the_signers_name(services, notice):
    with pytest.raises(Problem, match="signs before"):
        services.sign_offs.sign(notice, "director", "Sam Weir", TODAY.isoformat())
    assert services.documents.open(notice).next_to_sign.signer.role == "attached_officer"
    sign_all(services, notice)
    assert musts(services, notice) == []
    assert services.documents.open(notice).next_to_sign is None
    issued = services.documents.issue(notice, services.documents.recipients(notice))
    page = pdf_text(services.documents.pdf_of(issued.version_uid))
    word = " ".join(" ".join(docx_text(services.documents.docx_of(issued.version_uid))).split())
    for words in (
        "Mr Tomasz Lew Chair of governors Oakfield Primary School Oak Lane Hillbury HV1 2AB",
        "Dear Mr Lew Warning notice to the governing body of Oakfield Primary School",
        "The school’s own figures show no change.",
        "by the end of the compliance period on 26 March 2027.",
        "Yours sincerely Sam Weir Director of children’s services",
        "Copies to: Headteacher; Secretary of State for Education.",
    ):
        assert words in page and words in word, words
    version = services.documents.versions(notice)[0]
    assert version.file_name == "2026-11-23 Oakfield Primary School 900001 Warning notice v1"
    assert [(who.role, who.name) for who in version.recipients if who.copy == "school"] == [
        ("Chair of governors", "Mr Tomasz Lew"),
        ("Headteacher", "Mrs Asha Verma"),
        ("Secretary of State for Education", ""),
    ]
    with pytest.raises(Problem, match="has been issued"):
        services.filling.fill(notice, {"comply_by": "2027-04-01"})
    with pytest.raises(Problem, match="has been issued"):
        services.sign_offs.withdraw(notice, "director")


def test_a_change_after_signing_asks_for_it_again_and_undoing_it_does_not(services, notice):
    sign_all(services, notice)
    services.filling.fill(notice, {"comply_by": "2027-04-30"})
    steps = services.documents.open(notice).steps
    assert {step.standing for step in steps} == {Standing.CHANGED}
    assert "The words changed after" in musts(services, notice)[0].message
    services.undo.undo()
    assert {s.standing for s in services.documents.open(notice).steps} == {Standing.SIGNED}


def test_a_letter_signed_on_monday_may_go_out_on_friday(services, notice):
    sign_all(services, notice)
    friday = type(services)(
        services.context.store, services.context.registry, lambda: TODAY + timedelta(days=4)
    )
    assert rows(friday, notice)["to:date"] == "27 November 2026"
    assert musts(friday, notice) == []


def test_a_corrected_letter_is_signed_off_anew(services, notice):
    sign_all(services, notice)
    services.documents.issue(notice, services.documents.recipients(notice))
    services.documents.correct(notice, "The period was given too short")
    assert {s.standing for s in services.documents.open(notice).steps} == {Standing.OPEN}
    services.filling.fill(notice, {"comply_by": "2027-04-30"})
    sign_all(services, notice)
    issued = services.documents.issue(notice, services.documents.recipients(notice))
    page = pdf_text(services.documents.pdf_of(issued.version_uid))
    assert "Corrected version: This is version 2." in page and "30 April 2027" in page


def test_a_letter_about_a_decision_is_due_so_many_working_days_after_it(services, school):
    uid = services.letters.begin(school, "level-of-support").uid
    assert services.documents.open(uid).due is None
    services.filling.fill(uid, {"decided_on": "2026-11-20"})
    due = services.documents.open(uid).due
    assert due.day == date(2026, 12, 4)
    assert due.words == (
        "10 working days after the decision on the level on 20 November 2026, the app’s own rule"
    )
    (row,) = (row for row in services.documents.documents() if row.uid == uid)
    assert row.due == due


def test_the_list_tells_what_is_due_in_as_few_statements_for_many(
    services, school, count_statements
):
    services.letters.begin(school, "warning-notice")
    with count_statements() as few:
        services.documents.documents()
    for _ in range(10):
        uid = services.letters.begin(school, "level-of-support").uid
        services.filling.fill(uid, {"decided_on": "2026-11-20"})
    with count_statements() as many:
        found = services.documents.documents()
    assert len([row for row in found if row.due]) == 10
    assert len(many) <= len(few) + 2


def test_the_rulebooks_words_are_no_passage_of_another_schools_letter(services, notice):
    with services.context.store.action("Another school") as act:
        act.update(provider, "hill-top", kind="maintained_school")
    other = services.letters.begin("hill-top", "warning-notice").uid
    own = "Phonics is taught daily but pupils in three of the five classes cannot say which sounds"
    services.filling.fill(notice, {"matters": own})
    services.filling.fill(other, {**NOTICE, "matters": own})
    services.search.refresh()
    reused = [c.finding for c in services.documents.check(other) if c.finding.kind == "reused"]
    assert len(reused) == 1 and "Phonics is taught" in reused[0].message


def test_those_who_sign_are_no_names_to_be_warned_of(services, notice):
    sign_all(services, notice)
    assert [c.finding.message for c in services.documents.check(notice)] == []


def test_an_issued_letter_keeps_its_day(services, notice):
    sign_all(services, notice)
    services.documents.issue(notice, services.documents.recipients(notice))
    later = type(services)(
        services.context.store, services.context.registry, lambda: TODAY + timedelta(days=9)
    )
    assert later.documents.open(notice).day == TODAY.isoformat()


def test_a_letter_keeps_to_the_rulebook_it_was_begun_under(services, notice):
    services.settings.change_rulebook("rutland-2015")
    view = services.documents.open(notice)
    assert "section 60" in " ".join(s.text for _, _, s in view.draft.sentences())
    offered = {offer.letter for offer in services.letters.offers("oakfield")}
    assert {"category-letter", "warning-letter"} <= offered
