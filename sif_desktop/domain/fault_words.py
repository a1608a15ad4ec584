"""The words in which visit notes find fault, and those that only look like it.

A star stands for any ending.
"""

from __future__ import annotations

FAULT_WORDS = """
absent ad-hoc alarming* backlog bare barely bored boring breach* broken chaotic* cluttered concern
concerned concerning concerns confus* contradict* cramped crowded cursory declin* deficit delay*
deteriorat* dirty disappoint* disengage* disjointed dismissive disorgani* disrupt* distract* drift*
dropped dull dusty error errors excessive* fail failed failing fails failure failures fallen
falling forgot forgotten formulaic fruitless frustrat* gap gaps generic grubby hamper* haphazard*
hardly harsh* hinder* idle idly ignor* illegible impractical inaccura* inadequate* inappropriate*
incoheren* incomplete inconsisten* ineffective* inflexib* infrequent* insecure insufficient*
irregular* irrelevant lack lacked lacking lacks lagging lags lapsed late lax limited lose loses
losing messy misbehav* misconception* mislead* mismatch* missed missing mistake* misunderst* muddl*
neglect* noisy non-complian* off-task out-of-date outdated over-relian* over-reliant overcrowded
overdue overload* overlook* overreliant overspen* overwork* passive* patchy perfunctory piecemeal
plateau* plummet* pointless poor poorer poorest poorly rarely regress* regrettabl* repetitive
resent* resentful rushed sadly scarcely seldom shabby shame shortage* shortfall sketchy skipped
skipping slack slipped slow slower slowly sporadic* stagnat* stale stalled struggl* superficial*
thin tired tokenistic troubled troubling unable unacceptabl* unaddressed unambitious unaware
unchallenged unchallenging unchecked unclear undated undemanding underachiev* undermin*
underperform* understaffed uneven* unevidenced unfair* unfilled unfinished unfit unfocused
unfortunately unhelpful uninspiring unkempt unkind unmarked unmet unmonitored unnecessar* unnoticed
unplanned unprepared unqualified unread unrealistic unreasonabl* unrecorded unreliab* unresolved
unsafe unsatisfactory unsettled unsigned unstimulating unstructured unsupervised untaught untested
untidy untouched untrained unused vacancies vacancy vacant vague* variability variable varied
varies vary wasted weak weaker weakest weakly weakness weaknesses woolly wordsearch* worr* worsen*
"""

