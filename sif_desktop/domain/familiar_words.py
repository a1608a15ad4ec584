"""Capitalised words of school life that are nobody's name, and phrases that name no pupil or adult.

The roles-not-names check passes over them; a caller adds what is local: the provider's own name,
places, programmes.
"""

from __future__ import annotations

from functools import cache

_WORDS = """
january february march april may june july august september october november december monday
tuesday wednesday thursday friday saturday sunday spring summer autumn winter easter christmas
diwali eid ramadan hanukkah vaisakhi lent advent epiphany michaelmas england english britain
british wales welsh scotland scottish ireland irish europe european london france french germany
german spain spanish italy italian poland polish ukraine ukrainian romania romanian china chinese
mandarin india indian pakistan pakistani punjabi urdu gujarati bengali arabic arab africa african
asia asian america american caribbean latin greek greece rome roman romans viking vikings tudor
tudors victorian victorians egypt egyptian egyptians saxon saxons anglo-saxon stuart georgian
aztec aztecs maya mayan christian christians christianity muslim muslims islam islamic jewish
judaism hindu hindus hinduism sikh sikhs sikhism buddhist buddhism catholic anglican church god
bible quran jesus diocese diocesan bishop gypsy roma traveller travellers surrey norfolk suffolk
essex sussex devon cornwall dorset somerset wiltshire hampshire berkshire oxfordshire
hertfordshire bedfordshire cambridgeshire lincolnshire leicestershire northamptonshire
nottinghamshire derbyshire staffordshire shropshire cheshire lancashire yorkshire cumbria durham
northumberland tyne merseyside birmingham manchester liverpool leeds sheffield bristol leicester
nottingham derby coventry bradford oxford cambridge maths mathematics reading writing spelling
grammar phonics literacy numeracy oracy science history geography art design technology computing
music drama dance pe physical religious education re rshe pshe citizenship languages mfl ict
biology chemistry physics economics sociology psychology business media food textiles engineering
stem steam btec gcse level levels eyfs ks1 ks2 ks3 ks4 ks5 key stage year years reception nursery
preschool foundation class classes group groups room hall library playground forest school schools
academy academies college primary secondary infant infants junior juniors federation trust mat pru
setting settings provider sixth form house block phase upper lower middle headteacher headteachers
head heads principal principals executive deputy assistant chair chairs vice clerk governor
governors governing body trustee trustees board committee director directors officer officers
adviser advisers advisor partner inspector inspectors teacher teachers senco sencos sendco dsl
ddsl ta tas hlta hltas ect ects nqt staff leader leaders leadership manager managers lead leads
mentor mentors coordinator pupil pupils child children student students learner learners boy boys
girl girls parent parents carer carers family families adult adults practitioner practitioners
volunteer volunteers visitor visitors peer peers member members council councillor councillors mp
senior subject team teams professional professionals specialist specialists community send sen
sens senat ehcp ehc ehcps pp fsm eal lac cla pla slt smt mlt ofsted dfe la las lado mash cpd inset
sats sef sdp sip kcsie iep pep camhs nhs gdpr foi hmi rise nle lle scitt teaching hub hubs boxall
thrive nurture numicon kagan pixl arbor sims cpoms tapestry seesaw bromcom scholarpack insight
google microsoft word excel powerpoint zoom chromebook chromebooks ipad ipads internet wifi email
online zones makaton elklan welcomm nessy lexia accelerated reader mastery strengths strength
areas area development developments actions action next steps step evidence findings finding
recommendations recommendation priorities priority summary purpose focus context background
progress attainment achievement attendance behaviour attitudes personal wellbeing welfare
safeguarding governance curriculum quality inclusion impact intent implementation outcomes outcome
standards standard assessment feedback marking books book lesson lessons learning walk walks visit
visits note notes record records report reports plan plans policy policies review reviews meeting
meetings minutes agenda data evaluation self-evaluation improvement support challenge intervention
interventions pastoral admissions exclusion exclusions suspension suspensions transition early
help special needs educational provision disadvantaged vulnerable premium pupil-premium catch-up
tutoring mental health equality diversity values anti-bullying online-safety prevent act section
part chapter appendix annex paragraph table figure page item target targets milestone milestones
success criteria category categories requires good outstanding inadequate expected exceptional
secure strong urgent attention met weakness weaknesses satisfactory overall effectiveness local
authority authorities department service services county borough city district parish government
state secretary minister regional national international union royal commission charter agency
management classroom classrooms keeping safe mondays tuesdays wednesdays thursdays fridays
saturdays sundays worship sanctuary handbook toolkit portal app bronze silver gold platinum
scratch micro tier evolve edshed kapow bikeability elearning teach
"""

