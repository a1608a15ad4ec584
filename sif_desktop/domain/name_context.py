"""What stands round a capitalised word and tells a person from a place or a thing."""

from __future__ import annotations

TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor rev revd reverend cllr councillor sir dame lord lady "
    "canon fr pastor imam rabbi sensei".split()
)
# Titles only where the word after them is no ordinary one: "Nurse Adebisi", but not "Sister Act".
PERHAPS_TITLES = frozenset(
    "sgt sergeant pc pcso constable nurse sister brother father auntie aunty aunt uncle nanny "
    "nana nan granny grandma grandpa grandad coach big".split()
)
# Titles people also type small; the others are words when they are.
TYPED_SMALL = frozenset(("mr", "mrs"))
PERHAPS_SMALL = frozenset("ms miss dr".split())
SAINT = frozenset(("st", "saint", "ss", "sts", "san", "santa"))
PARTICLES = frozenset(
    "de da del della dos di van von der den ten ter al el bin bint ibn ul ur la le ap ab mac ní "
    "ni o".split()
)

# Before a name of a place, or of a thing.
PLACES = frozenset(
    "in at near across throughout around towards into outside beyond toward north south east west "
    "lake river mount mountain isle port cape loch".split()
)
THINGS = frozenset(
    "the a an using use uses used via through called named titled our their this these those each "
    "every new old no any some".split()
)
# Before a person, where a thing would hardly stand.
WITH_A_PERSON = frozenset("with asked told thanked met praised invited heard watched".split())
# Before somebody known from books and history: a king is nobody met on a visit.
STYLES = frozenset(
    "king queen prince princess emperor empress tsar pope president general captain admiral guru "
    "prophet archbishop pharaoh inspector".split()
)

# After a name: what makes the words before it an organisation, a place or a thing.
ORGANISATION = frozenset(
    "school academy primary secondary infant infants junior juniors college trust federation "
    "nursery centre center hall house road street lane avenue close drive council borough county "
    "church chapel cathedral abbey mosque temple parish partnership hub award awards programme "
    "project scheme framework curriculum scale scales test tests phonics maths class room group "
    "team day days week university hospital library museum gallery zoo farm park park's approach "
    "method profile foundation alliance diocese limited ltd press publishing resources model "
    "taxonomy theory palace castle river valley forest wood woods institute association society "
    "charter conference suite assessment assessments check tool toolkit principles strategy paper "
    "course module unit syllabus exam exams qualification portal platform app software package "
    "quizzes cup shield league tournament trophy festival theatre stadium station estate ward "
    "lake hill hills island islands beach coast sea canal bridge bank benchmarks building block "
    "wing site campus cycle grid wheel effect squadron district region".split()
)
# The same where several names stand in a list: "Rowan, Ash and Willow classes".
GROUPS = frozenset("classes houses groups teams tables rooms class house families".split())
KIN = frozenset(
    "family children twins twin siblings brothers sisters boys girls brother sister mother father "
    "parents household mum dad".split()
)

# After a name: what people do.
PEOPLE_VERBS = frozenset(
    "said says told tells explained explains reported felt feels thinks thought spoke speaks "
    "described describes shared wants wanted knows knew believes believed asked asks replied "
    "agreed added joined leads led teaches taught struggles struggled enjoys enjoyed likes liked "
    "loves reads writes came went started gave gives presented attended arrived manages managed "
    "worked confirmed noted mentioned raised welcomed supports supported covers covered "
    "demonstrated commented acknowledged chairs chaired coaches mentors hopes hoped brought sat "
    "stood ran walked talked helped tried chose chooses kept took wrote drew painted played plays "
    "sang won answered answers refused refuses cried smiled laughed sits stands learnt learned "
    "remembers remembered recalled recalls discussed discusses suggested pointed showed "
    "introduced".split()
)
MAY_BE_PEOPLE = frozenset(
    "is was has had will who and can could does did left made shows needs needed works".split()
)
# Before "by" and the name of whoever wrote or made it.
WORKS = frozenset(
    "book books novel novels story stories poem poems poetry text texts play plays song songs "
    "painting paintings picture portrait sculpture music piece works extract written "
    "painted".split()
)
HIS_OR_HER = frozenset("her his their".split())

# How words for things, qualities and groups end: after these "was" says nothing about a person.
NOUN_ENDINGS = (
    *("s", "ing", "ed", "ion", "ment", "ness", "ity", "ty", "cy", "ry", "gy", "phy", "ly", "ship"),
    *("er", "or", "nce", "ism", "asm", "ure", "age", "ive", "al", "ic", "hood", "dom", "ork", "ct"),
)
# How words end that are no name even where the dictionary lacks them: misspelt openings mostly.
WORD_ENDINGS = ("ing", "ly", "tion", "ment", "ness", "ity", "ism", "ist", "ology")
