"""Names of history, faith, art, books, products and bodies: of nobody met on a visit.

Single words are those that hardly anybody bears today; whatever a pupil might be called too stands
only as a whole name.
"""

from __future__ import annotations

from functools import cache

_SINGLE = """
aboriginal accelerated accra aesop agard ahimsa ainsworth aldi aleppo amharic amman anansi angles
ankara antwerp aphrodite apollo arbor archimedes arduino argos aristotle armistice armitage asda
aslan assyrian athenian athenians athens austen avalon avogadro aztec babylon babylonian bach
bangalore bangkok banksy banquo baptist barefoot barnardo barnardo's barnardos basra bbc beamish
bede bedrock bee-bot bee-bots beebot beebots beethoven beirut belgrade beltane bengaluru benin
beowulf bergen bernoulli bhagavad bhangra bikeability bilbao birling bjork bletchley blitz blyton
boccia bollywood bologna bonfire bordeaux boudica boudicca bowlby boxall brahma brittany bromcom
bronfenbrenner bronte brontë browning bruges brunel bruner bucharest buddha bunsen bunyan
byzantine caesar calais caliban camelot cantonese canute canva capulet caravaggio carroll
casablanca cavaliers caxton celsius celt celtic celts cezanne chagall charanga chatgpt chatterbugs
chaucer chennai childline chomsky churchill cinderella classdojo claudius cleopatra clevertouch
cluj cologne columbus concorde condover confucius copernicus coram corbettmaths cornell
cornerstones cpoms cratchit cretaceous cromwell cuisenaire curie cypad dahl dakar dali damascus
dari darwin delhi dewey dharma dickens dienes diplodocus diwali djembe dojo donatello dresden
drfrost dropbox dryden duchamp dumbledore duolingo duplo dweck ebbinghaus edexcel edison educake
edukey edulink edupay eduqas edwardian eid einstein elgar elizabethan elklan erikson escher
eucharist euclid evacuees evernote excalibur facebook fagin fahrenheit famly farsi fawkes fermi
fibonacci fleming flipgrid floppy's florey fortnite franco frankfurt frayer freetown freud frodo
gagarin galileo gamelan gandalf gandhi ganesh gatsby gaudi gdansk geiger getepic getset4pe ghent
gita gmail go4schools goethe gogh goldilocks golding goldsworthy goole gotham gothenburg
grammarsaurus grendel gruffalo gryffindor gujarat gurdwara gurpurab gutenberg hadith hadrian hajj
haka hakka halloween hamburg hamlet hanoi hanukkah hanuman harare hardinge hardrada hausa hawking
heaney hegarty heggerty hellenic hephaestus hepworth hera hermes herod himmler hitler hobbes
hockney hogmanay hogwarts hokkien holbein holi holocaust holst homer hufflepuff humanism humanist
hyderabad ibiza icarus igbo ikea imbolc inca incas innsbruck instagram integris inuit ironbridge
islamabad izmir jacobean jacobite jacobites janmashtami jehovah's jekyll jesus jigsaw jolly
jupiter jurassic jutes kabul kahlo kahoot kampala kandahar kandinsky kapla kapow karma kathak
katniss kaunas keats kelvin kennings kepler kerala kerboodle khalsa kharkiv kidscape kigali
kingswood kinshasa kipling kirschner klimt kodu kohlberg kolb konkani kooth koran krakow krashen
krio kurmanji kusama kwanzaa lammas lancastrian langar languagenut lego legoland lemov lenin
lennon lexia lexonik lexplore lightspeed lingala linguascope linnaeus livingstone lodz lourdes
lovelace lowry lublin lusaka lviv lyon macbeth macduff machiavelli macmillan magritte mahabharata
makaton malala malayalam malmo mandela manila mansa maori marathi mariupol marrakesh mars
marseille marx maslow mathletics mathsframe mathswatch matisse mayflower mencap mendel mendeleev
mentimeter mercury mercutio mesolithic mesopotamia methodist michelangelo midas minecraft minsk
miro mirpuri miskin mitzvah moana modigliani mogadishu mohs mombasa mondrian monet monrovia
montagu montague montessori mordor mormon morpurgo mosul mozart mughal mussolini myatt myconcern
mymaths myon napoleon narnia nasen nativity navratri ncetm nebuchadnezzar nelli neolithic nepali
neptune nero nessy netflix newton nfer ngrt norman normans nowruz nuffield numbots numicon
nuremberg nurtureuk obama oberon odesa odin odysseus oedipus ofelia ofqual olmec olympics onam
onedrive oromo orpheus orwell osiris osmo othello otrack ottoman ovid oxfam paddington padlet
paleolithic palermo pankhurst paralympics parentmail parentpay pashto passover pasteur pavlov
pearson pentecost pepys perseus persian peshawar petri phoenician piaget picasso picts pisa pixl
place2be plantagenet plato playmobil plazoom pliny pluto pobble polonius pompeii pooh porto
poseidon powerpoint poznan presbyterian priestley pristina promethean prometheus provence ptolemy
puccini punnett purim putin pyongyang pythagoras quaker quakers quidditch quizizz quizlet qur'an
quran quran's rajasthan rama ramadan ramayana ramses rapunzel rastafarian ravenclaw rawalpindi
reformation rekenrek rembrandt remembrance remus renaissance renoir roblox rodin romani romulus
roosevelt rosenshine rossetti rotterdam roundheads rousseau rowling rumpelstiltskin rutherford
saigon sainsbury's saladin salzburg samarkand samba samhain sankey sarajevo sassoon satchel saturn
scholarpack schoolcomms scrooge seacole seder seesaw seneca senso seoul seurat seville sewa
shabbat shackleton shakespeare sharepoint shavuot shiva shona showbie shylock siddhartha sinhala
sisra skellig slytherin smoothwall snapchat socrates somali songhai sophocles sorani spartacus
spartan spartans sparx spellzone sphero stalin stegosaurus steinbeck stephenson stonehenge
stonewall stormbreak strasbourg stravinsky studybugs stuttgart suffragettes sukkot sumer sumerian
sunnah surah swahili sweller sylheti tagalog tallinn talmud tamil tapestry tassomai tawhid
tchaikovsky tchoukball telugu tennyson tesco testbase thatcher theseus thor thrive thunberg
tigrinya tiktok timbuktu tirana titania titanic tolkien tolstoy torah triassic triceratops
trimurti trotsky trunchbull ttrockstars ttrs tubman turing tutankhamen tutankhamun twi twinkl
twitter tybalt tyrannosaurus ulysses umrah unicef unifrog uranus vedas venn venus verdi vermeer
verona vesuvius vilnius virgil vishnu vivaldi voldemort voltaire vygotsky waheguru walliams warhol
weduc welcomm wellcome wellcomm wellington whatsapp wiliam willingham windrush wollstonecraft
wolof wonka wordsmith wordsworth wordwall wroclaw wudu yeats yelnats yorkist yoruba youngminds
youtube zagreb zephaniah zeus
"""

