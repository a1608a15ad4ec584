"""The practice caseload: invented schools with one of everything the program knows.

It is a caseload of its own, opened without a passphrase and marked as practice, so nothing in it
can enter a report, a count or an exchange file of real work. The story is data
(`resources/practice`), played through the same services an officer uses; days count from today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sif_desktop import paths
from sif_desktop.domain import note_blocks, note_edit, note_tables
from sif_desktop.domain.errors import Cancelled
from sif_desktop.domain.exemptions import Reason
from sif_desktop.domain.forms import Answer, AnswerState, Evidence
from sif_desktop.domain.note import OWN, Block, BlockKind, NoteDraft, Sentence
from sif_desktop.domain.visibility import Visibility
from sif_desktop.domain.withholding import Withholding
from sif_desktop.models import keyfile
from sif_desktop.models.changes import TEAM
from sif_desktop.models.ids import keyed_uid
from sif_desktop.models.tables import people, providers
from sif_desktop.services import caseload, practice_inspections
from sif_desktop.services.bootstrap import Services
from sif_desktop.services.capture import CaptureService
from sif_desktop.services.documents.issue_log import Told
from sif_desktop.services.practice_around import play_around
from sif_desktop.services.practice_cases import play_cases
from sif_desktop.services.practice_categories import play_categories
from sif_desktop.services.practice_days import play_days
from sif_desktop.services.practice_exchange import play_erasing, play_exchange
from sif_desktop.services.practice_meetings import meeting_steps
from sif_desktop.services.practice_monitoring import play_monitoring
from sif_desktop.services.practice_obligations import play_obligations
from sif_desktop.services.practice_plans import play_plans
from sif_desktop.services.tasks import TaskFields
from sif_desktop.services.visit_plan import PlannedCompanion, PlannedPerson

if TYPE_CHECKING:
    from sif_desktop.frameworks.registry import Registry

PASSPHRASE = "practice caseload"
_CHEAP = keyfile.Cost(n=2**10)
_REACHED = ("planned", "in_school", "drafting", "with_school", "issued", "corrected")
Progress = Callable[[int, int, str], None]


def open_practice(
    path: Path,
    registry: Registry,
    today: Callable[[], date],
    progress: Progress = lambda done, total, words: None,  # noqa: ARG005
    cancelled: Callable[[], bool] = lambda: False,
) -> caseload.Opened:
    """Open the practice caseload at `path`, made first where there is none."""
    if not (path.exists() and keyfile.key_path(path).exists()):
        make_practice(path, registry, today(), progress, cancelled)
    return caseload.unlock(path, PASSPHRASE, registry, today, practice=True)


def make_practice(
    path: Path,
    registry: Registry,
    today: date,
    progress: Progress = lambda done, total, words: None,  # noqa: ARG005
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Write the practice caseload as of `today`; stopped or failing, it leaves nothing behind."""
    schools, visits = _story("schools.yaml"), _story("visits.yaml")
    visits = {**visits, **_story("letters.yaml"), **_story("inspections.yaml")}
    new = caseload.NewCaseload(
        path,
        schools["officer"]["name"],
        schools["pack"],
        PASSPHRASE,
        schools["officer"]["job_title"],
        schools["officer"]["email"],
        schools["authority"]["name"],
    )
    opened = caseload.create(new, registry, lambda: today, cost=_CHEAP, practice=True)
    try:
        _Player(opened.services, registry, today).play(schools, visits, progress, cancelled)
    except BaseException:
        opened.close()
        for part in path.parent.glob(path.name + "*"):
            part.unlink()
        raise
    opened.close()


def _story(name: str) -> dict[str, Any]:
    import yaml

    text = (paths.resources() / "practice" / name).read_text(encoding="utf-8")
    story: dict[str, Any] = yaml.safe_load(text)
    return story


