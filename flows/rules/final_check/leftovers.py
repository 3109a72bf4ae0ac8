"""What should have been filled in, taken out or decided before a document is final."""

import re
from collections.abc import Iterator

from flows.rules.final_check.finder import Finder, sentence
from flows.rules.final_check.paper import Paper, quoted
from flows.rules.final_check.registry import Hit, check

_TAG = Finder(r"\{\{(?:.|\n)*?\}\}|\{%(?:.|\n)*?%\}|\{\{|\}\}|\{%|%\}|\{#|#\}", needs=r"[{}]")
_MAGIC = Finder(r"\[\[[^\]]*\]\]|\[\[|\]\]|«[^»]{1,80}»|\bMERGEFIELD\b", needs=r"\[\[|\]\]|«|MERGEF")
_BLANK = (
    r"naam|namen|adres|straat|postcode|plaats|woonplaats|datum|data|jaar|maand|dag|tijd|bedrag|aantal|nummer|kenmerk|"
    r"functie|titel|aanhef|nog|aanvullen|aan te vullen|"
    r"telefoon|telefoonnummer|e-?mail|e-?mailadres|kvk|agb|iban|perceel|gemeente|regio|aanbieder|"
    r"contractant|opdrachtgever|opdrachtnemer|contactpersoon|bestuurder|invullen|in te vullen|vul|kies|keuze|optie|"
    r"heer|mevrouw|tekst|toelichting|onderwerp|looptijd|tarief|percentage|website|xx+|…|\.{3}"
)
_ANGLES = Finder(
    rf"<(?!https?:|mailto:)(?=[^<>]{{0,60}}?(?:\b(?:{_BLANK})\b|…|\.\.\.))[^<>@]{{1,60}}>", small=True, needs="<"
)
_TWINS = Finder(r"<[^\W\d][^<>@]{0,40}> ?<[^\W\d][^<>@]{0,40}>", needs="<")
_BRACKETS = Finder(
    rf"\[(?=[^\[\]]{{0,60}}?(?:\b(?:{_BLANK})\b|…|\.\.\.|•|●))[^\[\]]{{1,60}}\]", small=True, needs=r"\["
)
_CONTROL = Finder(
    r"(?:Klik of tik|Klik (?:hier|om)|Kies een (?:item|datum)|Click or tap)\b[^.]{0,60}\.?", needs="kli|kies|cli"
)
_TO_FILL = Finder(
    r"(?<![\w-])(?:X{2,}|x{2,}(?=[-/., ]|$)|20[xX]{2}|X,XX|PM)(?![\w-])|\?{2,}|\b(?:TODO|TBD|FIXME)\b|"
    r"\b[Ll]orem ipsum\b|\bdolor sit amet\b|(?<!\w)xx-xx-\w{2,4}",
    needs=r"x[x,]|pm|\?\?|todo|tbd|fixme|lorem|dolor",
)
_DRAFT = Finder(
    r"^\s*(?:CONCEPT|Concept|concept)(?:versie)?\s*$|\b[Vv]ersie:?\s+0[.,]\d+\b",
    needs="concept|versie",
)
# "Concept-inkoopovereenkomst, versie 0.2" names another paper, which is a draft and says so.
_NAMED_DRAFT = re.compile(r"\bconcept[\w-]+, versie", re.IGNORECASE)
_MERGES = re.compile(r"\s*(?:MERGEFIELD|MERGEREC|ADDRESSBLOCK|GREETINGLINE|FILLIN|ASK)\b", re.IGNORECASE)
_UNDECIDED = Finder(
    r"(?<!\w)(?:n\.t\.b\.?|ntb|p\.m\.|n\.n\.b\.?|nader te bepalen|nog (?:nader )?te bepalen|nog in te vullen|"
    r"nog (?:nader )?uit te werken|nader in te vullen|nog niet bekend|volgt nog)(?!\w)|€\s*(?:…+|\.{3,}|_{3,})",
    small=True,
    needs=r"n\.t|ntb|p\.m|n\.n|nader|nog|€\s*[…._]",
)


@check("invulveld", "Invulvelden die niet zijn ingevuld", blocks=True)
def fields(paper: Paper) -> Iterator[Hit]:
    """Tags of a template, magic strings, merge fields and blanks in angle or square brackets."""
    seen: set[tuple[int, int, int]] = set()
    for paragraph, match in paper.hits(_TAG, _MAGIC, _ANGLES, _TWINS, _BRACKETS, _CONTROL):
        this = id(paragraph)
        if any(of == this and start < match.end() and match.start() < end for of, start, end in seen):
            continue  # one blank can be of two kinds at once
        seen.add((this, *match.span()))
        yield Hit(
            paragraph.place,
            f"{quoted(match[0])} is een invulveld dat niet is ingevuld.",
            "Vul het in, of haal het weg.",
        )
    for field in paper.facts.fields:
        if _MERGES.match(field.code) and "«" not in field.shown:
            yield Hit(
                field.place,
                f"{quoted(field.shown or field.code)} is een samenvoegveld van een verzendlijst.",
                "Voeg de gegevens samen (Verzendlijsten, Voltooien en samenvoegen), of typ de tekst.",
            )


@check("nog-invullen", "XX, PM, ?? en proeftekst", blocks=True)
def to_fill_in(paper: Paper) -> Iterator[Hit]:
    """Signs with which writers mark what they still have to find out."""
    for paragraph, match in paper.hits(_TO_FILL):
        yield Hit(
            paragraph.place,
            f"Hier staat nog {quoted(match[0])} in {quoted(sentence(match))}.",
            "Vul in wat hier hoort, of haal het weg.",
        )


@check("nog-te-bepalen", "Wat nog bepaald moet worden", blocks=False)
def undecided(paper: Paper) -> Iterator[Hit]:
    """``n.t.b.`` and the like: allowed in a final text, but seldom meant."""
    for paragraph, match in paper.hits(_UNDECIDED):
        if not paper.quotes_elsewhere(paragraph):
            yield Hit(
                paragraph.place,
                f"{quoted(match[0])} staat in een definitieve tekst.",
                "Vul in wat bekend is, of schrijf wie het bepaalt en wanneer.",
            )


@check("nog-concept", "Een definitieve tekst die zich concept noemt", blocks=False)
def still_a_draft(paper: Paper) -> Iterator[Hit]:
    """The word of an earlier stage, above the page or in the title block."""
    for paragraph, match in paper.hits(_DRAFT):
        named = _NAMED_DRAFT.search(paragraph.text)
        if not named and not paper.quotes_elsewhere(paragraph) and not paper.known.about_others:
            yield Hit(
                paragraph.place,
                f"Hier staat {quoted(match[0])}, en dit wordt definitief.",
                "Haal het weg, of zet er de status en de versie van nu.",
            )


@check("gemarkeerd", "Gemarkeerde tekst", blocks=True)
def highlighted(paper: Paper) -> Iterator[Hit]:
    """Yellow and other marker colours: in Word the sign for 'still to do'."""
    for trace in paper.facts.highlights:
        yield Hit(
            trace.place,
            f"De tekst {quoted(trace.text)} is nog gemarkeerd.",
            "Werk de cel af en haal de opvulkleur weg."
            if trace.place.sheet
            else "Werk de tekst af en haal de markering weg (Start, Tekstmarkeringskleur, Geen kleur).",
        )