# Words that open sentences and so carry a capital that says nothing.
_OPENERS = """
a about above accordingly across additional additionally adults after again all almost already also
although altogether always an and another any anyone apart are around as aside at because been
before behind being below besides better between beyond big both broadly building but by can
careful carefully clear clearly close collective common compared completed confident consequently
consider consistent continue continued could creating current currently daily despite detailed
developing did different discuss discussion do does doing don during each earlier effective
effectively either elsewhere encourage engage engaging enough ensure ensuring equally establish
even eventually ever every everyone everything evident examples excellent existing explore extend
extra far few fewer final finally first firstly five following for formal former found four
frequent from full further furthermore future general generally get give given giving going great
had half happy hard has have having he held helpful hence her here hers high highly his hold how
however i identify if immediate implement important improve improved in including increase
increased indeed initially instead introduce involve is it its itself just keep key large largely
last lastly later latest least led less let like likewise listening little long look looking lots
low made main mainly maintain make making many marking may maybe meanwhile mid might monitor
monitoring more moreover most mostly moving much must my near nearly new nobody no none nonetheless
nor not nothing now observed occasionally of off often old on once one ongoing only onwards open
opportunities opportunity or order other others otherwise our out over own particularly past people
per perhaps place please positive possibly previous previously prior proud provide questioning
questions quick quiet quite rather recent recently regular relationships remaining resources
routines same say second secondly see seen sending sessions set seven several shall share shared
sharing she short should show similarly simple since six small so some someone sometimes soon speak
spoke start still strategies strategic strong structured such sustained systems take taken taking
talk talked ten tell thank thanks that the their them themselves then there therefore these they
things third this those though three through throughout thus time times to today together tomorrow
too total toward towards training two typically under understanding unless until up update use used
useful using usually various very view walking was we weak week weekly well were what whatever when
where whereas whether which while who whole whom whose why will wider with within without work
working would yes yesterday yet you younger your behaviours displays environment environments
expectations outdoor indoor lunchtime assembly assemblies breakfast homework uniform toilets
corridors vocabulary fluency arithmetic reasoning handwriting comprehension dictation retrieval
scaffolding modelling adaptations worksheets resourcing staffing budget finance workload morale
recruitment retention induction appraisal timetable timetables sequencing knowledge skills concepts
misconceptions ambition culture ethos vision values trips clubs sport sports swimming play playtime
phonemes texts stories poems songs computers equipment calculators manipulatives baseline tracking
moderation persistent absence punctuality lateness mobility numbers roll agree agreed arrange ask
attend book check circulate collect complete confirm contact create define deliver develop draft
email evaluate finish gather invite issue link model offer organise prepare present produce publish
read rewrite send simplify strengthen submit teach test tighten track train trial upload visit
write
"""


@cache
def familiar_words() -> frozenset[str]:
    """Words of school life, in lower case."""
    return frozenset(_WORDS.split())


@cache
def openers() -> frozenset[str]:
    """Words that say nothing by their capital at the beginning of a sentence, in lower case."""
    return frozenset(_OPENERS.split()) | familiar_words()
