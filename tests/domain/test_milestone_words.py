"""An activity posing as an outcome is told from one; sentences invented, as plans have them."""

import sys

import pytest

from sif_desktop.domain.milestone_words import posing

ACTIVITIES = """
Train all teaching assistants in phonics
Hold a staff meeting on marking
Write a new behaviour policy
Meet with the subject leaders every half term
Monitor books in Years 3 and 4
All staff to attend the maths course
Phonics training for new staff
90% of staff have been trained
All staff trained by October
Behaviour policy written and shared with parents
Headteacher to carry out learning walks weekly
Senior leaders will observe every teacher
Governors to visit the school each term
Review the curriculum map
Buy new reading books for Key Stage 1
The SENCO will draft provision maps
Appoint a new leader of mathematics
Set up a reading corner in each class
Weekly monitoring of planning
Termly book looks
By December, hold three coaching sessions
1. Provide support for the two new teachers
Deliver six sessions on questioning
Audit of safeguarding completed
Action plan in place
Subject leaders have monitored lessons
Organise a parents' evening about attendance
Introduce a new scheme for spelling
Develop the role of middle leaders
Implement the new assessment system
Update the website
Send letters to parents of absent pupils
Continue to work with the adviser
Ensure that marking follows the policy
Governors trained in the use of data
Pupil progress meetings held each half-term
The head will discuss data with teachers
Analyse the results of the screening check
Coaching programme delivered to three teachers
Discuss the findings with the chair
To review the timetable for interventions
Establish a school council
Publish the pupil premium statement
New tracker introduced and staff briefed
Visit a school with strong early years
Moderation of writing with a partner school
In spring, observe each teacher twice
Questionnaires sent to all parents
""".strip().splitlines()

OUTCOMES = """
80% of pupils in Year 2 read at the expected standard
Attendance rises from 92.1% to 94%
Persistent absence falls below 12 per cent
The gap between disadvantaged pupils and others narrows by 5 points
Teaching is at least good in eight of ten lessons
All pupils make expected progress in mathematics
Pupils write at length in every subject
Exclusions halve compared with last year
Attainment at Key Stage 2 is in line with national figures
Boys' reading ages rise by at least six months
No lessons are judged weak
Train teachers so that 75% of pupils reach the standard in phonics
Reduce persistent absence to 10%
Pupils say that they feel safe
Behaviour in corridors is calm
24 of 30 pupils pass the phonics check
Fewer than 5 incidents of bullying a half-term
Work in books shows that pupils apply their phonics
Children in Reception settle quickly and listen well
The proportion at greater depth increases to 20%
Parents’ complaints about behaviour drop by half
Disadvantaged pupils attend as often as others
Year 6 pupils reason in mathematics with confidence
Punctuality improves to 98%
Teachers' judgements agree with the moderator in 9 of 10 pieces of writing
Provide daily reading so that pupils in Year 1 catch up
Most pupils with SEND meet their targets
Attendance of disadvantaged pupils is 95%
Results in mathematics are above national
Improve attendance from 91% to 93%
Leaders know which pupils fall behind and act within two weeks
Lessons start on time and no learning is lost
Pupils develop a love of reading
Pupils read daily to an adult
Girls' progress in science is as good as boys'
Staff turnover falls to two a year
""".strip().splitlines()

