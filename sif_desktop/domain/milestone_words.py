"""Whether the words of a milestone or a success criterion name something done instead of something
changed: "Train all staff" is an activity, "80% of pupils read at their age" an outcome.

It looks for what a sentence leads with and for a change that can be measured or seen. It advises:
nobody is kept from writing either.
"""

from __future__ import annotations

import re

# What people do: the verb as it stands in a plan, and how it ends when it is done.
_DOINGS: dict[str, str] = {
    "train": "trained", "hold": "held", "write": "written", "meet": "met", "monitor": "monitored",
    "review": "reviewed", "attend": "attended", "deliver": "delivered", "provide": "provided",
    "develop": "developed", "implement": "implemented", "introduce": "introduced",
    "organise": "organised", "arrange": "arranged", "carry out": "carried out",
    "conduct": "conducted", "undertake": "undertaken", "complete": "completed",
    "produce": "produced", "prepare": "prepared", "create": "created", "draft": "drafted",
    "design": "designed", "plan": "planned", "buy": "bought", "purchase": "purchased",
    "order": "ordered", "appoint": "appointed", "recruit": "recruited", "set up": "set up",
    "establish": "established", "launch": "launched", "run": "run", "observe": "observed",
    "visit": "visited", "audit": "audited", "analyse": "analysed", "discuss": "discussed",
    "share": "shared", "send": "sent", "publish": "published", "update": "updated",
    "revise": "revised", "agree": "agreed", "adopt": "adopted", "approve": "approved",
    "coach": "coached", "mentor": "mentored", "support": "supported", "model": "modelled",
    "moderate": "moderated", "scrutinise": "scrutinised", "check": "checked",
    "collect": "collected", "gather": "gathered", "identify": "identified",
    "continue": "continued", "start": "started", "begin": "begun", "work with": "worked with",
    "liaise": "liaised", "consult": "consulted", "invite": "invited", "brief": "briefed",
    "inform": "informed", "remind": "reminded", "report": "reported", "commission":
    "commissioned", "timetable": "timetabled", "allocate": "allocated", "assign": "assigned",
    "roll out": "rolled out", "put in place": "put in place", "embed": "embedded",
    "ensure": "ensured", "hire": "hired", "read": "read", "map": "mapped", "rewrite": "rewritten",
    "sign": "signed", "install": "installed", "replace": "replaced", "lead": "led",
    "explore": "explored", "research": "researched", "evaluate": "evaluated",
    "draw up": "drawn up", "pilot": "piloted",
    "give feedback": "given feedback", "trial": "trialled", "interview": "interviewed",
    "advertise": "advertised", "distribute": "distributed", "display": "displayed",
    "issue": "issued", "circulate": "circulated", "present": "presented", "offer": "offered",
    "refresh": "refreshed", "redraft": "redrafted", "finalise": "finalised", "book": "booked",
    "enrol": "enrolled", "promote": "promoted", "host": "hosted", "chair": "chaired",
    "nominate": "nominated", "record": "recorded", "compile": "compiled", "form": "formed",
    "seek": "sought", "ask": "asked", "build": "built", "make": "made", "use": "used",
    "negotiate": "negotiated", "refer": "referred", "form a": "formed", "paint": "painted",
}  # fmt: skip
_DONE_WORDS = "|".join(sorted({re.escape(done) for done in _DOINGS.values()}, key=len)[::-1])
_OVER = "|".join(sorted(map(re.escape, set(_DOINGS.values()) - _DOINGS.keys()), key=len)[::-1])
_STEMS = sorted(_DOINGS, key=len, reverse=True)
_LEADS = re.compile(rf"(?P<verb>{'|'.join(map(re.escape, _STEMS))})\b")
# "-ing" at the head: "Training for all staff", "Monitoring of books".
_ING = re.compile(
    r"(?:[a-z0-9’'-]+ ){0,2}?"
    r"(?P<verb>training|monitoring|meetings?|reviews?|coaching|observations?|workshops?|"
    r"learning walks?|book looks?|scrutiny|audits?|moderation|inset|staff meetings?|"
    r"policy|policies|briefings?|courses?|cpd|action plans?|timetables?|visits?|recruitment|"
    r"appointment|interviews?|surveys?|conferences?|away ?days?|mentoring|drop-ins?|rota)\b"
)
_BY_WHOM = (
    r"(?:[a-z0-9’'-]+ ){0,4}?"
    r"(?:staff|teachers?|headteachers?|head|heads|leaders?|leads?|team|slt|governors?|body|board|"
    r"assistants?|tas|coordinators?|co-ordinators?|senco|sendco|advisers?|authority|la|officers?|"
    r"consultants?|chair|deputy|trust|school|ects?|managers?|mentors?|specialists?|principal)"
)
# "Staff to attend …", "The head will write …", "Governors have visited …"; without a "will", "to"
# or "have" it must be over: "leaders trained", not "leaders train", which may be how a school has
# come to work.
_SOMEBODY = re.compile(
    rf"{_BY_WHOM}(?: (?:and|of|in|for) [a-z0-9 ]{{2,25}}?)? (?:(?:will (?:have |be )?|"
    rf"to (?:have |be )?|(?:has|have|are|is|were|was)(?: all)?(?: been)? )"
    rf"(?P<verb>{'|'.join(map(re.escape, _STEMS))}|{_DONE_WORDS})|(?P<over>{_OVER}))\b"
)
# "90% of staff trained", "Policy written", "Meetings held each half-term", "Audit has been done".
_PASSIVE = re.compile(
    rf"\b(?:is|are|was|were|been|be|all|fully|now|)\s*(?P<verb>{_DONE_WORDS}|in place|done)\b"
)
_THINGS_DONE = re.compile(
    r"\b(?:staff|teachers?|leaders?|governors?|assistants?|policy|policies|plans?|training|"
    r"meetings?|audits?|reviews?|sessions?|courses?|visits?|observations?|timetables?|scheme|"
    r"systems?|calendar|cycle|handbook|action plan|walks?|looks?|programme|workshops?|documents?|"
    r"reports?|resources|books|curriculum map|schemes?|tracker|questionnaires?|surveys?|coach|"
    r"procedures?|roles?|responsibilities|guidance|website|library|mentors?|minutes|"
    r"newsletters?|letters?|volunteers?|data|leads?|rota|displays?|funding|laptops?|tutors?|"
    r"equipment|furniture|code|framework|contract|job description|agenda|group|committee)\b"
)
_NUMBER = (
    r"(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|half|a third|all|most)"
)
_WHO_GAINS = (
    r"(?:pupils?|children|boys|girls|learners?|students?|cohort|year \d+|reception|key stage \d|"
    r"disadvantaged|attainment|progress|attendance|absence|exclusions?|suspensions?|gaps?|"
    r"outcomes|results|standards?|behaviour|lessons?|teaching|pupils’|pupils'|incidents?|"
    r"persistent|parents?|reading ages?|scores?|judgements?|complaints?|bullying|turnover|"
    r"punctuality|confidence|books show|work in books)"
)
# A change that can be measured or seen, whoever brought it about.
_CHANGE = (
    re.compile(rf"\bso that\b.*\b{_WHO_GAINS}"),
    re.compile(r"\bfrom \d+(?:\.\d+)?\s?%? ?(?:per cent )?to \d"),
    re.compile(
        r"\b(?:rises?|risen|falls?|fallen|increases?|increased|decreases?|reduces?|reduced|"
        r"improves?|improved|halves|halved|doubles?|doubled|narrows?|narrowed|drops?|dropped|"
        r"closes?|closed|grows?|grown|gains?|gained|exceeds?|reach(?:es|ed)?|achieves?|achieved|"
        r"makes?|made|meets?) "
        r"(?:by|to|from|at least|below|above|the expected|expected|good|age-related|better|more)\b"
    ),
    re.compile(rf"\b\d+(?:\.\d+)?\s?(?:%|per cent).*\b{_WHO_GAINS}"),
    re.compile(rf"\b{_WHO_GAINS}\b.*\b\d+(?:\.\d+)?\s?(?:%|per cent)"),
    re.compile(rf"\b{_NUMBER} (?:out )?of (?:the )?(?:\d+ )?{_WHO_GAINS}"),
    re.compile(r"\b(?:fewer|less|no more|more) than \d"),
    re.compile(r"\b(?:at|above|below|in line with|close to|better than|matches) (?:the )?national"),
    re.compile(rf"\b{_WHO_GAINS}\b.*\b(?:is|are) (?:at least )?(?:good|better|secure|strong|"
               r"consistent|calm|on track|above|below|typically)"),
    re.compile(r"\bno (?:inadequate|weak) "),
    re.compile(r"\bmeasured by\b|\bas shown by\b|\bevidenced by\b.*\d"),
)  # fmt: skip
_ABOUT_PUPILS = re.compile(rf"^(?:all |most |the |every |each |more |nearly all |no |both )*"
               rf"(?:[a-z0-9-]+ )?{_WHO_GAINS}\b")  # fmt: skip
