"""References to something that is not there, or is something else (users 1.4, domain F 21)."""

import re
from collections.abc import Iterator

from flows.rules.final_check.finder import Finder, around
from flows.rules.final_check.paper import Paper, quoted
from flows.rules.final_check.registry import Hit, check
from flows.rules.final_check.targets import ANNEX, ARTICLE, DIVISION, KIND, NUMBER, PART, Targets, kind_of, targets_of
from schemas.final_check import Paragraph

_MORE = rf"(?:\s*,\s*|\s+(?:en|of|tot en met|t/m)\s+|\s*[-–]\s*)(?:{NUMBER})"
_REFERENCE = Finder(rf"(?<![\w-])(?P<kind>(?i:{KIND}))\s*(?P<numbers>(?:{NUMBER})(?:{_MORE})*)")
_EACH = re.compile(rf"(?P<span>\s*(?:tot en met|t/m|[-–])\s*)?(?P<number>{NUMBER})")
_PLURALS = ("bijlagen", "artikelen", "hoofdstukken", "paragrafen", "tabellen", "figuren", "onderdelen", "delen")
_LAW = (
    r"\b(?:\w{3,}wet|Wet\s+[\w-]+|Algemene wet|Burgerlijk Wetboek|Wetboek van \w+|Besluit\s+[A-Z]\w+|"
    r"Regeling\s+[A-Z]\w+|[Vv]erordening\s+(?:\(EU\)|\d|[A-Z])\S*|[Rr]ichtlijn\s+\d\S*|Awb|AVG|Wmo|WNT|Wvggz|Wzd|Wlz|Wtza|"
    r"Wtzi|Zvw|BW|Aw|Gw|Sr|Sv|Rv|EVRM|VWEU|IVRK|IVBPR)(?![\w-])"
)
_PAPER = (
    r"(?:\w*(?:overeenkomst|contract|document|strategie|visie|nota|verslag|programma|plan|rapport|notitie|leidraad|"
    r"handreiking|standaard|norm|offerte|brief|agenda|index|statuten|convenant|begroting|protocol|kader|reglement|"
    r"voorwaarden|beleid|beleidsregels|formulier|productkaart|model|advies|akte|besluit|factsheet|wet|wetboek|"
    r"verordening|regeling|richtlijn|cao)(?:en|s)?\b|tarieven\b|stukken?\b)"
)
_THE = r"(?:de|het|een|uw|onze|ons|die|dat|hun|zijn|haar)"
_OF_A_PAPER = rf"\b(?:van|uit|in|bij)\s+{_THE}\s+(?:[\w'’-]+\s+){{0,2}}?{_PAPER}"
_AFTER_IT = re.compile(rf"(?:{_LAW}|{_OF_A_PAPER})")
_OF_THIS = re.compile(r"[^.;]{0,60}?\b(?:van|in|bij|uit)\s+(?:deze|dit)\b")
_OWN = re.compile(r"\b(?:deze|dit)\s+(?:[\w-]+\s+)?$")
_BEFORE_IT = re.compile(
    rf"(?P<paper>{_LAW}|(?i:{_PAPER}))(?:\s+\d{{4}})?(?:,?\s*(?:versie\s+)?\d+(?:\.\d+)*)?"
    r"(?:\s*[,(:–-]\s*|\s+)(?:(?:zie|volgens|in|onder|uit|het|de)\s+)*$"
)
_IN_A_PAPER = re.compile(
    rf"\b(?:in|uit|van|volgens|bij|zie)\s+{_THE}\s+(?:[\w'’-]+\s+){{0,2}}?(?:{_PAPER}|{_LAW})", re.IGNORECASE
)
_ANY_LAW = re.compile(_LAW)
_SENTENCE_END = re.compile(r"(?<!\bart)(?<!\bpar)(?<!\bhfst)[.;](?:\s|$)")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FIELD_ERROR = Finder(
    r"(?:Fout!|Error!)\s*(?:Verw|Blad|Ref|Book|Geen|No|Ong|Inv|Onb|Unk)[^.]{0,60}(?:\.|$)?|"
    r"#(?:REF!|VERW!|DIV/0!|DEEL/0!|VALUE!|WAARDE!|NAME\?|NAAM\?|N/A|N/B|NULL!|LEEG!|NUM!|GETAL!)",
    small=True,
    needs=r"fout!|error!|#[A-Z]",
)
_POINTS_TO = re.compile(r"^\s*(?:REF|PAGEREF|NOTEREF)\s+\"?(?P<mark>[^\s\"\\]+)", re.IGNORECASE)


