"""Given names common in England's classrooms and staffrooms, for the roles-not-names check.

They come from many communities: a check that knew only English names would let the others through.
Names that are also ordinary words or places are listed apart, because only their use tells.
"""

from __future__ import annotations

from functools import cache

_NAMES = """
aaron abigail adam adrian aidan aiden alan albert alexander alexandra alfie alfred alice alicia
alison amanda amelia amy andrea andrew andy angela angus anita anna annabel anne annette anthony
archie arlo arthur ashley ashton ava barbara barry beatrice becky bernard beth bethany betty
brandon brenda brian caitlin callum calum cameron carl caroline catherine charlie charlotte chloe
chris christina christine christopher claire clare clive colin connor conor craig daniel danielle
darren dave david deborah debbie debra dennis derek diana donald donna dorothy douglas dylan edward
elaine eleanor elena eli elijah elisabeth eliza elizabeth ella ellen ellie elliot elliott elsie
emilia emily emma eric esmee esther ethan eva evan evelyn evie ewan felicity finlay finley fiona
fran frances francesca fred frederick freya gabriel gabriella gary gavin gemma geoff george georgie
georgina gerald gillian gina gordon graham gregory hannah harley harold harriet harrison harry
harvey hattie hayden hayley heather heidi helen helena henry howard hugh ian iona isaac isabel
isabella isabelle isla isobel ivan jackie jacob jacqueline jacqui jake james jamie jane janet
janice jasmine jason jayden jeanette jeffrey jemma jenna jennifer jenny jeremy jessica jessie joan
joanne jodie joe joel john jonathan jonny joseph josephine josh joshua judith julia julie juliet
june justin kaden karen karl kate katherine kathleen kathryn kathy katie katy kayla kayleigh keira
keith kelly kelsey kenneth kerry kevin kieran kim kimberley kirsty kyle laura lauren laurence layla
leah lee lena leo leon leonard lesley leslie lewis lexi liam lilian lillian lilly lily linda
lindsay lisa liz lois lorraine louis louisa louise lucas lucia lucy luke lydia lynn maddison
madeleine madison maisie malcolm mandy marcus margaret maria marian marie marilyn marion martha
martin mary mason mathew matilda matthew maureen maurice max maxine maya megan mel melanie melissa
mia michael michaela michelle mike molly monica morgan nancy naomi natalia natalie natasha nathan
nathaniel neil niamh nicholas nicky nicola nicole nigel nina noah oliver olivia ollie oscar owen
paige pamela patricia patrick patsy paul paula peter philip philippa phillip phoebe polly poppy
rachael rachel raymond rebecca reece reggie rhiannon rhys richard robert roberta robyn roger ronald
rory rosemary rosie rowan russell ruth ryan sadie sally salma sam samantha samuel sandra sara sarah
saul scarlett scott sean sebastian seth shannon sharon shaun sheila shelley shirley sian siobhan
simon sophia sophie stacey stella stephanie stephen steve steven susan susanna susannah susie
suzanne tamara tanya tara ted teresa terence terry theo theresa thomas tia tiffany tilly tim
timothy tina toby tom tommy tony tracey tracy trevor trisha valerie vanessa veronica vicky victor
vincent vivian wayne wendy william yvonne zara zoe aaliyah aamir aarav aarush aaryan abbas abdul
abdullah abdulrahman abdurrahman abid adeel adil adnan advik ahmad ahmed aisha aishah ajay akash
akbar akhil akshay ali alia alina aliya aman amandeep amar amara amina aminah amir amira amit amrit
amrita anaya anil anika anish anjali ankit anushka anwar arif arjun armaan arnav arun arya asha
ashok asif asim asma atif avani avneet aya ayaan ayesha ayman ayra balwinder bilal bushra deepa
deepak deepika devi dhruv diya divya ehsan esha faisal faiza faizan farhan farida farooq fatima
fatimah gaurav gurdeep gurpreet gurvinder haider hamid hamza hana haris harjit harleen harpreet
hasan hassan hiba hira humza hussain hussein ibrahim idris ikram imran inderjit iqra irfan isha
ishaan ishaq ismail jamal jameel jaspreet jasvinder javed junaid kamal kamran karan karim kavita
kavya khadija khadijah khalid khalil khushi kiran kiranjit krishna kulwinder lakshmi leena mahmood
maira malaika mandeep manish manjit manpreet mariam mariyah maryam meena meera mehmet mina mira
mohamed mohammad mohammed mohsin muhammad muhammed musa mustafa nadeem nadia naila nasreen naveed
navjot neel neelam neha nikhil nisha noor nuha omar osman parminder pooja poonam prabhjot pradeep
prakash preeti priya qasim rahman rahul raj rajesh rajinder rana ranjit rashid ravi ravinder rayan
reena rekha reshma rishi riya rizwan rohan rohit roshni safiya sakina saleem salman samina samira
sandeep sanjay sanjeev satnam shabana shabnam shakeel shazia sohail sonia sukhdeep sukhjit sulaiman
suleman sumaira sunil sunita suraj suresh surinder tahir tariq umar umer usama usha usman varun
vijay vikram vishal waqar wasim yasin yasir yasmin yasmeen younis yousef yousuf yunus yusra yusuf
zahid zahra zain zaina zainab zakariya zayd zayn zeeshan zoya zubair abimbola adebayo adaeze adjoa
akua akosua aminata ayo ayodele babatunde blessing chiamaka chidi chidera chinedu chioma
chukwuemeka dayo emeka emmanuel folake funmi funmilayo ifeoma ifeanyi ikenna kehinde kelechi kemi
kofi kojo kwabena kwadwo kwaku kwame kwasi kwesi moses nana ndidi ngozi nkechi nnamdi olamide
oluwaseun segun temi temitope tolulope tunde uchenna abdi abdirahman abdullahi fadumo hodan khadra
warsame yonis adeolu alejandro alessandro alexandru ana andreea andrei anastasia aleksander
aleksandra agata agnieszka alicja artur bartosz cristian cristina damian dariusz dawid dimitri
dominik dorota ewa ewelina franciszek gabriela grzegorz hanna ioana ionut ivana jakub jan kacper
kamil kamila karina karol karolina katarzyna klaudia konrad krzysztof kuba lukas lukasz maciej
magda magdalena marcin marek mariusz marta mateusz michal monika nikola nikolai oana ola olena olga
oliwia oliwier oskar patryk patrycja pawel piotr rafal sasha sofia stefan stefania szymon tatiana
tomas tomasz tymoteusz viktor viktoria vlad volodymyr weronika wiktor wiktoria wojciech yulia zofia
zuzanna ayse elif emine emre eren fatma leyla murat zehra zeynep jiayi kai mei-ling wei xinyi yifan
yutong zihan zixuan chi-wai ka-yan linh nguyen sakura diego fernando jose luca mateo miguel pedro
rosa tiago
"""

# Ordinary words, places or surnames as often as names.
_DOUBTFUL = """
amber angel april august austin autumn bailey basil bay beau bella ben bill blake blue bob brook
brooke brooklyn carol chase chelsea chester clement cliff constance cooper crystal daisy dale dan
dawn dean dolly don drew ellis eve faith fern flora florence ford frank gale gene georgia ginger
glory grace grant hazel heath holly hope hunter india iris israel ivy jack jade jay jean jet jim jo
jordan joy kay ken kit lance lane lark laurel lincoln logan lou luna lyn maple mark marsh matt
may melody mercy merry miles mohan nat ned nick noble norm pal paris parker pat patience pearl
penny pete phil precious preston prince princess ray red reed reuben rich river rob robin roman ron
rose roy ruby sage sandy savannah scout shaw sid sky skye sol star stone storm sue summer sunny
sydney taylor troy venus victoria viola violet virginia wade ward warren wells will willow winter
wren
"""


@cache
def given_names() -> frozenset[str]:
    """Names that are hardly anything else, in lower case."""
    return frozenset(_NAMES.split())


@cache
def doubtful_names() -> frozenset[str]:
    """Names that are often something else, in lower case."""
    return frozenset(_DOUBTFUL.split())
