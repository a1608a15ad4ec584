"""Writes a register of invented schools: the present layout, 135 columns, Windows-1252, CRLF.

The same number of rows and seed give the same bytes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

# The headings of the full extract as it was in March 2026.
_HEADER = (
    "URN|LA (code)|LA (name)|EstablishmentNumber|EstablishmentName|"
    "TypeOfEstablishment (code)|TypeOfEstablishment (name)|EstablishmentTypeGroup (code)|"
    "EstablishmentTypeGroup (name)|EstablishmentStatus (code)|EstablishmentStatus (name)|"
    "ReasonEstablishmentOpened (code)|ReasonEstablishmentOpened (name)|OpenDate|"
    "ReasonEstablishmentClosed (code)|ReasonEstablishmentClosed (name)|CloseDate|"
    "PhaseOfEducation (code)|PhaseOfEducation (name)|StatutoryLowAge|StatutoryHighAge|"
    "Boarders (code)|Boarders (name)|NurseryProvision (name)|OfficialSixthForm (code)|"
    "OfficialSixthForm (name)|Gender (code)|Gender (name)|ReligiousCharacter (code)|"
    "ReligiousCharacter (name)|ReligiousEthos (name)|Diocese (code)|Diocese (name)|"
    "AdmissionsPolicy (code)|AdmissionsPolicy (name)|SchoolCapacity|SpecialClasses (code)|"
    "SpecialClasses (name)|CensusDate|NumberOfPupils|NumberOfBoys|NumberOfGirls|"
    "PercentageFSM|TrustSchoolFlag (code)|TrustSchoolFlag (name)|Trusts (code)|Trusts (name)|"
    "SchoolSponsorFlag (name)|SchoolSponsors (name)|FederationFlag (name)|Federations (code)|"
    "Federations (name)|UKPRN|FEHEIdentifier|FurtherEducationType (name)|LastChangedDate|"
    "Street|Locality|Address3|Town|County (name)|Postcode|SchoolWebsite|TelephoneNum|"
    "HeadTitle (name)|HeadFirstName|HeadLastName|HeadPreferredJobTitle|"
    "BSOInspectorateName (name)|InspectorateReport|DateOfLastInspectionVisit|"
    "NextInspectionVisit|TeenMoth (name)|TeenMothPlaces|CCF (name)|SENPRU (name)|EBD (name)|"
    "PlacesPRU|FTProv (name)|EdByOther (name)|Section41Approved (name)|SEN1 (name)|"
    "SEN2 (name)|SEN3 (name)|SEN4 (name)|SEN5 (name)|SEN6 (name)|SEN7 (name)|SEN8 (name)|"
    "SEN9 (name)|SEN10 (name)|SEN11 (name)|SEN12 (name)|SEN13 (name)|"
    "TypeOfResourcedProvision (name)|ResourcedProvisionOnRoll|ResourcedProvisionCapacity|"
    "SenUnitOnRoll|SenUnitCapacity|GOR (code)|GOR (name)|DistrictAdministrative (code)|"
    "DistrictAdministrative (name)|AdministrativeWard (code)|AdministrativeWard (name)|"
    "ParliamentaryConstituency (code)|ParliamentaryConstituency (name)|UrbanRural (code)|"
    "UrbanRural (name)|GSSLACode (name)|Easting|Northing|MSOA (name)|LSOA (name)|"
    "InspectorateName (name)|SENStat|SENNoStat|BoardingEstablishment (name)|PropsName|"
    "PreviousLA (code)|PreviousLA (name)|PreviousEstablishmentNumber|Country (name)|UPRN|"
    "SiteName|QABName (code)|QABName (name)|EstablishmentAccredited (code)|"
    "EstablishmentAccredited (name)|QABReport|CHNumber|MSOA (code)|LSOA (code)|FSM|"
    "AccreditationExpiryDate"
)
# Numbers stand bare in the real file, all else in quotation marks.
_BARE = {
    "URN",
    "StatutoryLowAge",
    "StatutoryHighAge",
    "SchoolCapacity",
    "UKPRN",
    "Easting",
    "Northing",
}
# type, code, group, group code, phase, phase code, ages, weight (about as in March 2026)
_TYPES = (
    (
        "Community school",
        "01",
        "Local authority maintained schools",
        "4",
        "Primary",
        "2",
        3,
        11,
        26,
    ),
    (
        "Voluntary aided school",
        "02",
        "Local authority maintained schools",
        "4",
        "Primary",
        "2",
        4,
        11,
        12,
    ),
    (
        "Foundation school",
        "05",
        "Local authority maintained schools",
        "4",
        "Secondary",
        "4",
        11,
        18,
        10,
    ),
    (
        "Pupil referral unit",
        "14",
        "Local authority maintained schools",
        "4",
        "Not applicable",
        "0",
        5,
        16,
        2,
    ),
    (
        "Local authority nursery school",
        "15",
        "Local authority maintained schools",
        "4",
        "Nursery",
        "1",
        2,
        5,
        2,
    ),
    ("Academy converter", "34", "Academies", "10", "Primary", "2", 4, 11, 12),
    ("Academy sponsor led", "28", "Academies", "10", "Secondary", "4", 11, 18, 7),
    ("Free schools", "35", "Free Schools", "11", "All-through", "7", 4, 18, 2),
    ("Community special school", "07", "Special schools", "5", "Not applicable", "0", 3, 19, 4),
    (
        "Other independent special school",
        "10",
        "Special schools",
        "5",
        "Not applicable",
        "0",
        7,
        19,
        3,
    ),
    ("Other independent school", "11", "Independent schools", "3", "Not applicable", "0", 3, 18, 8),
    ("Welsh establishment", "30", "Welsh schools", "6", "Not applicable", "0", 3, 16, 5),
    ("Children's centre", "47", "Children's Centres", "8", "Not applicable", "0", 0, 5, 5),
    ("Further education", "18", "Colleges", "1", "16 plus", "6", 16, 99, 1),
)
_STATUSES = (("Open", "1", 520), ("Closed", "2", 475))
_RARE_STATUSES = (("Open, but proposed to close", "3"), ("Proposed to open", "4"))
_PLACES = (
    "Ashmere",
    "Bramcote Vale",
    "Caldersea",
    "Dunmoor",
    "Eastwold",
    "Fernhithe",
    "Garrowby",
    "Hollin Bay",
    "Inglewick",
    "Kestrelford",
    "Langmarsh",
    "Mossthwaite",
)
_SAINTS = ("St Anne’s", "St Thomas à Becket", "St Chad’s", "Holy Trinity", "The Rowan", "Hillside")
_KINDS = ("Primary School", "CofE Primary School", "Academy", "School", "Infant and Nursery School")
_FIRST = ("Amara", "Bryn", "Chidi", "Dorothy", "Eoin", "Farah", "Gwen", "Harun", "Iona", "Róisín")
_LAST = ("Ablewhite", "Birkby-Cole", "Crossthwaite", "D’Souza", "Ettrick", "Fothergill", "O’Hanlon")
_SEN = (
    "SpLD - Specific Learning Difficulty",
    "ASD - Autistic Spectrum Disorder",
    "SEMH - Social, Emotional and Mental Health",
    "SLCN - Speech, language and Communication",
)


def header() -> list[str]:
    """The headings of the current full extract."""
    return _HEADER.split("|")


def rows(number: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """`number` invented establishments, by heading; empty cells are left out."""
    rng = random.Random(seed)
    weights = [kind[-1] for kind in _TYPES]
    for index in range(number):
        yield _row(rng, index, rng.choices(_TYPES, weights)[0])


def _row(rng: random.Random, index: int, kind: tuple) -> dict[str, str]:
    type_name, type_code, group, group_code, phase, phase_code, low, high, _ = kind
    la = rng.randrange(150)
    place = _PLACES[la % len(_PLACES)]
    status, status_code = _status(rng)
    pupils = rng.randrange(40, 1400)
    academy = group in ("Academies", "Free Schools")
    trust = rng.randrange(900)
    code, name = f"{place[:1]}{la:03}", f"{place} {index % 97 + 1}"
    return {
        "URN": str(100000 + index if type_code != "47" else 20000 + index),
        "LA (code)": str(201 + la),
        "LA (name)": f"{place} Council {la}",
        "EstablishmentNumber": "" if type_code == "47" else str(1000 + index % 8999),
        "EstablishmentName": f"{rng.choice(_SAINTS)} {place} {rng.choice(_KINDS)}",
        "TypeOfEstablishment (code)": type_code,
        "TypeOfEstablishment (name)": type_name,
        "EstablishmentTypeGroup (code)": group_code,
        "EstablishmentTypeGroup (name)": group,
        "EstablishmentStatus (code)": status_code,
        "EstablishmentStatus (name)": status,
        "ReasonEstablishmentOpened (code)": "10" if academy else "00",
        "ReasonEstablishmentOpened (name)": "Academy Converter" if academy else "Not applicable",
        "OpenDate": _date(rng) if academy else rng.choice(("", "", "01-01-1900")),
        "ReasonEstablishmentClosed (code)": "00",
        "ReasonEstablishmentClosed (name)": "Not applicable",
        "CloseDate": _date(rng) if status == "Closed" else "",
        "PhaseOfEducation (code)": phase_code,
        "PhaseOfEducation (name)": phase,
        "StatutoryLowAge": str(low),
        "StatutoryHighAge": str(high),
        "Boarders (code)": "1",
        "Boarders (name)": "No boarders",
        "NurseryProvision (name)": "Has Nursery Classes" if low < 4 else "No Nursery Classes",
        "OfficialSixthForm (code)": "1" if high > 16 else "2",
        "OfficialSixthForm (name)": "Has a sixth form"
        if high > 16
        else "Does not have a sixth form",
        "Gender (code)": "3",
        "Gender (name)": "Mixed",
        "ReligiousCharacter (code)": "00",
        "ReligiousCharacter (name)": rng.choice(("Does not apply", "Church of England", "None")),
        "ReligiousEthos (name)": "Does not apply",
        "Diocese (code)": "0000",
        "Diocese (name)": "Not applicable",
        "AdmissionsPolicy (code)": "0",
        "AdmissionsPolicy (name)": "Not applicable",
        "SchoolCapacity": str(pupils + 30),
        "SpecialClasses (code)": "2",
        "SpecialClasses (name)": "No Special Classes",
        "CensusDate": "15-01-2026",
        "NumberOfPupils": str(pupils),
        "NumberOfBoys": str(pupils // 2),
        "NumberOfGirls": str(pupils - pupils // 2),
        "PercentageFSM": f"{rng.randrange(20, 500) / 10}",
        "TrustSchoolFlag (code)": "3" if academy else "0",
        "TrustSchoolFlag (name)": "Supported by a multi-academy trust"
        if academy
        else "Not applicable",
        "Trusts (code)": str(2000 + trust) if academy else "",
        "Trusts (name)": f"{place.upper()} LEARNING TRUST {trust}" if academy else "",
        "SchoolSponsorFlag (name)": "Not applicable",
        "FederationFlag (name)": "Not applicable" if academy else "Not under a federation",
        "UKPRN": str(10000000 + index),
        "FurtherEducationType (name)": "Not applicable",
        "LastChangedDate": _date(rng),
        "Street": f"{rng.randrange(1, 200)} {rng.choice(_LAST)} Road",
        "Locality": f"{place} Green",
        "Town": place,
        "County (name)": f"{place}shire",
        "Postcode": f"{place[:2].upper()}{rng.randrange(1, 40)} {rng.randrange(1, 9)}QX",
        "SchoolWebsite": f"www.school{index}.example.org",
        "TelephoneNum": f"01632{rng.randrange(960000, 960999)}",
        "HeadTitle (name)": rng.choice(("Mrs", "Mr", "Ms", "Dr")),
        "HeadFirstName": rng.choice(_FIRST),
        "HeadLastName": rng.choice(_LAST),
        "HeadPreferredJobTitle": rng.choice(("Headteacher", "Principal", "")),
        "BSOInspectorateName (name)": "Not applicable",
        "TeenMoth (name)": "Not applicable",
        "CCF (name)": "Not applicable",
        "SENPRU (name)": "Not applicable",
        "EBD (name)": "Not applicable",
        "FTProv (name)": "",
        "EdByOther (name)": "Not applicable",
        "Section41Approved (name)": "Not applicable",
        **{f"SEN{n} (name)": need for n, need in enumerate(_SEN, 1) if "special" in type_name},
        "GOR (code)": "H",
        "GOR (name)": "Midland Marches",
        "DistrictAdministrative (code)": f"E0700{la:04}",
        "DistrictAdministrative (name)": f"{place} District",
        "AdministrativeWard (code)": f"E0500{index % 9000:04}",
        "AdministrativeWard (name)": f"{place} North Ward",
        "ParliamentaryConstituency (code)": f"E1400{index % 650:04}",
        "ParliamentaryConstituency (name)": f"{place} and {place} Vale",
        "UrbanRural (code)": "UN1",
        "UrbanRural (name)": "(England/Wales) Urban city and town",
        "GSSLACode (name)": f"E1000{la:04}",
        "Easting": str(400000 + index),
        "Northing": str(200000 + index),
        "MSOA (name)": f"{name} {code}",
        "LSOA (name)": f"{name} {code}A",
        "InspectorateName (name)": "",
        "PreviousLA (code)": "999",
        "Country (name)": "",
        "UPRN": str(10091000000 + index),
        "QABName (code)": "0",
        "QABName (name)": "Not applicable",
        "EstablishmentAccredited (code)": "0",
        "EstablishmentAccredited (name)": "Not applicable",
        "MSOA (code)": f"E0200{index % 7000:04}",
        "LSOA (code)": f"E0100{index % 9000:04}",
        "FSM": str(pupils // 5),
    }


def _status(rng: random.Random) -> tuple[str, str]:
    if rng.random() < 0.002:
        return rng.choice(_RARE_STATUSES)
    name, code, _ = rng.choices(_STATUSES, [weight for *_, weight in _STATUSES])[0]
    return name, code


def _date(rng: random.Random) -> str:
    return f"{rng.randrange(1, 29):02}-{rng.randrange(1, 13):02}-{rng.randrange(1990, 2026)}"


def make_register(path: Path, number: int, seed: int = 1) -> Path:
    """Write `number` rows to `path`; 52,000 of them come to some 61 MB."""
    names = header()
    templates = ["{}" if name in _BARE else '"{}"' for name in names]
    with path.open("w", encoding="cp1252", newline="") as file:
        file.write(",".join(f'"{name}"' for name in names) + "\r\n")
        for row in rows(number, seed):
            cells = (t.format(row.get(n, "")) for t, n in zip(templates, names, strict=True))
            file.write(",".join(cells) + "\r\n")
    return path
