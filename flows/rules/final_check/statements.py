"""What a document says of the same fact in several places, and against what the record says."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from flows.rules.final_check.days import DAY, TIME, printed
from flows.rules.final_check.finder import Finder, around, sentence
from flows.rules.final_check.paper import Paper, quoted
from flows.rules.final_check.registry import Hit, check
from flows.rules.final_check.terms import NUMBERS, Said, terms_said
from flows.rules.wording import AMSTERDAM, plain_date
from schemas.final_check import Place

_ANY_DAY = r"(?:\d{1,2}\s+[a-z]+\.?\s+\d{4}|\d{1,2}[-/]\d{1,2}[-/]\d{4})"
_GAP = rf"(?:(?!{_ANY_DAY}|vanaf)[^.;?!]){{0,70}}?"
_DAYS = re.compile(_ANY_DAY, re.IGNORECASE)
_YEAR = r"\d{4}"
_CLOSING = Finder(
    r"(?:\baanmeld(?:ing(?:en)?|en)\b[^.;|]{0,25}\b(?:sluit(?:en)?|kan tot|kunt? (?:u )?tot|"
    r"(?:is )?mogelijk tot|uiterlijk|moet(?:en)? uiterlijk)\b|\bu (?:kunt|kan) zich aanmelden tot\b|"
    r"\bkunt u zich aanmelden\b[^.;|]{0,10}\btot\b|\bsluiting(?:sdatum|smoment)?(?: van)?(?: de)? aanmelding(?:en)?\b|"
    rf"\bsluitingsdatum(?: voor)?(?: het)? aanmelden\b){_GAP}{DAY}{TIME}?",
    small=True,
    needs=_YEAR,
    rows=True,
)
_TENDERS = Finder(
    r"(?:\b(?:inschrijving(?:en)?|inschrijven|offertes?)\b[^.;|]{0,40}\b(?:sluit(?:en)?|kan tot|kunt? (?:u )?tot|"
    r"uiterlijk|indienen|ingediend|ontvangen)\b|\bsluiting(?:sdatum|stermijn|smoment)?(?: van| voor)?(?: de| het)? "
    rf"inschrijv\w+|\b(?:uiterste inschrijfdatum|inschrijftermijn)\b){_GAP}{DAY}{TIME}?",
    small=True,
    needs=_YEAR,
    rows=True,
)
_ASKING = Finder(
    r"\bvragen\b[^.;|]{0,40}\b(?:stellen|indienen|ingediend|insturen|gesteld|sturen)\b"
    rf"[^.;|\d]{{0,30}}\b(?:tot|uiterlijk|vóór|voor|t/m)\b{_GAP}{DAY}",
    small=True,
    needs=_YEAR,
    rows=True,
)
_ONE_OF_MORE = re.compile(r"nota|ronde|eerste|tweede|derde|\b[1-9]e\b|\bde nota\b", re.IGNORECASE)
_START = Finder(
    rf"\b(?P<what>(?:raam|inkoop)?(?:overeenkomst|contract)(?:en)?)\b(?:\s+(?!eindig|loopt|lopen|tot|sluit)[\w-]+){{0,4}}?"
    rf"\s+(?:gaa?t|gaan|ingaat|ingaan|begint|beginnen|start|starten)\b{_GAP}{DAY}",
    small=True,
    needs=_YEAR,
    rows=True,
)
_OLD_END = Finder(
    r"\b(?:oude|huidige|lopende)\s+(?:raam)?(?:overeenkomst|contract)(?:en)?\b[^.;|]{0,30}"
    rf"\b(?:eindig(?:t|en)|lop(?:en|t)\b[^.;|]{{0,15}}\b(?:tot en met|af op|t/m))\b{_GAP}{DAY}",
    small=True,
    needs=_YEAR,
    rows=True,
)
_SOME_OTHER_TIME = re.compile(
    r"volgend|nieuwe ronde|opnieuw|instroom|toetred|oorspronkelijk|\bwas\b|\bwaren\b|verschoven|verplaatst|"
    r"in plaats van|niet meer|gewijzigd|\boude?\b|huidige|vorige|eerder|overbrugging|verleng|conceptovereenkomst|"
    r"uiterste datum|later",
    re.IGNORECASE,
)
_HOW_MANY = Finder(
    r"(?P<about>\b(?:ruim|circa|ca\.|ongeveer|bijna|zo'n|zo’n|plusminus)\s+|±\s*)?"
    r"(?P<number>\b\d{1,3}(?:\.\d{3})+|\b\d+)\s+(?:(?:gecontracteerde?|huidige|regionale|verschillende|bestaande)\s+)?"
    r"(?:jeugdhulp|zorg|jeugd)?aanbieders\b",
    small=True,
    needs=r"aanbieders",
)
_TAKING_PART = Finder(
    rf"\b(?:de|alle|onze|deze)\s+(?P<number>{'|'.join(NUMBERS)}|\d{{1,2}})\s+(?:deelnemende\s+|samenwerkende\s+)?"
    r"(?P<what>gemeenten|percelen)\b",
    small=True,
    needs="gemeenten|percelen",
)
_ONLY_SOME = re.compile(
    r"waarvan|daarvan|\bvan de\b|\bvan deze\b|van hen|\bper\b|\belke?\b|maximaal|minimaal|ten (?:minste|hoogste)|"
    r"minstens|hooguit|meer dan|minder dan|tussen|reage|gereageerd|deden|deelgenomen|aanwezig|uitgenodigd|procent|%|"
    r"\bnieuwe\b|toegelaten|afgewezen|groei|daling",
    re.IGNORECASE,
)
_OTHERS = re.compile("andere|overige")
_GOES_ON = re.compile("verleng|overbrug", re.IGNORECASE)
_FEW = 20
_FACTOR = 2


def _days_said(paper: Paper, pattern: Finder) -> Iterator[tuple[re.Match[str], date, Place]]:
    """Every day that is said to be this fact. A row with more than one day is about more than one fact."""
    for paragraph, match in paper.row_hits(pattern):
        before, after = around(match)
        several = paragraph.table and len(_DAYS.findall(match.string)) > 1
        day = printed(match).day
        about = before[-60:] + match[0] + after[:40]
        if day is not None and not several and not paragraph.place.part and not _SOME_OTHER_TIME.search(about):
            yield match, day, paragraph.place


@check("andere-sluiting", "De sluiting zoals in het dossier", blocks=True)
def other_closing(paper: Paper) -> Iterator[Hit]:
    """Another day or hour of closing than the record has: who believes it comes too late (users 9, no. 3)."""
    closes = paper.known.closes_at
    if closes is None:
        return
    local = closes.astimezone(AMSTERDAM)
    right = f"{plain_date(local.date())}, {local:%H.%M} uur"
    for match, day, place in _days_said(paper, _CLOSING):
        hour = (int(match["hour"]), int(match["minute"])) if match["hour"] else (local.hour, local.minute)
        if day != local.date() or hour != (local.hour, local.minute):
            yield Hit(
                place,
                f"Volgens {quoted(match[0], 90)} sluit de aanmelding op een ander moment dan in het dossier: {right}.",
                "Verbeter de tekst, of verzet eerst de sluiting in de planning.",
            )


@check("andere-ingangsdatum", "De ingangsdatum zoals in het dossier", blocks=True)
def other_start(paper: Paper) -> Iterator[Hit]:
    """Another start of the contracts, or end of the old ones, than the record has."""
    allowed, old_end = paper.known.starts_on, paper.known.old_contract_end
    right = " of ".join(plain_date(one) for one in sorted(allowed))
    for match, day, place in _days_said(paper, _START) if allowed else ():
        if day not in allowed:
            yield Hit(
                place,
                f"Volgens {quoted(match[0], 90)} gaat de overeenkomst in op een andere dag dan "
                f"in het dossier: {right}.",
                "Verbeter de datum.",
            )
    if old_end is None:
        return
    for paragraph, match in paper.row_hits(_OLD_END):
        if printed(match).day not in (None, old_end) and not _GOES_ON.search(match.string):
            yield Hit(
                paragraph.place,
                f"Volgens {quoted(match[0], 90)} eindigt de oude overeenkomst op een andere dag dan in het "
                f"dossier: {plain_date(old_end)}.",
                "Verbeter de datum.",
            )


@check("twee-waarden", "Eén waarde per feit", blocks=False)
def two_values(paper: Paper) -> Iterator[Hit]:
    """'ruim 300 aanbieders' on one page and '250 aanbieders' on another (domain F 18)."""
    said: dict[str, list[Said]] = defaultdict(list)
    for label, pattern, unknown in (
        ("de sluiting van de aanmelding", _CLOSING, paper.known.closes_at is None),
        ("de ingangsdatum van de overeenkomst", _START, not paper.known.starts_on),
        ("de sluiting van de inschrijving", _TENDERS, True),
        ("de uiterste dag voor vragen", _ASKING, True),
    ):
        for match, day, place in _days_said(paper, pattern) if unknown and not paper.known.about_others else ():
            if pattern is not _ASKING or not _ONE_OF_MORE.search(sentence(match)):
                said[label].append(Said(day, printed(match).text, place))
    for label, one in terms_said(paper) if not paper.known.about_others else ():
        said[label].append(one)
    for paragraph, match in paper.hits(_HOW_MANY):
        number = int(match["number"].replace(".", ""))
        around = sentence(match)
        if number >= _FEW and not paragraph.table and not _ONLY_SOME.search(around):
            said["het aantal aanbieders"].append(Said(number, match[0], paragraph.place))
    for paragraph, match in paper.hits(_TAKING_PART):
        number = NUMBERS.get(match["number"].casefold()) or int(match["number"])
        if not paper.quotes_elsewhere(paragraph) and not _OTHERS.search(sentence(match)):
            said[f"het aantal {match['what'].casefold()}"].append(Said(number, match[0], paragraph.place))
    for label, values in said.items():
        yield from _differing(label, values)
    for label, right in (("gemeenten", paper.known.municipalities), ("percelen", paper.known.lots)):
        for one in said.get(f"het aantal {label}", ()) if right else ():
            if isinstance(one.value, int) and one.value > right:
                yield Hit(
                    one.place,
                    f"Er staat {quoted(one.text)}; in het dossier zijn het er {right}.",
                    "Verbeter het aantal.",
                )


def _odd_ones(values: list[Said]) -> list[Said]:
    """The values to compare. A count that comes back is of another group: eleven municipalities, and twenty-one."""
    times = Counter(one.value for one in values)
    if not all(isinstance(value, int) for value in times):
        return values
    usual = max(times, key=lambda value: times[value])
    return [one for one in values if one.value == usual or times[one.value] == 1]


def _differing(label: str, values: list[Said]) -> Iterator[Hit]:
    for before, now in pairwise(_odd_ones(values)):
        if before.value == now.value:
            continue
        if isinstance(before.value, int) and isinstance(now.value, int):
            low, high = sorted((before.value, now.value))
            if high > low * _FACTOR:
                continue  # so far apart that they are numbers of something else
        where = str(before.place) or "het begin"
        yield Hit(
            now.place,
            f"Voor {label} staat hier {quoted(now.text)}, en eerder ({where}) {quoted(before.text)}.",
            "Zoek uit wat klopt en schrijf overal hetzelfde.",
        )