# A share of staff or of meetings is still a doing.
_OF_DOERS = re.compile(
    r"\b(?:\d+(?:\.\d+)?\s?(?:%|per cent)|all|most|half|\d+) (?:of )?(?:the )?(?:all )?"
    r"(?:new |class |subject |school |senior |middle )*"
    r"(?:staff|teachers?|leaders?|governors?|assistants?|sessions?|meetings?|policies|visits?|"
    r"observations?|audits?|reviews?|plans|workshops?)\b"
)
_NUMBERING = re.compile(r"^\W*(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]|[a-z][.)]|[ivx]+[.)])?\s*")
_WHEN_FIRST = re.compile(
    r"^(?:by|in|from|during|before|after|at) (?:the )?(?:end of |start of |mid-?)?"
    r"[a-z0-9’' /-]{2,30}?[,:] |^(?:to|we will|will) "
)


def posing(text: str) -> str:
    """The words by which an activity shows, where these words name one and no change; else ""."""
    said = _plain(text)
    if not said:
        return ""
    found = _leading(said)
    if not found:
        return ""
    bare = _LEADS.match(said) is not None
    return "" if _changes(said, bare) else found


def _plain(text: str) -> str:
    said = " ".join(text.lower().split())
    said = _NUMBERING.sub("", said, count=1)
    return _WHEN_FIRST.sub("", said, count=1)


def _leading(said: str) -> str:
    """What is done, if the words lead with that."""
    if match := _LEADS.match(said):
        return match["verb"]
    if match := _ING.match(said):
        return match["verb"]
    if match := _SOMEBODY.match(said):
        return match["verb"] or match["over"]
    match = _PASSIVE.search(said)
    before = said[: match.start()] if match else ""
    return match["verb"] if match and _THINGS_DONE.search(before) else ""


def _changes(said: str, told_to: bool) -> bool:
    """Whether they name a change for pupils, or one that can be measured. A sentence that tells
    somebody to do something is not about the pupils it begins with."""
    rest = _OF_DOERS.sub("", said)
    if match := _ING.match(rest):
        rest = rest[match.end() :]
    about_pupils = not told_to and _ABOUT_PUPILS.search(rest)
    return bool(about_pupils) or any(pattern.search(rest) for pattern in _CHANGE)