@check("verwijzing-fout", "Verwijzingen die Word niet meer vindt", blocks=True)
def broken_fields(paper: Paper) -> Iterator[Hit]:
    """``Fout! Verwijzingsbron niet gevonden``, and fields that will say so as soon as somebody prints."""
    shown = set()
    for paragraph, match in paper.hits(_FIELD_ERROR):
        shown.add(paragraph.place)
        yield Hit(
            paragraph.place,
            f"Een verwijzing werkt niet meer: {quoted(match[0])}.".replace(".'.", ".'"),
            "Verbeter de formule in deze cel."
            if paragraph.place.sheet
            else "Maak de verwijzing opnieuw (Verwijzingen, Kruisverwijzing).",
        )
    marks = {mark.casefold() for mark in paper.facts.bookmarks}
    for field in paper.facts.fields:
        points = _POINTS_TO.match(field.code)
        if points and points["mark"].casefold() not in marks and field.place not in shown:
            yield Hit(
                field.place,
                f"Een verwijzing (nu {quoted(field.shown)}) wijst naar een plek die er niet meer is.",
                "Maak de verwijzing opnieuw (Verwijzingen, Kruisverwijzing).",
            )


@check("verwijzing-bestaat-niet", "Verwijzingen naar iets dat er niet is", blocks=True)
def dead_references(paper: Paper) -> Iterator[Hit]:
    """``bijlage 3`` in a document with two annexes. References to laws and to named other documents are left alone."""
    if paper.known.about_others or paper.facts.form == "sheets":  # a list tells of other documents
        return
    for paragraph, kind, number, match in _references(paper):
        targets = targets_of(paper)
        if targets.has(kind, number) or paper.quotes_elsewhere(paragraph):
            continue
        if _is_title(paragraph.text, match[0]) or _points_outside(match, kind, number, targets):
            continue
        there = _present(targets, kind)
        yield Hit(
            paragraph.place,
            f"{quoted(f'{kind} {number}')} bestaat niet in dit document{there}.",
            "Verbeter het nummer, of noem het document waar het wel in staat.",
        )


def _references(paper: Paper) -> Iterator[tuple[Paragraph, str, str, re.Match[str]]]:
    for paragraph, match in paper.hits(_REFERENCE):
        kind = kind_of(match["kind"])
        plural = match["kind"].casefold() in _PLURALS
        for number in _numbers(match["numbers"]) if plural else _numbers(match["numbers"])[:1]:
            if kind in (PART, DIVISION) and not number[0].isdigit():
                continue  # "onderdeel B" of a sum, "deel A" of a form
            yield paragraph, kind, number, match


def _numbers(text: str) -> list[str]:
    """``3, 5 t/m 7`` gives 3, 5, 6, 7."""
    found: list[str] = []
    for each in _EACH.finditer(text):
        number = each["number"]
        if each["span"] and found:
            found += _between(found[-1], number)
        found.append(number)
    return found


def _between(first: str, last: str) -> list[str]:
    if first.isdecimal() and last.isdecimal() and int(last) - int(first) < 100:
        return [str(number) for number in range(int(first) + 1, int(last))]
    if first in _LETTERS and last in _LETTERS and len(first) == len(last) == 1:
        return list(_LETTERS[_LETTERS.index(first) + 1 : _LETTERS.index(last)])
    return []


def _is_title(text: str, reference: str) -> bool:
    """A line that is nothing but the label itself is the thing referred to, or a line of a table of contents."""
    return text.strip().casefold().startswith(reference.casefold()) and not text.strip().endswith((".", "?", "!"))