_PHRASES = """
read write inc|white rose|little wandle|mother tongue|forest school|talk for writing|power maths
maths no problem|big maths|letters and sounds|sounds write|jolly phonics|bug club|phonics bug
oxford reading tree|oxford owl|times tables rock stars|tt rock stars|rock stars|purple mash
charlie waller|accelerated reader|philosophy for children|mental health first aid
duke of edinburgh|prince's trust|king's trust|national tutoring programme|great fire of london
black history month|world book day|zones of regulation|attention autism|precision teaching
lexia core|nelson handwriting|spelling shed|spelling frame|class dojo|class charts|star reader
star assessment|literacy tree|literacy shed|the write stuff|power of reading|talk boost
early talk boost|blank levels|colourful semantics|lego therapy|drawing and talking|place2be
no outsiders|picture news|votes for schools|collins big cat|big cat|rapid readers|project x
reading plus|fresh start|switch on|catch up literacy|number stacks|hamilton trust|sutton trust
teach first|ambition institute|best practice network|teach computing|sing up|real pe|complete pe
get set|val sabin|rising stars|monster phonics|song of sounds|essential letters and sounds
unlocking letters and sounds|rocket phonics|floppy's phonics|success for all|no nonsense spelling
commando joe|commando joe's|children in need|comic relief|red cross|young minds|satchel one
evidence me|pupil asset|target tracker|insight tracking|team teach|parent zone
national online safety|operation encompass|signs of safety|rights respecting|artsmark gold
eco schools|healthy schools|walk to school|bags to school|young carers|marie curie
save the children|age uk|british heart foundation|st john ambulance|citizens advice
cambridge nationals|cambridge national|t levels|entry level|functional skills
project qualification|anti bullying alliance|safer internet day|children's mental health week
science week|maths week|anti bullying week|odd socks day|harvest festival|bonfire night
shrove tuesday|ash wednesday|good friday|mother's day|father's day|st george's day|st andrew's day
st david's day|remembrance sunday|all saints|all souls|all angels|holy trinity|sacred heart
our lady|holy family|holy spirit|good shepherd|good samaritan|prodigal son|noah's ark|adam and eve
david and goliath|joseph and his|jonah and the whale|mary and joseph|daniel in the|moses and the
ten commandments|guru nanak|guru granth sahib|five pillars|lord's prayer|hail mary|eightfold path
prophet muhammad|roald dahl|michael morpurgo|michael rosen|julia donaldson|jacqueline wilson
anne frank|beatrix potter|rosa parks|ruby bridges|mary seacole|florence nightingale|edith cavell
henry viii|queen victoria|queen elizabeth|prince albert|king charles|king john|king arthur
guy fawkes|isaac newton|charles darwin|martin luther king|martin luther|nelson mandela
amelia earhart|amy johnson|neil armstrong|buzz aldrin|tim peake|yuri gagarin|mae jemison
helen sharman|katherine johnson|emmeline pankhurst|emily davison|millicent fawcett|ada lovelace
alan turing|stephen hawking|albert einstein|rosalind franklin|mary anning|grace darling
walter tull|alexander fleming|edward jenner|louis pasteur|john snow|robert hooke|michael faraday
thomas edison|alexander graham bell|graham bell|tim berners lee|tim berners-lee|steve jobs
james watt|isambard kingdom brunel|isambard brunel|george stephenson|robert stephenson
christopher wren|samuel pepys|oliver cromwell|thomas cromwell|thomas becket|thomas more
walter raleigh|francis drake|james cook|captain cook|captain scott|ernest shackleton
edmund hillary|robert scott|christopher columbus|marco polo|ibn battuta|mansa musa
alexander the great|julius caesar|mark antony|alfred the great|edward the confessor
william the conqueror|richard the lionheart|harold godwinson|harald hardrada|matilda and stephen
eleanor of aquitaine|anne boleyn|jane seymour|catherine of aragon|anne of cleves|lady jane grey
mary queen of scots|bonnie prince|lord nelson|horatio nelson|winston churchill|neville chamberlain
clement attlee|margaret thatcher|adolf hitler|joseph stalin|benito mussolini|franz ferdinand
abraham lincoln|george washington|thomas jefferson|john f kennedy|barack obama|malcolm x
frederick douglass|harriet tubman|olaudah equiano|william wilberforce|toussaint l'ouverture
mahatma gandhi|mother teresa|desmond tutu|malala yousafzai|greta thunberg|david attenborough
jane goodall|usain bolt|mo farah|jessica ennis|marcus rashford|lewis hamilton|billy monger
joe wicks|lenny henry|captain tom|muhammad ali|vincent van gogh|van gogh|pablo picasso
claude monet|henri matisse|henri rousseau|andy warhol|l s lowry|david hockney|bridget riley
barbara hepworth|henry moore|andy goldsworthy|frida kahlo|wassily kandinsky|piet mondrian
paul klee|paul cezanne|gustav klimt|edvard munch|leonardo da vinci|da vinci|william morris
j m w turner|john constable|georgia o'keeffe|yayoi kusama|keith haring|roy lichtenstein
jackson pollock|damien hirst|tracey emin|antony gormley|anish kapoor|kehinde wiley|alma thomas
faith ringgold|jean michel basquiat|salvador dali|joan miro|john williams|hans zimmer|gustav holst
george handel|benjamin britten|florence price|duke ellington|louis armstrong|bob marley
elvis presley|michael jackson|the beatles|vera lynn|anna meredith|william shakespeare
charles dickens|romeo and juliet|oliver twist|harry potter|hermione granger|ron weasley
jekyll and hyde|dr jekyll|mr hyde|an inspector calls|mr birling|mrs birling|sheila birling
eric birling|gerald croft|eva smith|inspector goole|lady macbeth|tiny tim|bob cratchit
jacob marley|ebenezer scrooge|miss havisham|bill sikes|george and lennie|jane eyre
elizabeth bennet|mr darcy|sherlock holmes|dr watson|animal farm|lord of the flies|of mice and men
stanley yelnats|percy jackson|peter pan|captain hook|mary poppins|wendy darling
alice in wonderland|charlie bucket|willy wonka|mr wonka|mrs twit|mr twit|the twits
fantastic mr fox|miss trunchbull|bruce bogtrotter|goodnight mister tom|mister tom|william beech
bilbo baggins|frodo baggins|peter rabbit|tom kitten|jemima puddle-duck|winnie the pooh
christopher robin|paddington bear|thomas the tank engine|mr men|little miss|mr gumpy|mr magnolia
mr tickle|mr stink|gangsta granny|billionaire boy|horrid henry|tracy beaker|hetty feather
wimpy kid|tom gates|dennis the menace|matilda the musical|dick whittington|jack and the beanstalk
hansel and gretel|little red riding hood|snow white|billy goats gruff|the little red hen
chicken licken|humpty dumpty|jack and jill|biff chip and kipper|biff and chip|handa's surprise
rosie's walk|stick man|room on the broom|farmer duck|owl babies|not now bernard
where the wild things are|anna hibiscus|lila and the secret of rain|father christmas|santa claus
jack frost|robin hood|maid marian|friar tuck|king midas|robinson crusoe|gulliver's travels
don quixote|long john silver|jim hawkins|treasure island|tom sawyer|huck finn|j k rowling
c s lewis|e nesbit|a a milne|j r r tolkien|j b priestley|h g wells|r j palacio|d h lawrence
t s eliot|w h auden|s e hinton|j d salinger|e b white|enid blyton|lewis carroll|quentin blake
anthony browne|eric carle|oliver jeffers|katherine rundell|philip pullman|terry pratchett
neil gaiman|frances hardinge|onjali rauf|kwame alexander|louis sachar|jeff kinney|david walliams
liz pichon|emma carroll|piers torday|ross welford|tom fletcher|dav pilkey|rick riordan
suzanne collins|eoin colfer|anthony horowitz|malorie blackman|alex wheatle|benjamin zephaniah
carol ann duffy|simon armitage|john agard|grace nichols|ted hughes|wilfred owen|siegfried sassoon
percy bysshe shelley|percy shelley|mary shelley|jane austen|charlotte bronte|charlotte brontë
emily bronte|emily brontë|thomas hardy|george orwell|george eliot|william golding|john steinbeck
harper lee|arthur miller|robert louis stevenson|oscar wilde|conan doyle|christina rossetti
edward lear|alfred noyes|walter de la mare|robert browning|william blake|robert burns|dylan thomas
maya angelou|langston hughes|robert frost|emily dickinson|edgar allan poe|joseph coelho
valerie bloom|spike milligan|shel silverstein|frank cottrell-boyce|nadia shireen|jill murphy
judith kerr|shirley hughes|pat hutchins|nick butterworth|martin waddell|allan ahlberg
janet and allan ahlberg|dick king-smith|kevin crossley-holland|susan cooper|alan garner
nina bawden|anne fine|berlie doherty|meera syal|sharna jackson|maz evans|abi elphinstone
kiran millwood hargrave|jamila gavin|patrick ness|john boyne|markus zusak|mark haddon
willy russell|dennis kelly|kazuo ishiguro|barak rosenshine|dylan wiliam|tom sherrington|doug lemov
john hattie|john sweller|mary myatt|daniel willingham|alex quigley|pie corbett|ron berger
jane considine|ruth miskin|isabel beck|paul dix|marie clay|jo boaler|guy claxton|shirley clarke
ken robinson|christine counsell|clare sealy|elizabeth bjork|robert bjork|carol dweck|jerome bruner
jean piaget|lev vygotsky|maria montessori|rudolf steiner|reggio emilia|friedrich froebel
howard gardner|john bowlby|bruce perry|louise bomber|ross greene|lorraine petersen|barbara oakley
peps mccrea|kate jones|blake harvard|zoe enser|andy tharby|adam boxer|craig barton|mark mccourt
gareth metcalfe|chris such|megan dixon|timothy shanahan|james clements|jonny walker|aidan severs
clare feeney|magna carta|howard carter|sophia duleep singh|katherine parr|trussell trust
rama and sita|hokusai|supertato|walkthrus|mrs wordsmith|dr frost|mr tumnus|mrs coulter|mr bumble
mr fezziwig|mr brownlow|mr rochester|mr collins|mr wickham|mr bingley|dr frankenstein|dr lanyon
mr utterson|captain underpants|mrs dalloway|miss marple|mr bean|mr benn|dr who|doctor who|dr seuss
dr dolittle|mrs doubtfire|mr bump|mr happy|mr strong|mrs pratchett|miss maudie|mr gum|mr majeika
mr wolf|miss muffet|dr foster|professor snape|professor mcgonagall|little miss muffet|big bad wolf
old vic|big ben|mont blanc|addis ababa|rio de janeiro|sao paulo|buenos aires|los angeles
burkina faso|sri lanka|costa rica|puerto rico|el salvador|sierra leone|hong kong|new york
new zealand|san francisco|saudi arabia|south africa|machu picchu|chichen itza|mount everest
kuala lumpur|tel aviv|abu dhabi|cape town|ho chi minh|ivory coast|cote d'ivoire|czech republic
south korea|north korea|eid al-fitr|eid al-adha|rosh hashanah|yom kippur|bar mitzvah|bat mitzvah
bhagavad gita|guru gobind singh|mool mantar|shemini atzeret|simchat torah|al-aqsa
jehovah's witness|van de graaff|raspberry pi|reading eggs|gl assessment|fft aspire|provision map
evidence for learning|vocabulary ninja|diana award|stephen lawrence|royal society|shaw trust
anne of green gables|silent night|carol of the bells|fur elise|peter and the wolf|the planets
the nutcracker|swan lake|les miserables|west side story|bugsy malone|annie jr|the lion king
alton towers|thorpe park|chester zoo|warwick castle|black country|peak district|lake district
new forest|isle of wight|isle of man|hadrian's wall|stratford upon avon|stratford-upon-avon
kingston upon hull|newcastle upon tyne|milton keynes|bury st edmunds|st albans|st helens|st ives
st austell|great yarmouth|king's lynn|ben nevis|scafell pike|loch ness|river severn|west midlands
east midlands|tyne and wear|home counties|battle of hastings|battle of britain|battle of the somme
gunpowder plot|domesday book|bayeux tapestry|rosetta stone|sutton hoo|skara brae|stone age
iron age|bronze age|sir gawain|green knight|lady of shalott|king lear|henry v|richard iii|much ado
twelfth night|the tempest|blood brothers|private peaceful|war horse|noughts and crosses
street child|kensuke's kingdom|the iron man|charlotte's web|stig of the dump|tom's midnight garden
moses and aaron|jesus christ|john the baptist|st paul|st peter|mary magdalene|pontius pilate
judas iscariot|king david|king solomon
"""


@cache
def familiar_names() -> frozenset[str]:
    """Single names that belong to nobody met on a visit, in lower case."""
    return frozenset(_SINGLE.split())


@cache
def familiar_phrases() -> frozenset[tuple[str, ...]]:
    """Names of programmes, books and public people, as tuples of lower-case words."""
    phrases = _PHRASES.replace("\n", "|").split("|")
    return frozenset(tuple(phrase.split()) for phrase in phrases if phrase.strip())
