"""What the stored values of each field are, by which they are said in words and read back.

A field is named here, or in `choices` or `codes`, or it has no words; a test walks every table.
"""

from __future__ import annotations

from enum import StrEnum

from sif_desktop.services.values.choices import CHOICES
from sif_desktop.services.values.codes import CODES
from sif_desktop.services.values.packed import PACKED


class Kind(StrEnum):
    WORDS = "words"  # one line, as typed
    TEXT = "text"  # as typed, of any length
    NUMBER = "number"
    SECONDS = "seconds"
    TIME = "time"  # of day, HH:MM
    MONEY = "money"
    DAY = "day"
    MOMENT = "moment"
    CHOICE = "choice"  # a code of the program's own
    CODE = "code"  # one of the rulebook's, or several
    PACK = "pack"  # a rulebook
    YEAR = "year"  # a school year, by the one it began in
    TERM = "term"  # a term of a school year, or another part of it
    RECORD = "record"  # the uid of another record
    RECORDS = "records"  # of several
    PLACE = "place"  # where it stands among its like
    FILE = "file"  # the hash of a file
    PACKED = "packed"  # several values in one, as JSON
    MARK = "mark"  # tells the program apart what is said to nobody


_BY_NAME: dict[Kind, str] = {
    Kind.WORDS: """
        address3 addressee admissions answered_by asked assessed_by attached_officer baseline
        boarders chair companies_house companion comparator correction county decided_by diocese
        email erased_by establishment_number federation_name federation_uid feedback_to file_name
        fsm_percent fund gender ground group_name group_uid head_first head_job_title head_last
        head_title heading high_age how_often inspectorate issued_by job_title judged_by la_code
        la_name lead level locality logo_alt low_age made_by measure media_type monitor name
        number nursery officer_name owner_name pack_version phase postcode pupils reason_closed
        reason_opened register_source religious_character resourced_provision route section
        sen_unit_on_roll senior service set_by shortcut source stand_in statute street
        subject supplier support_level target telephone title told_role told_who town trust_name
        trust_uid type type_group ukprn urn value website who with_whom word year_group
    """,
    Kind.TEXT: """
        about answer areas_agreed barriers capacity_why current_position development done_note
        evidence exit_condition feedback_text focus gate_overruled if_not impact look_fors
        monitoring note objectives out_of_order outcome outcomes progress put reason reasons remit
        reply resources said school_evidence skipped snooze_reason start_evidence end_evidence
        strengths successes summary support text what why why_dropped words
    """,
    Kind.NUMBER: """
        days_on_site days_preparation days_reporting every files minutes records size year
    """,
    Kind.TIME: "end_time start_time",
    Kind.MONEY: "amount rate",
    Kind.DAY: """
        after_care_until agreed_on answer_by answered_on assessed_on census_date close_date
        closed_on comply_by complied_on date day decided_on degree_on dispose_after done_on due
        exit_by feedback_date feedback_on from_date impact_on joined judged_on last_changed
        last_day left_on made_on met_on next_day open_date opened_on passed_on progress_on
        published_on raised_on read_on remove_by replied_on review_on sent_on sent_to_school_on
        set_on snoozed_until stage_since start status_on sustained_on to_date told_school_on
        visit_date
    """,
    Kind.MOMENT: "added_at at entered_at erased_at issued_at made_at noticed_at told_at",
    Kind.PACK: "pack",
    Kind.YEAR: "school_year",
    Kind.TERM: "term",
    Kind.RECORD: """
        about_uid action_uid agreed_at body_uid came_from case_uid document_uid evidence_uid family
        improvement_uid inspection_uid item_uid meeting_item meeting_uid plan_uid priority_uid
        provider_uid reported_at room_uid row_uid substitute_of support_uid visit_uid
    """,
    Kind.RECORDS: "after papers",
    Kind.PLACE: "place meeting_place",
    Kind.FILE: "docx_sha256 logo_sha256 pdf_sha256 sha256 template_sha256",
    Kind.MARK: "digest",
}
_OF: dict[str, Kind] = {
    "answer.value": Kind.TEXT,
    "contact.at": Kind.DAY,
    "event.about": Kind.RECORD,  # or words
    "indicator_value.comparator": Kind.NUMBER,
    "indicator_value.value": Kind.NUMBER,
    "meeting.place": Kind.WORDS,
    "meeting_item.spent": Kind.SECONDS,
    "meeting_item.why": Kind.TEXT,
    "meeting_series.place": Kind.WORDS,
    "plan_slip.now": Kind.DAY,
    "plan_slip.was": Kind.DAY,
    "plan_priority.title": Kind.TEXT,
    "provider.capacity": Kind.WORDS,
    "provider.status": Kind.WORDS,
    "provider_group.kind": Kind.WORDS,
    "provider_group.status": Kind.WORDS,
    "provider_link.kind": Kind.WORDS,
    "saved_view.columns": Kind.MARK,
    "saved_view.filter_text": Kind.WORDS,
    "saved_view.page": Kind.MARK,
    "saved_view.sort": Kind.MARK,
    "slip_answer.place": Kind.NUMBER,
    "support.payer": Kind.WORDS,
    "task.measure": Kind.TEXT,
    "term_date.end": Kind.DAY,
    "term_date.half_term_end": Kind.DAY,
    "term_date.half_term_start": Kind.DAY,
    "visit_room.place": Kind.WORDS,
}
_NAMED = {name: kind for kind, names in _BY_NAME.items() for name in names.split()}


def kind_of(table: str, column: str) -> Kind:
    """Raises KeyError for a field nobody has said the kind of."""
    field = f"{table}.{column}"
    for known, kind in ((CHOICES, Kind.CHOICE), (CODES, Kind.CODE), (PACKED, Kind.PACKED)):
        if field in known:
            return kind
    return _OF.get(field) or _NAMED[column]