FAULT_PHRASES = """
out of date|off task|falls below|fell below|below national|below average|below expect*|falls short
too easy|too hard|too long|too little|too few|too many|too often|too much|too low|too slow*
too narrow|too general|too vague|too late|too variable|too weak|too quick*|too broad|too loose*
too quiet|too loud|too large|too small|too early|only some|only a|only one|only two|only part
only partly|only recently|only in|only when|only once|only a handful|yet to|still to|still too
still waiting|still rel*|still depend*|still lag*|still use|still using|still teach*|still in draft
still open|still outstanding|still have no|still has no|still vary|still varies|still missing
needs to|need to|needs improvement|needs attention|need attention|needs more|need more
needs further|needs tightening|needs urgent|at risk|could be sharper|could be clearer
could be better|could be stronger|could be tighter|could be more|should be higher|should be clearer
should be better|should be more|should have been|must improve|must be improved|must do more
less than|less secure|less effective*|less well|less clear|less confident|less consistent*
less successful|less strong|less sure|high turnover|high absence|persistent absence
persistently absent|lower than|low expectations|low attainment|low morale|low-level|is low|are low
was low|were low|remains low|remain low|low for|well behind|far behind|fall* behind|fell behind
lag* behind|year behind|behind schedule|behind national|behind others|behind their|behind where
an issue with|issues with|a problem|problems with|big problem|fewer than half|have given up
had given up|has given up|left out|left alone|left waiting|left with no*|sat alone|sits alone
just copy|copied from|copying from|copying out|colouring in|colour in|moves on before
move on before|after she had started|after they had started|rolled over|written off|no one
almost no|next to no|bear* little|lip service|paper exercise|tick-box|tick box|box-ticking|ad hoc
hit and miss|hit-and-miss|one-off|one-size|stop-start|much greater|greater urgency|more urgency
with more rigour|not yet|as yet|bore no|nothing more|little more than|says little|say little
does little|do little|did little|made little|little is|little was|little evidence|little impact
little progress|little challenge|little use|little understanding|little oversight|little time
little attention|little sense|little idea|little account|very little|few opportunities
few governors|few records|few pupils|few staff|few could|few can|few of|very few
outside her subject|outside his subject|outside their subject|on paper only|in name only|same old
a worry|taken on trust|by chance|left unsaid|goes unmarked|go unmarked|complained|complaints about
complain about|too generous*|only half|years behind|moved on before|after he had started
done little|little sign|for show|marked generously|left to make|left to fend|left to get
left to work it|without a word|had forgotten|copy them down|copy of last|copied and pasted
same worksheet|nothing has been|before pupils had|before most pupils|before anyone|before most had
takes too|take too|took too|amount* to very|amounts to a list|amounted to a list|list of courses
far from|some way from|a long way from|at odds|out of step|at the expense|little or no|barely any
hardly any|lost time|time is lost|learning is lost|opportunities lost|ends in themselves
rather than learn*|for its own sake|goes unnoticed|go unnoticed|left unmarked|left blank|left empty
left unfinished|left unanswered|remain* unclear|slow to|reluctan* to|resist* to|wide gap|widen*
below that|below those|below where|below the|dip in|dipped|down on last|dominated by|over and over
year after year|for a second year|for a third year|for the second year|for the third year
for the third time|yet again|again and again|once again|still cannot|still do not|still does not
still has not|still have not|still not|still behind|still struggl*|was left in|were left in
left without|with nothing to do|does the work|do the work for|does the thinking|adult does the
adults do the|doing the work for|paid lip|told the answer*|given the answer*
"""

# After a denial: nothing that anybody misses.
NO_LOSS = """
need|needs|needed|require*|necessary|recommendation*|change|changes|changed|further|difference|seen
observed|visited|sampled|applicable|exclusion*|suspension*|incident*|complaint*|absence*|issues
issue|problem*|doubt|surprise*|wait|stop|put it down|put them down|want to stop|want to leave|mind
afraid|shy|hurt|bullied|fear|shout*|raise|raised|have to|had to|due|off task|bored|rush*|exempt
alone|wrong|cost|charge|unusual|uncommon|the case|true|limited to|difficult*|low-level|harm|blame
rude|barrier*|hesita*|outstanding|action|actions|vacanc*|turnover|backlog|waiting list|hate
allegation*|referral*|fault|offence|objection*|time lost|evidence of off*|part of the visit
in school today|on site today|know yet|yet due|have been better|be better|happier|be clearer
faulted|praise*|ask for more|more to be done|bullying was|bullying is|bullying at|bullying in
of bullying
"""

# The same only after "without".
NO_LOSS_WITHOUT = """
prompt*|remind*|being asked|being told|being reminded|help|support|fuss|exception|delay|difficult*
disrupt*|incident*|hesitat*|need|needing|having to|losing|adult help|adult support|an adult|worry*
embarrass*|fear|any bother|cost|charge|interrupt*|noise|pause|effort|a hitch|raising|wasting
"""

PRAISE = """
calm*|well|strong*|good|clear*|secure*|effective*|improv*|consistent*|confident*|enjoy*|accurate*
purposeful*|excellent|better|best|thorough*|thoughtful*|skilful*|succe*|quick*|caught up
catching up|up to date|complete|in place|impress*|proud*|polite*|safe|settled|on track|met in full
praise*
"""