class _Player:
    """Plays the story; its clock stands wherever the story is."""

    def __init__(self, services: Services, registry: Registry, today: date) -> None:
        self._today = self._day = today
        self._clock = time(9, 0)
        self._store = services.context.store
        self._services = Services(self._store, registry, lambda: self._day)
        self._capture = CaptureService(self._services.context, self._tick)
        self._schools: dict[str, str] = {}

    def play(
        self,
        schools: Mapping[str, Any],
        visits: Mapping[str, Any],
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> None:
        self._found(schools)
        apart = _story("exchange.yaml")
        play_erasing(self._services, apart["erased"], self._schools, self._travel)
        steps: list[Callable[[], object]] = [
            *(partial(self._visit, told) for told in visits["visits"]),
            *(partial(self._letter, told) for told in visits["letters"]),
            partial(self._beside_visits, visits),
            *meeting_steps(
                self._services, _story("meetings.yaml"), self._schools, self._when, self._travel
            ),
            lambda: play_days(self._services, _story("days.yaml"), self._schools, self._when),
            partial(self._around, _story("around.yaml")),
            lambda: play_exchange(self._services, apart, self._schools, self._when),
        ]
        for number, step in enumerate(steps):
            if cancelled():
                raise Cancelled
            progress(number, len(steps), "Making the practice caseload")
            step()

    def _beside_visits(self, story: Mapping[str, Any]) -> None:
        """What is kept of schools besides visits and meetings."""
        self._day = self._today
        for told in story["tasks"]:
            self._services.tasks.add(self._schools[told["school"]], self._task(told))
        play_cases(self._services, _story("cases.yaml"), self._schools, self._when)
        play_monitoring(self._services, _story("monitoring.yaml"), self._schools, self._when)
        play_categories(self._services, _story("categories.yaml"), self._schools, self._when)
        play_obligations(self._services, _story("obligations.yaml"), self._schools, self._when)
        practice_inspections.play(self._services, self._schools, story, self._when)
        play_plans(self._services, _story("plans.yaml"), self._schools, self._when, self._travel)

    def _around(self, story: Mapping[str, Any]) -> None:
        play_around(self._services, self._capture, story, self._schools, self._when)

    def _tick(self) -> datetime:
        """Each look at the clock is two minutes later."""
        now = datetime.combine(self._day, self._clock)
        self._clock = (now + timedelta(minutes=2)).time()
        return now

    def _travel(self, day: int) -> None:
        """What follows is done so many days from today."""
        self._day = self._when(day)

    def _when(self, day: int | str) -> date:
        """So many days from today, and never a weekend but today."""
        found = self._today + timedelta(days=int(day))
        if int(day) == 0 or found.weekday() < 5:
            return found
        return found + timedelta(days=4 - found.weekday() if int(day) < 0 else 7 - found.weekday())

    # Schools -----------------------------------------------------------------------------------

    def _found(self, story: Mapping[str, Any]) -> None:
        with self._store.action("Set up the practice caseload", undoable=False) as act:
            mine = self._services.context.authority()
            act.update(people.authority, mine.uid, service=story["authority"]["service"])
            for told in story["schools"]:
                self._school(act, told)

    def _school(self, act: Any, told: Mapping[str, Any]) -> None:
        columns = providers.provider.c
        fields = {name: value for name, value in told.items() if name in columns}
        if "close_date" in fields:
            fields["close_date"] = self._when(fields["close_date"])
        uid = keyed_uid("provider", told["urn"])
        name = self._services.context.authority().name
        act.create(providers.provider, TEAM, uid, la_name=name, **fields)
        self._schools[told["key"]] = uid
        for person in told.get("people", ()):
            act.create(
                providers.role,
                TEAM,
                provider_uid=uid,
                role=person["role"],
                name=person["name"],
                email=person.get("email"),
                from_date=self._when(person["since"]),
                to_date=self._when(person["until"]) if "until" in person else None,
                source="Practice caseload",
            )

    # Visits ------------------------------------------------------------------------------------

    def _visit(self, told: Mapping[str, Any]) -> None:
        self._day = min(self._when(told["day"]), self._today)
        visits, reached = self._services.visits, _REACHED.index(told["to"])
        plan = visits.defaults(told["type"], self._schools[told["school"]])
        plan = replace(
            plan,
            visit_date=self._when(told["day"]).isoformat(),
            start_time=told.get("start", ""),
            end_time=told.get("end", ""),
            focus=told.get("focus", ""),
            areas_agreed=told.get("areas_agreed", ""),
            people=tuple(PlannedPerson(role) for role in told.get("people", ())),
            companions=tuple(PlannedCompanion(**one) for one in told.get("companions", ())),
        )
        uid = visits.plan(plan).uid
        if reached >= 1:
            self._in_school(uid, told)
        if reached >= 2:
            end = datetime.combine(self._day, time.fromisoformat(told["end"]))
            visits.end(uid, end)
            self._note(uid, told, reached)

    def _in_school(self, uid: str, told: Mapping[str, Any]) -> None:
        self._clock = time.fromisoformat(told["start"])
        visits = self._services.visits
        visits.start(uid, self._tick())
        record = visits.record(uid)
        pack = visits.pack_of(record.visit)
        form = pack.visit_form(record.visit.visit_type)
        for person in record.people:
            visits.met(person.uid, uid, True)
        for room in told.get("rooms", ()):
            self._room(uid, form.id, room)
        for item_id, given in told.get("answers", {}).items():
            item = form.item(item_id)
            assert item is not None, f"the rulebook has no item {item_id}"
            self._capture.record_answer(uid, form.id, item, _answer(item_id, given))
        for action in told.get("actions", ()):
            self._agree(uid, action)
        texts = {name: told[name] for name in ("strengths", "development") if told.get(name)}
        if texts:
            self._capture.write_visit(uid, **texts)
        if "feedback" in told:
            feedback = told["feedback"]
            self._capture.give_feedback(uid, feedback["to"], feedback["text"])

    def _room(self, uid: str, form: str, told: Mapping[str, Any]) -> None:
        names = (told["name"], told.get("year_group", ""), told.get("subject", ""))
        room = self._capture.enter_room(uid, *names).uid
        for line in told["lines"]:
            item = line.get("item", "")
            self._capture.add_jotting(
                uid,
                line["text"],
                room,
                form=form if item else "",
                item=item,
                parked=line.get("parked", False),
            )

    def _agree(self, uid: str, told: Mapping[str, Any]) -> None:
        task = self._capture.agree_action(uid, self._task(told)).uid
        if told.get("state") == "done":
            self._services.tasks.done(task, "Done as agreed.", self._when(told["due"]))

    def _task(self, told: Mapping[str, Any]) -> TaskFields:
        due = self._when(told["due"]).isoformat()
        return TaskFields(told["what"], told["party"], told["who"], due, told["measure"])

    # Notes -------------------------------------------------------------------------------------

    def _note(self, visit: str, told: Mapping[str, Any], reached: int) -> None:
        documents, drafts = self._services.documents, self._services.drafts
        self._day = min(self._today, self._day + timedelta(days=1))
        uid = self._services.notes.start(visit).uid
        if "own" in told:
            self._own_part(uid, told["own"])
        if reached < 3:
            return
        offered = [s.id for _, _, s in documents.open(uid).draft.sentences() if s.offered]
        if offered:
            drafts.keep_sentence(uid, *offered)
        self._inner(uid, told.get("inner", ()))
        for line in documents.check(uid):
            if line.finding.severity == "should" and not line.answer:
                drafts.answer_warning(uid, line.finding.id, "Read and left as it is.")
        documents.send_to_school(uid)
        if reached >= 4:
            self._issue(uid, told, days=7)
        if reached >= 5:
            self._day = min(self._today, self._day + timedelta(days=4))
            documents.correct(uid, told["correction"])
            self._issue(uid, told, days=0)

    def _inner(self, uid: str, lines: Iterable[Mapping[str, str]]) -> None:
        """Sentences of the note that stand in the file copy alone."""
        drafts = self._services.drafts
        for number, line in enumerate(lines):
            own = f"{OWN}inner-{number}"
            drafts.add_sentence(uid, line["text"], after=f"answer:{line['item']}", sentence_id=own)
            drafts.apply(uid, "Marked a sentence", partial(_for_the_file, sentence=own))

    def _issue(self, uid: str, told: Mapping[str, Any], *, days: int) -> None:
        """Issued, sent, and afterwards given to whoever the story says."""
        services = self._services
        self._day = min(self._today, self._day + timedelta(days=days))
        version = services.documents.issue(uid, services.documents.recipients(uid)).version_uid
        log = services.issue_log
        sent = [line.uid for line in log.lines(version_uid=version) if not line.sent_on]
        log.mark_sent(sent, self._day)
        for one in told.get("also_told", ()):
            log.add(version, Told(**one, sent_on=self._day.isoformat()))
        if "redact" in told:
            self._redact(version, told["redact"])

    def _redact(self, version: str, words: Sequence[Mapping[str, str]]) -> None:
        passages = self._services.redactions.plan(version).passages
        withheld = []
        for one in words:
            found = next(p for p in passages if one["words"] in p.text)
            start = found.text.index(one["words"])
            end = start + len(one["words"])
            withheld.append(Withholding(found.id, start, end, Reason(one["reason"])))
        self._services.redactions.make(version, withheld)

    def _own_part(self, uid: str, told: Mapping[str, Any]) -> None:
        """What the officer adds to a note: a heading with a list and a table under it."""
        section, name = told["section"], f"own:{uid}"
        points = tuple(
            Sentence(f"{name}:{number}", text, edited=True, told=True)
            for number, text in enumerate(told["list"])
        )
        rows = [f"{name}:row:{number}" for number, _ in enumerate(told["table"])]
        parts = (
            Block(f"{name}:heading", BlockKind.HEADING, told["heading"], edited=True),
            Block(f"{name}:list", BlockKind.BULLETS, sentences=points, edited=True),
            note_tables.new_table(f"{name}:table", told["table"], rows),
        )

        def change(draft: NoteDraft) -> NoteDraft:
            for part in parts:
                last = draft.section(section).blocks[-1].id
                draft = note_blocks.add_block(draft, part, section, after=last)
            return draft

        self._services.drafts.apply(uid, "Added a table", change)

    # Letters -----------------------------------------------------------------------------------

    def _letter(self, told: Mapping[str, Any]) -> None:
        self._day = self._when(told["day"])
        letters, documents = self._services.letters, self._services.documents
        school = self._schools[told["school"]]
        uid = letters.begin(school, told["letter"], told.get("addressee", "")).uid
        dates = {field.code for field in documents.open(uid).form if field.kind == "date"}
        fields = {
            code: self._when(said).isoformat() if code in dates else str(said)
            for code, said in told["fields"].items()
        }
        self._services.filling.fill(uid, fields)
        for role, name in told.get("signed", {}).items():
            self._services.sign_offs.sign(uid, role, name, self._day.isoformat())
        if told["to"] == "issued":
            documents.issue(uid, documents.recipients(uid))


def _for_the_file(draft: NoteDraft, sentence: str) -> NoteDraft:
    return note_edit.mark(draft, sentence, visibility=Visibility.LA)


def _answer(item: str, given: Mapping[str, Any]) -> Answer:
    return Answer(
        item,
        AnswerState(given.get("state", "answered")),
        str(given.get("value", "")),
        given.get("evidence", ""),
        tuple(Evidence(kind) for kind in given.get("kinds", ())),
        given.get("reason", ""),
    )
