"""Turns of phrase that point at one provider or one person, without a name that any register would know.

They never block: a person looks at them and signs (:attr:`Level.MIND`).
"""

from collections.abc import Iterator

from flows.rules.anonymity.finding import Kind
from flows.rules.anonymity.looking import anywhere, exactly, found_in

_CAPITAL = r"(?-i:(?:[Dd]e |[Hh]et |DE |HET |'t )?[A-Z]\w+)"
_SMALL = (
    r"(?!(?:de|het|een|deze|dit|die|dat|uw|u|onze|ons|elke|alle|ieder|iedere|eigen|beide|geval|verband|principe|"
    r"overleg|gebruik|plaats|staat|basis|grond|termijn|orde|met|te|zijn|haar|hun|meer|andere|twee|drie|meerdere)\b)\w{3,}"
)
_CARE = (
    r"(?:aanbieder|zorgaanbieder|jeugdhulpaanbieder|instelling|organisatie|praktijk|partij|kliniek|stichting|locatie|"
    r"zorgboerderij|gezinshuis|instituut|bureau)\w*"
)
_HOUSE = (
    r"\w*(?:locaties?|vestiging(?:en)?|praktijk(?:en)?|groep(?:en)?|woning(?:en)?|boerderij(?:en)?|kant(?:oor|oren)|"
    r"pand(?:en)?|gebouw(?:en)?|centr(?:um|a)|hui(?:s|zen)|klinie(?:k|ken)|poli|scho(?:ol|len)|teams?|woonvorm(?:en)?|"
    r"opvang|units?|accommodaties?|afdeling(?:en)?|organisatie|stichting|instelling|bureau|maatschap)"
)
_OTHER_THINGS = (
    r"(?! (?:eis|eisen|vraag|vragen|manier|mogelijkheid|reden|optie|weg|grond|criterium|voorwaarde|bijlage|keuze|"
    r"oplossing|uitzondering)\b)"
)


_ALONE = (
    anywhere(rf"\b(?:als|wij|we|zijn|is|ben ik) (?:de|het) enige\b{_OTHER_THINGS}(?: \w+)?", "enige"),
    anywhere(rf"\b(?:als|wij zijn|we zijn|zijn wij) enige\b{_OTHER_THINGS}(?: \w+)?", "enige"),
    anywhere(rf"\benige (?:[\w-]+ )?{_CARE}", "enige"),
    anywhere(
        rf"\b(?:als|zijn) (?:de |het )?(?:grootste|oudste|kleinste|jongste|laatste|eerste) (?:[\w-]+ )?{_CARE}", "ste "
    ),
    anywhere(
        r"\bals (?:huidige|kleine|grote|nieuwe|zittende|lokale|bestaande|\w+ische|christelijke|joodse) (?:[\w-]+ )?"
        rf"{_CARE} (?:in|te|uit|van|met|voor) \w+",
        "als ",
    ),
)
_OURS = ("onze ", "ons ", "mijn ")
_WHERE = (
    anywhere(
        rf"\b(?:onze|ons|mijn) (?:[\w-]+ ){{0,2}}{_HOUSE} (?:in|te|aan|bij|op|vlakbij) (?:{_CAPITAL}|{_SMALL})", *_OURS
    ),
    anywhere(rf"\b(?:onze|ons|mijn) (?:[\w-]+ )?{_HOUSE},? [\"'“‘(]?{_CAPITAL}", *_OURS),
    anywhere(rf"\b{_HOUSE} (?:in|te|aan) {_CAPITAL} van ons\b", "van ons"),
    anywhere(
        rf"\b(?:wij|we|ik)(?: \w+)? (?:zitten|zit|wonen|huren|gevestigd|gehuisvest|kantoor) (?:\w+ )?"
        rf"(?:in|te|aan|vanuit) (?:{_CAPITAL}|{_SMALL})",
        *("zit", "wonen", "huren", "gevestigd", "gehuisvest", "kantoor"),
    ),
    anywhere(rf"\b(?:in|te|vanuit) {_CAPITAL} (?:zitten|zit|wonen|werken) (?:wij|we|ik)\b", " wij", " we", " ik"),
    anywhere(rf"\bgevestigd (?:in|te|aan) {_CAPITAL}", "gevestigd"),
)
_WHO = (
    anywhere(
        r"\b(?:onze|ons|mijn) (?:naam|handelsnaam|kvk|agb|website|bestuurder|directeur|directrice|directie)\b",
        *_OURS,
    ),
    anywhere(
        rf"\bnamens (?:(?:de|het|stichting|zorggroep|praktijk|maatschap|coöperatie|bureau) )*{_CAPITAL}", "namens"
    ),
    anywhere(r"\bnamens (?:stichting|zorggroep|praktijk|maatschap|coöperatie|bureau) \w+", "namens"),
    anywhere(rf"\b(?:wij|ik|we),? (?:van|bij|vanuit) {_CAPITAL}", "wij", "we", "ik"),
    anywhere(rf"\b(?:wij|we|ons) ?[(,] ?[\"'“‘]?{_CAPITAL}", "wij", "we", "ons"),
    anywhere(r"\bondergetekende\b", "ondergetekende"),
)
_GREETING = (
    anywhere(
        r"\bmet (?:vriendelijke|hartelijke) groet(?:en)?\b|\bgroetjes\b|\bgroet(?:en)?,\s*(?-i:[A-Z])\w+", "groet"
    ),
    anywhere(r"\bhoogachtend\b|\bmvg\b|\bm\.v\.g\b", "hoogachtend", "mvg", "m.v.g"),
)
_WE = r"(?:wij|we|ik)"
_ASKED = r"(?:vroeg(?:en)?|stelden?|schre(?:ef|ven)|meldd?en?|bedoeld?en?)"
_BEFORE = ("al", "eerder", "reeds")
_EARLIER = (
    anywhere(
        r"\b(?:onze|ons|mijn) (?:vorige|eerdere|eerste|tweede|derde|laatste|andere|overige|volgende) (?:[\w-]+ )?"
        r"(?:vra(?:ag|gen)|punt(?:en)?|opmerking(?:en)?|verzoek(?:en)?|mail|brief|inbreng|reactie)\b",
        *_OURS,
    ),
    anywhere(r"\b(?:onze|mijn) vra(?:ag|gen) (?:nr\.? ?|nummers? )?\d", *_OURS),
    anywhere(r"\bzie (?:ook )?(?:onze|mijn) vra(?:ag|gen)\b", "zie "),
    anywhere(rf"\b(?:{_WE} {_ASKED}|{_ASKED} {_WE}) (?:\w+ )?(?:al|eerder|reeds)\b", *_BEFORE),
    anywhere(
        rf"\b(?:{_WE} hebben|hebben {_WE}|ik heb|heb ik) (?:\w+ )?(?:al|eerder|reeds) (?:[\w-]+ ){{0,4}}"
        r"(?:ge(?:vraagd|steld|meld|schreven)|aangegeven|voorgelegd|ingediend|ingebracht)\b",
        *_BEFORE,
    ),
    anywhere(
        rf"\bvra(?:ag|gen) \d+(?:(?:,| en) \d+)*\)? (?:\w+ )?(?:{_ASKED} {_WE}|(?:hebben|hadden|had|heb) {_WE})\b",
        "vra",
    ),
)
"""Who tells that an earlier question was his own too ties the two together: all he asked can then be read as one's."""
HINTS = (*_ALONE, *_WHERE, *_WHO, *_EARLIER, *_GREETING)

