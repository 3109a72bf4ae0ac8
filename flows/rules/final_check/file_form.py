"""The file as a thing: page size, fonts, weight, pictures."""

import re
from collections.abc import Iterator
from itertools import chain

from flows.rules.final_check.paper import Paper, quoted
from flows.rules.final_check.registry import Hit, check
from schemas.final_check import DocumentFacts, Place

_A4 = (210, 297)
_SLACK = 1
_AS_WIDE = (
    ("Calibri", "Carlito"),
    ("Cambria", "Caladea"),
    ("Arial", "Helvetica", "Liberation Sans", "Arimo", "Nimbus Sans"),
    ("Times New Roman", "Times", "Liberation Serif", "Tinos", "Nimbus Roman"),
    ("Courier New", "Courier", "Liberation Mono", "Cousine", "Nimbus Mono PS"),
    ("Arial Narrow", "Liberation Sans Narrow"),
    ("Georgia", "Gelasio"),
)
"""Fonts of which every letter is exactly as wide as in the other: the pages stay the same."""

_SIGNS_ONLY = frozenset(
    {"symbol", "wingdings", "wingdings 2", "wingdings 3", "webdings", "opensymbol", "segoe ui symbol"}
)
_EVERYWHERE = frozenset(
    (
        *("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique", "Symbol", "ZapfDingbats"),
        *("Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic"),
        *("Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique"),
    )
)
"""The fourteen fonts that every reader of PDF files has, or one as wide (ISO 32000-1, 9.6.2.2)."""

_BYTES_PER_MB = 1024 * 1024


@check("geen-a4", "A4 als papier", blocks=True)
def page_size(paper: Paper) -> Iterator[Hit]:
    """Letter paper comes from an empty American document; pages then break elsewhere."""
    facts = paper.facts
    sizes = chain(facts.page_sizes, facts.pdf.page_sizes if facts.pdf else ())
    for short, long in sorted({size for size in sizes if not _is_a4(size)}):
        yield Hit(
            Place(),
            f"Een pagina is {short} bij {long} mm, geen A4.",
            "Kies Indeling, Formaat, A4 voor het hele document.",
            softly=paper.known.somebody_elses,
        )


def _is_a4(size: tuple[int, int]) -> bool:
    return all(abs(side - wanted) <= _SLACK for side, wanted in zip(size, _A4, strict=True))


@check("lettertype", "Lettertypen die er zijn", blocks=True)
def fonts(paper: Paper) -> Iterator[Hit]:
    """A missing font is replaced by a wider one: pages shift, and a reference to page 11 is wrong (users 3.4)."""
    facts, known = paper.facts, paper.known
    here = known.fonts_here
    if facts.pdf is not None:
        here = facts.pdf.fonts
    if here is None:
        return
    there = {_bare(font) for font in (*here, *facts.embedded_fonts)}
    for font in sorted(facts.fonts):
        if font.casefold() in _SIGNS_ONLY or any(_same(name, there) for name in _names(font, facts)):
            continue
        where = "zit niet in de PDF" if facts.pdf else "is er niet op deze machine"
        yield Hit(
            Place(),
            f"Het lettertype {quoted(font)} {where}; een ander lettertype verschuift de pagina's.",
            f"Installeer {quoted(font)} of een even breed lettertype, of kies een ander lettertype in het sjabloon.",
            # A PDF that was only made to look at tells of this machine, not of the document.
            softly=known.handed_over or not known.fonts_matter or (facts.pdf is not None and facts.kept_pdf is None),
        )
    for font in sorted(facts.pdf.loose_fonts if facts.pdf else ()):
        yield Hit(
            Place(),
            f"Het lettertype {quoted(font)} zit niet in de PDF zelf; een lezer ziet misschien een ander.",
            "Maak de PDF opnieuw met ingesloten lettertypen.",
            softly=font in _EVERYWHERE,
        )


def _names(font: str, facts: DocumentFacts) -> tuple[str, ...]:
    """The font itself, what the document says may replace it, and what is exactly as wide."""
    alike = (name for family in _AS_WIDE if font in family for name in family)
    return (font, *facts.other_names.get(font, ()), *alike)


def _same(name: str, there: set[str]) -> bool:
    bare = _bare(name)
    return bare in there or any(one.startswith(bare) and _STYLE.fullmatch(one[len(bare) :]) for one in there)


_STYLE = re.compile(r"(?:mt|ps|regular|bold|italic|oblique|light|medium|semibold|black|condensed|book)*")


def _bare(font: str) -> str:
    return re.sub(r"[^a-z0-9]", "", font.casefold())


@check("te-groot", "Klein genoeg voor de mail", blocks=True)
def weight(paper: Paper) -> Iterator[Hit]:
    """What is larger than a mailbox takes does not arrive."""
    facts, limit = paper.facts, paper.known.size_limit
    for what, size in (("Het bestand", facts.size), ("De PDF", facts.kept_pdf.size if facts.kept_pdf else 0)):
        if size > limit:
            shown, most = (f"{value / _BYTES_PER_MB:.1f}".replace(".", ",") for value in (size, limit))
            yield Hit(
                Place(),
                f"{what} is {shown} MB; per bericht past {most} MB.",
                "Verklein de afbeeldingen (Afbeeldingen comprimeren) of splits het document.",
            )


@check("afbeelding", "Afbeeldingen die er zijn en een beschrijving hebben", blocks=False)
def pictures(paper: Paper) -> Iterator[Hit]:
    """A picture that did not come along, or that says nothing to who cannot see it (domain F 21, users 3.5)."""
    for picture in paper.facts.pictures:
        if not picture.present:
            yield Hit(
                picture.place,
                "Een afbeelding zit niet in het bestand; een lezer ziet een leeg vak.",
                "Voeg de afbeelding opnieuw in, zonder koppeling.",
            )
        elif not picture.description.strip():
            yield Hit(
                picture.place,
                "Een afbeelding heeft geen beschrijving voor wie haar niet kan zien.",
                "Voeg alternatieve tekst toe, of markeer de afbeelding als versiering.",
            )
