"""What the officer of the journey enters: nobody here is real, and each private thing has a word
that stands nowhere else, so that it can be looked for in what is issued."""

from __future__ import annotations

OFFICER, JOB_TITLE = "Robin Castellan", "School improvement officer"
AUTHORITY, PACK = "Hill and Vale Council", "england-2026"
PASSPHRASE = "copper lantern meadow drift"
LA, SCHOOL = "Hampshire", "Anstey Junior School"

# The plan: names of people are for the file only.
FOCUS = "How well reading is taught in Years 3 and 4"
AREAS = "Reading across the curriculum"
NAMES = {"Headteacher": "Tamsin Pettigrew", "Chair of governors": "Odile Marchetti"}
COMPANION = "Ingrid Vasquez-Tan"

# What is noted in the building. `KEPT` go into the note, the others must not.
ROOMS = ("Y3 reading, library", "Y4 maths")
KEPT = (
    "Pupils in Year 3 read aloud to a partner and could explain the new words.",
    "Lessons in Year 4 began on time and no minute was lost between them.",
)
LEFT_OUT = "The helper sat with the quokka table for most of the lesson."
UNFILED = "Lovely zeppelin mobile over the book corner."
PARKED = "Ask about the heliotrope rota."
PRIVATE_WORDS = ("quokka", "zeppelin", "heliotrope", "marigold", "tangerine")
RISK_NOTE = "What a child said by the marigold shed was passed on at once."
LOOK_FORS = "Look into the tangerine folders."

# Answers: item number, the key pressed, the words of the judgement in the note, evidence, kinds.
CHANGES = "Two governors joined in September and the reading leader is back from leave."
PRIORITIES = "Reading fluency is on course; subject vocabulary is at an early stage."
GRADES = (
    (
        "2.2", "Progress with priorities is on course", "1", "Secure",
        "The reading plan was read with leaders; all milestones due by now were met.", "lr",
    ),
    (
        "2.3", "Leaders’ monitoring shows what is and is not working", "2", "Developing",
        "Checks look at reading each half-term, and not yet at the wider curriculum.", "l",
    ),
    (
        "6.2", "Curriculum and teaching", "3", "Expected standard",
        "Reading was taught from one scheme in every room visited.", "sp",
    ),
    (
        "6.4", "Attendance and behaviour", "2", "Strong standard",
        "Pupils were on time, polite and ready to learn in both corridors.", "sf",
    ),
    (
        "6.9", "Safeguarding", "1", "Met",
        "The register of checks was complete and staff knew whom to tell.", "r",
    ),
)  # fmt: skip
# Item, key, what the note says of it.
STATES = (
    ("6.1", "N", "Inclusion: not seen on this visit."),
    ("6.3", "J", "Achievement: looked at; no judgement was made."),
    ("6.5", "N", "Personal development and wellbeing: not seen on this visit."),
    ("6.6", "J", "Leadership and governance: looked at; no judgement was made."),
)
NOT_APPLICABLE = "Inspection, complaints or incidents since last time: does not apply here."

# Actions: what, what would show it, whose (places down the list), who, by when, the day printed.
ACTIONS = (
    (
        "Give every adult in Years 3 and 4 the agreed reading prompts",
        "The prompts are in use in all four rooms visited in January",
        0, "Deputy headteacher", "18 Dec", "18 December 2026",
    ),
    (
        "Arrange two days of a reading adviser",
        "Both days have taken place and a record of each is with the school",
        1, "School improvement officer", "29 Jan", "29 January 2027",
    ),
)  # fmt: skip

STRENGTHS = (
    "Reading is taught from one scheme by adults who know it well.",
    "Behaviour in lessons and corridors is calm.",
)
DEVELOPMENT = ("Subject words are taught unevenly in the wider curriculum.",)
SUPPORT = "The authority pays for two days of a reading adviser."
FEEDBACK = "The findings were shared before the end of the school day and were accepted."
FEEDBACK_TO = "Headteacher, chair of governors"

EDITED = "The reading plan was read with leaders, and every milestone due by now had been met."
REASON = "Looked at again and meant to stand."

HEADINGS = (
    "About this visit",
    "Purpose of the visit",
    "Who took part",
    "Actions from last time",
    "What was found",
    "Strengths",
    "Areas for development",
    "Agreed actions",
    "Support and time",
    "Feedback given",
    "Circulation",
)
MET, NOT_MET = ("Headteacher", "Chair of governors"), ("Senior leader",)