def _points_outside(match: re.Match[str], kind: str, number: str, targets: Targets) -> bool:
    """Whether the sentence says that it is in a law or in another document."""
    if ":" in number:  # only codes of law have articles like 6:162
        return True
    before, after = around(match)
    ending = _SENTENCE_END.search(after)
    rest = after[: min(ending.start() if ending else 120, 120)]
    if _OF_THIS.match(rest) and not _AFTER_IT.match(rest.lstrip(" ,")):
        rest = ""
    if _AFTER_IT.search(rest):
        return True
    named = _BEFORE_IT.search(before)
    if named and not _OWN.search(before[: named.start()]):
        return True
    said = _SENTENCE_END.split(before)[-1]
    if kind != ANNEX and (told := _IN_A_PAPER.search(said)) and not _OWN.search(said[: told.start()]):
        return True
    return kind == ARTICLE and _ANY_LAW.search(before + after) is not None


def _present(targets: Targets, kind: str) -> str:
    """What there is of this kind, for who has to mend the reference."""
    numbers = list(targets.known[kind]) or (list(targets.headings) if kind in ("hoofdstuk", "paragraaf") else [])
    if not numbers:
        return f"; er is geen {kind} met een nummer"
    return f"; wel {numbers[0]}" if len(numbers) == 1 else f"; wel {numbers[0]} tot en met {numbers[-1]}"


_TITLED = Finder(
    rf"(?<![\w-])(?P<kind>(?i:bijlage|hoofdstuk|paragraaf))\s(?P<number>{NUMBER})\s*"
    r"(?:\((?P<one>[^()]{4,80})\)|[:–]\s*(?P<two>[A-Z][^.;:,()]{3,60}))"
)
_SAYS = Finder(
    rf"(?<![\w-])(?P<kind>(?i:bijlage))\s(?P<number>{NUMBER})\s+(?:is|staat|staan|vindt u|bevat)\s+"
    r"(?:een |de |het |onze )(?P<what>(?:[\w’'-]+ ?){1,3})"
)
_SMALL = frozenset(["voor", "deze", "wordt", "worden", "opgenomen", "staat", "vindt", "alle", "onze", "over", "naar"])


@check("verwijzing-andere-titel", "Verwijzingen naar iets met een andere titel", blocks=False)
def other_titles(paper: Paper) -> Iterator[Hit]:
    """'In bijlage 1 staat de factsheet' while annex 1 is the glossary and annex 2 the factsheet (domain F 21)."""
    if paper.known.about_others:
        return
    for paragraph, match in paper.hits(_TITLED, _SAYS):
        targets, told = targets_of(paper), match.groupdict()
        kind, number = kind_of(told["kind"]), told["number"]
        titles = targets.known[kind] or (targets.headings if kind != ANNEX else {})
        better = _better(told.get("what") or told.get("one") or told.get("two") or "", number, titles)
        if better and not paper.quotes_elsewhere(paragraph) and not _is_title(paragraph.text, match[0]):
            yield Hit(
                paragraph.place,
                f"{quoted(match[0])}, maar {kind} {number} heet {quoted(titles[number])}; {quoted(titles[better])} "
                f"is {kind} {better}.",
                "Verbeter het nummer of de titel.",
            )


def _better(said: str, number: str, titles: dict[str, str]) -> str | None:
    """The number whose title fits what is said, when that of the number named does not fit at all."""
    wanted = _stems(said)
    if number not in titles or not titles[number] or wanted & _stems(titles[number]):
        return None
    fitting = [other for other, title in titles.items() if wanted & _stems(title)]
    return fitting[0] if len(fitting) == 1 else None


def _stems(text: str) -> frozenset[str]:
    """The telling words of a title, cut short so that 'tarief' and 'tarieven' meet."""
    words = re.findall(r"[^\W\d_]{4,}", text.casefold())
    return frozenset(word[:5] for word in words if word not in _SMALL)
