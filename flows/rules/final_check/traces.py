"""What tells of the making of a document and should not go out with it (users 3.5)."""

import re
from collections.abc import Iterable, Iterator

from flows.rules.final_check.paper import Paper, quoted
from flows.rules.final_check.registry import Hit, check
from schemas.final_check import WHITE, Place, Trace

_NOT_A_TITLE = re.compile(
    r"(?:microsoft word\s*-.*|document\s*\d*|concept|titel|title|.*\.docx?|untitled|naamloos)", re.IGNORECASE
)
_NOBODY = frozenset(
    {"python-docx", "gebruiker", "user", "windows user", "windows-gebruiker", "microsoft office user", "admin"}
)
_PERSON = re.compile(
    r"(?:(?:[A-Z]\.)+|[A-Z][a-zà-ÿ]+)(?:\s+(?:van|de|der|den|ten|ter|te|'t|[A-Z]\.)+)*(?:\s+[A-Z][\wà-ÿ'’-]+){1,2}"
)
_NO_PERSON = re.compile(
    r"regio|gemeente|stichting|inkoop|jeugd|bureau|dienst|team|afdeling|college|vereniging|samenwerking|b\.?v\.?|provincie|"
    r"midden|noord|zuid|oost|west|apache|microsoft|office|word|excel|openpyxl|python|pdf",
    re.IGNORECASE,
)
_USUAL_TEMPLATES = re.compile(r"(?:normal\w*(?:\.dot[mx]?)?|standaard(?:\.dot[mx]?)?|)", re.IGNORECASE)
_FILE_INFO = "Vul dit in via Bestand, Info, Eigenschappen."
_SHOWN = 5


@check("wijzigingen-open", "Bijgehouden wijzigingen", blocks=True)
def changes(paper: Paper) -> Iterator[Hit]:
    """Tracked changes that nobody accepted or rejected: every reader can see what stood there."""
    yield from _per_kind(
        paper.facts.changes,
        "De wijziging ({kind}) {text} is niet geaccepteerd of geweigerd.",
        "Accepteer of weiger alle wijzigingen (Controleren) en sla het document opnieuw op.",
    )


@check("opmerkingen-open", "Opmerkingen die er nog bij staan", blocks=True)
def comments(paper: Paper) -> Iterator[Hit]:
    """Comments go along with the file, also when they are not shown."""
    yield from _per_kind(
        paper.facts.comments,
        "Er staat een opmerking bij de tekst: {text}.",
        "Handel de opmerking af en verwijder haar (Controleren, Verwijderen).",
    )


@check("verborgen-tekst", "Verborgen tekst", blocks=True)
def hidden(paper: Paper) -> Iterator[Hit]:
    """Text that does not print and that everybody can make visible."""
    remedy = "Maak de tekst zichtbaar of verwijder hem."
    white = tuple(trace for trace in paper.facts.hidden if trace.kind == WHITE)
    yield from _per_kind(
        tuple(trace for trace in paper.facts.hidden if trace.kind != WHITE), "De tekst {text} is verborgen.", remedy
    )
    for hit in _per_kind(white, "De tekst {text} is wit op wit.", remedy):
        yield hit._replace(softly=True)  # what is behind it may be dark after all


def _per_kind(traces: tuple[Trace, ...], problem: str, remedy: str) -> Iterator[Hit]:
    """The first few one by one, the rest as a number: a redline of ninety changes is one thing to do."""
    for trace in traces[:_SHOWN]:
        text = quoted(trace.text) if trace.text.strip() else "zonder tekst"
        yield Hit(trace.place, problem.format(kind=trace.kind, text=text), remedy)
    rest = len(traces) - _SHOWN
    if rest > 0:
        yield Hit(Place(), f"En zo staan er nog {rest} in dit document.", remedy)


@check("auteur", "De organisatie als auteur", blocks=True)
def author(paper: Paper) -> Iterator[Hit]:
    """Names of people in the properties of a file are a data leak; the author is the organisation.

    Of a file that the house did not make, every finding here is a remark.
    """
    told, ours = paper.facts.properties, paper.known.organisation
    pdf = paper.facts.kept_pdf.properties.author if paper.facts.kept_pdf else ""
    names = [("auteur", told.author), ("laatst bewerkt door", told.last_author), ("manager", told.manager)]
    names += [("auteur van de PDF", pdf)] if pdf else []
    if not told.author.strip():
        remedy = f"Zet er '{ours}' neer." if ours else "Zet de organisatie er neer."
        yield Hit(
            Place(),
            "In de eigenschappen staat geen auteur.",
            f"{remedy} {_FILE_INFO}",
            softly=paper.known.somebody_elses,
        )
    for label, name in names:
        if name.strip() and (name != ours if ours else _is_somebody(name)):
            yield Hit(
                Place(),
                f"In de eigenschappen staat bij '{label}': {quoted(name)}.",
                f"Vervang dit door {quoted(ours) if ours else 'de naam van de organisatie'}. {_FILE_INFO}",
                softly=paper.known.somebody_elses,
            )


def _is_somebody(name: str) -> bool:
    """A person, or what a program fills in by itself."""
    if name.strip().casefold() in _NOBODY:
        return True
    return _PERSON.fullmatch(name.strip()) is not None and _NO_PERSON.search(name) is None


@check("sjabloon", "De naam van het sjabloon", blocks=False)
def template(paper: Paper) -> Iterator[Hit]:
    """The name of the template tells of another region, an older tender, or the folders of a colleague."""
    name = paper.facts.properties.template.strip()
    if not _USUAL_TEMPLATES.fullmatch(name):
        yield Hit(
            Place(),
            f"In de eigenschappen staat het sjabloon {quoted(name)}.",
            "Koppel het document aan het gewone sjabloon (Ontwikkelaars, Documentsjabloon, Normal.dotm).",
        )


@check("titel", "Een titel in de eigenschappen", blocks=True)
def title(paper: Paper) -> Iterator[Hit]:
    """The title is what a screen reader and a browser show first."""
    told = [("het document", paper.facts.properties.title)]
    told += [("de PDF", paper.facts.kept_pdf.properties.title)] if paper.facts.kept_pdf else []
    for what, text in told:
        if not text.strip() or _NOT_A_TITLE.fullmatch(text.strip()):
            shown = f"is {quoted(text)}" if text.strip() else "is leeg"
            yield Hit(
                Place(),
                f"De titel van {what} {shown}.",
                f"Geef een titel die zegt wat het is. {_FILE_INFO}",
                softly=paper.known.somebody_elses,
            )


@check("taal", "Nederlands als taal", blocks=True)
def language(paper: Paper) -> Iterator[Hit]:
    """The language decides how a screen reader speaks and how Word breaks words."""
    facts = paper.facts
    if facts.form == "sheets":  # a workbook has no language
        return
    told: Iterable[tuple[str, str]] = [
        ("het document", facts.language),
        ("de eigenschappen", facts.properties.language),
    ]
    if facts.kept_pdf:
        told = [*told, ("de PDF", facts.kept_pdf.properties.language or "niet ingevuld")]
    wrong = [(what, code) for what, code in told if code and not code.casefold().startswith("nl")]
    if not facts.language:
        wrong.insert(0, ("het document", "niet ingevuld"))
    for what, code in wrong:
        yield Hit(
            Place(),
            f"De taal van {what} is {quoted(code)}, geen Nederlands.",
            "Kies Controleren, Taal, Controletaal instellen, Nederlands, Als standaard instellen.",
            softly=paper.known.somebody_elses,
        )