_BETWEEN = r"(?:(?:van|de|der|den|het|ter|ten|te|'t|el|al|von|la|le)\s){0,3}"
_ROLES = ("directeur", "directrice", "bestuurder", "bestuursvoorzitter", "contactpersoon", "teamleider", "eigenaar")
_ROLE = rf"(?:{'|'.join(_ROLES)})"
PEOPLE = (
    exactly(
        r"\b(?:[Mm]evrouw|[Mm]evr\.?|[Mm]w\.?|[Dd]hr\.?|[Dd]e heer|[Mm]eneer|(?:[Dd]rs|[Dd]r|[Ii]r|[Ii]ng|[Pp]rof)\.)"
        r"\s+(?:[A-Z]\.\s?)*(?:[a-z']+\s){0,3}[A-Z]\w+"
    ),
    # "A. Geldt dit ook?" opens a line of a list; a name has something before it, two initials or a "van".
    exactly(rf"(?<=[\w,(:;] )[A-Z]\.\s?{_BETWEEN}[A-Z][a-z]{{2,}}"),
    exactly(rf"\b(?!B\.V|N\.V|N\.B|C\.V|I\.O|P\.S|E\.A|U\.A)(?:[A-Z]\.\s?){{2,4}}{_BETWEEN}[A-Z][a-z]{{2,}}"),
    exactly(r"\b[A-Z]\.\s?(?:van|de|der|den|ter|ten|te)\s(?:de\s|der\s|den\s)?[A-Z][a-z]{2,}"),
    exactly(rf"\b[A-Z][a-z]+ {_BETWEEN}[A-Z][\w-]+,? \(?{_ROLE}\b", *_ROLES),
    exactly(rf"\b{_ROLE},? (?!Jeugd|Zorg)[A-Z][a-z]+", *_ROLES),
)

_NO_NAME = r"(?!(?:Een|De|Het|Als|Bij|Voor|Of|Is|Mag|Onze|Uw|Deze|Elke|Iedere|Die|Geen|Bv|Door|Met|Van|En|In)\b)"
FORMS = (
    exactly(
        rf"\b{_NO_NAME}[A-Z][\w&'’-]*,? (?:B\.\s?V\.?|BV|bv|b\.v\.|N\.V\.|V\.?O\.?F\.?|vof|C\.V\.|U\.A\.)(?![\w.])",
        *(" b.", " bv", " n.v", " vof", " v.o", " c.v", " u.a"),
    ),
    exactly(
        r"\b(?:[Ss]tichting|STICHTING|[Mm]aatschap|[Cc]oöperatie|[Vv]ereniging|[Ee]enmanszaak|vof|VOF) "
        r"(?:(?:[Dd]e|[Hh]et|'t) )?[A-Z][\w&'’-]+",
        *("stichting", "maatschap", "coöperatie", "vereniging", "eenmanszaak", "vof"),
    ),
)
"""Names by their legal form."""


def hint_hits(text: str, small: str) -> Iterator[tuple[Kind, int, int]]:
    """Every hint in a plain text, with its place; ``small`` is the text in small letters."""
    for kind, looks in ((Kind.HINT, HINTS), (Kind.PERSON, PEOPLE), (Kind.NAME, FORMS)):
        for found in found_in(text, small, looks):
            yield kind, found.start(), found.end()