# A second lot, from which the rules learned too.
MORE_ACTIVITIES = """
Arrange a moderation day with two local schools
All governors to complete safeguarding training
Deputy head to lead assemblies on respect
Half-termly meetings with the attendance officer
Curriculum leads have rewritten the history scheme
Purchase laptops for the maths intervention group
100% of teachers observed by Christmas
Literacy coordinator will model guided reading
Recruitment of a permanent headteacher
Draw up a rota for corridor duty
Teachers plan together each Wednesday
A consultant works with the mathematics team for six days
Parents' workshops on phonics
Newsletters sent home each fortnight
Staff handbook revised
Reading volunteers recruited and timetabled
Pilot the new marking code in Year 4
Give feedback to teachers after each visit
Learning environment audit
Conduct pupil interviews about reading
""".strip().splitlines()
MORE_OUTCOMES = """
70% of Reception children achieve a good level of development
Every pupil reads a book that matches their phonics
Attainment in writing at the end of Key Stage 1 improves by 6 points
Pupils enjoy school and say that lessons are interesting
Fixed-term suspensions fall from 31 to fewer than 10
Three quarters of Year 11 reach grade 4 in English and mathematics
Teaching in mathematics is consistently good
Lateness halves by Easter
The most able are challenged in every lesson
Children with speech delay catch up by the end of Year 1
Governors hold leaders to account with precise questions
Low-level disruption is rare
Phonics check results reach the national average
Pupils recall what they learned last term
No pupil leaves Year 6 unable to read
Safeguarding is effective
Train mentors so that suspensions fall by a third
The attendance of pupils with SEND rises to 93%
Middle leaders identify weaknesses and put them right without help
Progress 8 is no worse than -0.1
""".strip().splitlines()

# Written last and never used to mend the rules: how well they do elsewhere.
UNSEEN_ACTIVITIES = """
Attend the network for computing leads
Teaching assistants will be given a phonics handbook
Book scrutiny each month by the senior team
Safeguarding policy reviewed and adopted
Headteacher to meet the chair fortnightly
Carry out a survey of parents about homework
New Year 1 teacher inducted
All classrooms fitted with phonics charts
Complete the self-evaluation form
Five leaders enrolled on a national qualification
The authority will broker a link with a teaching school
Look at books from three year groups
Inset day on dyslexia
Lesson plans checked weekly by the deputy
Put up displays of key vocabulary
Employ two tutors for Year 11
Agree targets with each teacher
Run a breakfast club
Weekly visits by the attached officer
Governors to have completed a skills audit
""".strip().splitlines()
UNSEEN_OUTCOMES = """
65% of disadvantaged pupils reach the expected standard in writing
Pupils behave well at lunchtime
Attendance in Year 10 is above 93%
Children choose to read in free time
In nine of ten lessons pupils are on task
Teachers set work that matches what pupils need
The number of pupils excluded more than once drops to zero
Average point score rises by 1.5 points
Provide tutoring so that 60% of pupils reach grade 4
Reading is good across the school
Governors question leaders on the progress of pupils with SEND
Pupils new to English converse fluently after a year
All groups make at least the progress of others nationally
The work of Year 5 shows care and accuracy
Marking leads to better second drafts by pupils
Support for the vulnerable is timely and families notice it
Absence of persistent absentees falls by 4 percentage points
Leadership of mathematics no longer depends on outside help
95% of parents would recommend the school
Year 2 pupils solve two-step problems unaided
""".strip().splitlines()


@pytest.mark.parametrize("words", ACTIVITIES)
def test_an_activity_is_seen(words):
    assert posing(words)


@pytest.mark.parametrize("words", OUTCOMES)
def test_an_outcome_is_let_be(words):
    assert not posing(words)


def rates(activities: list[str], outcomes: list[str]) -> tuple[float, float]:
    """Precision and recall of the check on these sentences."""
    seen = sum(bool(posing(words)) for words in activities)
    wrong = sum(bool(posing(words)) for words in outcomes)
    return seen / (seen + wrong), seen / len(activities)


def test_the_check_is_precise_before_it_is_complete(capsys):
    assert len(ACTIVITIES) + len(OUTCOMES) >= 60
    known = rates(ACTIVITIES + MORE_ACTIVITIES, OUTCOMES + MORE_OUTCOMES)
    unseen = rates(UNSEEN_ACTIVITIES, UNSEEN_OUTCOMES)
    with capsys.disabled():
        for name, (precision, recall) in (("known", known), ("unseen", unseen)):
            line = f"{name} sentences: precision {precision:.0%}, recall {recall:.0%}"
            sys.stdout.write(f"\nactivities posing as outcomes, {line}")
    assert unseen[0] >= 0.9 and unseen[1] >= 0.55


def test_nothing_written_is_no_activity():
    assert posing("") == posing("  1. ") == posing("80%") == ""
