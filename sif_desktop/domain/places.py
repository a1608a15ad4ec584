"""Places that are spoken of in schools: towns, counties, rivers, countries.

Many are surnames too, so they only keep a word standing alone from being taken for a name.
"""

from __future__ import annotations

from functools import cache

_PLACES = """
aberdeen aberystwyth accrington afghanistan agincourt albania aldershot algeria alnwick alps
altrincham amazon ambleside amersham amsterdam andes andover anglesey angola antarctica antrim
appleby arctic argentina armenia arran arundel ascot ashbourne ashby ashford ashington athens
atlantic auschwitz australia austria avon aylesbury ayr baghdad bahrain bakewell bamburgh banbury
bangladesh bangor barbados barcelona barking barnet barnsley barnstaple barrow basildon
basingstoke bath battersea beaconsfield bedford beijing belarus belfast belgium berkhamsted berlin
berwick beverley bexhill bexley bicester bideford billericay birkenhead birmingham blackburn
blackpool blandford bletchley blyth bodmin bognor bolivia bolsover bolton bombay bootle bosnia
boston bosworth botswana bournemouth bracknell bradford braintree brazil brecon brent brentwood
bridgend bridgnorth bridgwater bridlington brighton bristol brixham brixton bromley bromsgrove
brussels budapest bude bulgaria burma burnley burton bury buxton caernarfon cairngorms cairo
calder calderdale california cam camberley cambodia camborne cambridge camden cameroon canada
cannock canterbury cardiff carlisle carmarthen carthage castleford caterham chatham chelmsford
cheltenham chepstow chernobyl chesham chester chesterfield chicago chichester chile chilterns
chippenham chorley christchurch cirencester clacton cleethorpes clevedon clitheroe clwyd clyde
coalville colchester colombia congleton congo consett conwy copenhagen corby cotswolds coventry
cowes crawley crewe croatia cromer croydon cuba culloden cumbernauld cyprus czechia dagenham
danube darlington dartford dartmoor dartmouth daventry deal delhi denmark derby derry derwent
devizes dewsbury dhaka didcot doncaster dorchester dorking dove dover droitwich dubai dublin
dudley dumfries dundee dunfermline dunkirk dunstable durham dyfed ealing eastbourne eastleigh
ecuador edinburgh ely enfield epping epsom equator eritrea estonia ethiopia etna everest evesham
exeter exmoor exmouth falkirk falmouth fareham farnborough farnham felixstowe fens fiji finland
fleetwood florida folkestone frinton frome fulham gainsborough gallipoli gambia ganges gateshead
gaza geneva gettysburg ghana gibraltar gillingham giza glasgow glastonbury glossop gloucester goa
godalming goole gosport grantham gravesend greenwich grimsby guernsey guildford guinea guyana
gwent gwynedd hackney hague haiti halesowen halifax haringey harlow harpenden harrogate harrow
hartlepool harwich haslemere hastings hatfield havana havant haverhill havering hawaii helsinki
helvellyn hemel henley hereford hertford hexham hillingdon himalaya himalayas hinckley hiroshima
hitchin holderness holyhead honiton horsham hounslow hove huddersfield hull humber hungary
hungerford huntingdon hythe iceland ilfracombe ilkeston ilkley indonesia indus inverness ipswich
iran iraq islington israel istanbul itchen jakarta jamaica japan jarrow jersey jerusalem
johannesburg jordan karachi kashmir kathmandu kazakhstan keighley kendal kenilworth kent kenya
keswick kettering kidderminster kielder kilimanjaro kingsbridge kingston kirklees knaresborough
knowsley knutsford kolkata korea kosovo krakatoa kuwait kyiv lagos lahore lakes lambeth lancaster
laos latvia launceston leamington leatherhead lebanon ledbury leeds leek leicester leighton
leominster lesotho letchworth lewes lewisham leyland liberia libya lichfield lincoln lindisfarne
lisbon liskeard lithuania liverpool llandudno looe loughborough louth lowestoft ludlow luton
luxembourg luxor lyme lymington lytham macclesfield macedonia madagascar madrid maidenhead
maidstone malawi malaysia maldon mali malmesbury malta malton malvern manchester mansfield margate
marlow matlock mauritius mecca medina mediterranean medway melksham mendips mersey merthyr merton
mexico middlesbrough milan milton minehead mirpur mississippi moldova mongolia montenegro
montserrat morecambe morley morocco morpeth moscow mozambique mumbai munich myanmar nairobi
namibia naples nepal netherlands newark newbury newcastle newham newhaven newmarket newport
newquay nicaragua niger nigeria nile normandy northallerton northampton northumbria norway norwich
nottingham nuneaton oakham okehampton oldham oman orkney ormskirk oslo oswestry oundle ouse oxford
pacific padstow paignton palestine panama passchendaele peaks pembrokeshire pennines penrith
penzance perth peru peterborough peterlee philippines pickering plymouth pontefract poole
portishead portsmouth portugal powys prague preston punjab qatar quantocks ramsgate rawtenstall
rayleigh reading redbridge redcar redditch redruth reigate retford rhine rhyl richmond ripon
rochdale rochester rockies romford romsey rotherham rugby runcorn russia rwanda ryde
sahara salford salisbury saltburn salzburg samoa sandbach sandringham sandwell scafell scandinavia
scarborough scunthorpe seaford sefton selby senegal serbia sevenoaks severn shanghai sheffield
shetland shrewsbury sicily sidmouth singapore sittingbourne skegness skipton skye slough slovakia
slovenia snaefell snowdon snowdonia solent solihull somalia somme southampton southend southport
southwark spalding sparta stafford staines stamford stevenage stirling stockholm stockport
stockton stoke stonehaven stornoway stourbridge stowmarket stranraer stratford stroud sudan
sunderland sutton swaffham swanage swansea sweden swindon switzerland sylhet syria tadcaster
taiwan tameside tamworth tanzania taunton tavistock tees teesside tehran teignmouth telford tenby
tewkesbury texas thailand thames thanet thetford thirsk thurrock tibet tiverton tokyo tonga torbay
toronto torquay totnes trafalgar trafford trent trinidad tropics trowbridge troy truro tunbridge
tunisia turin turkey tweed tyne tynemouth uganda ukraine ulverston uppingham uruguay uttoxeter
venezuela venice vienna vietnam wakefield wallasey wallsend walsall waltham wandsworth warrington
warsaw warwick washington waterloo watford weald wear welwyn wembley wensleydale weston wetherby
weymouth whitby whitehaven whitstable wicklow widnes wigan wight wimbledon wimborne winchester
windermere windsor wirral wisbech witney woking wokingham wolds wolverhampton woodstock worcester
workington worksop worthing wrexham wycombe yangtze yarmouth yemen yeovil york yosemite ypres
zambezi zambia zanzibar zimbabwe zurich
"""


@cache
def places() -> frozenset[str]:
    """Names of places of one word, in lower case."""
    return frozenset(_PLACES.split())
