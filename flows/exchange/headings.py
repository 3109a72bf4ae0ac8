"""The headings other systems use for our columns, and the file in which a team names its own (users 2.2, 2.3).

``kolommen.yaml`` stands beside the list it is for: a heading, and the column of ours that it is; nothing (or ``null``)
when the column must be left. A file may serve both lists under ``inbreng:`` and ``vragen:``.
"""

from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from flows.exchange.reading import fold, suggestion
from flows.exchange.yaml_files import YamlFile, read_yaml
from schemas.errors import InputFault, InputRefusedError
from schemas.sheets import Column

FILE = "kolommen.yaml"

INPUTS, QUESTIONS = "inbreng", "vragen"
"""The two lists, as they are named in the file and on the command line."""

INPUT_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "Nr": ("Nummer", "Id", "Nr inbreng", "Volgnummer"),
    "Ronde": ("Consultatieronde",),
    "Soort afzender": ("Afzender", "Van", "Groep", "Respondent", "Respondentgroep", "Doelgroep", "Soort respondent"),
    "Gemeente": ("Gemeentenaam", "Woonplaats"),
    "Naam": ("Naam afzender", "Naam respondent", "Organisatie", "Contactpersoon"),
    "Mag met naam": ("Met naam", "Naam vermelden", "Naam tonen", "Toestemming naam"),
    "E-mail": ("E-mailadres", "Mail", "Mailadres", "Email"),
    "Reikwijdte": ("Scope", "Jeugd of Wmo"),
    "Ontvangen op": ("Datum", "Datum ontvangst", "Ontvangen", "Datum ontvangen"),
    "Via": ("Kanaal", "Hoe ontvangen", "Vorm"),
    "Consultatievraag": ("Vraag", "Vraagnummer", "Bij vraag"),
    "Pagina": ("Blz", "Bladzijde", "Paginanummer"),
    "Hoofdstuk": ("Paragraaf", "Hoofdstuk / paragraaf", "Vindplaats in de strategie"),
    "Citaat": ("Aangehaalde tekst", "Tekst uit het document"),
    "Inbreng": (
        *("Inbreng (letterlijk)", "Reactietekst", "Punt", "Opmerking", "Opmerkingen", "Aandachtspunt"),
        *("Uw reactie", "Uw inbreng", "Tekst"),
    ),
    "Inbreng samengevat": ("Inbreng (samengevat)", "Samenvatting"),
    "Thema": ("Onderwerp", "Label"),
    "Zelfde als": ("Lijkt op", "Dubbel van"),
    "Reactie": ("Antwoord", "Reactie regio", "Reactie van de regio"),
    "Uitkomst": ("Besluit", "Resultaat"),
    "Waar verwerkt": ("Waar", "Vindplaats", "Wijziging in document"),
    "Toezegging aan": ("Eigenaar", "Actiehouder"),
}

QUESTION_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "Vraagnr": ("Vraagnummer", "Publiek nummer", "Nr", "Nummer"),
    "Id": ("Intern nummer",),
    "Bronnummer": (
        *("Nr", "Nummer", "Nummer platform", "Volgnummer", "Vraag-id", "Vraag ID", "Platformnummer"),
        *("Referentienummer", "Vraagnummer"),
    ),
    "Bron": ("Platform", "Kanaal", "Herkomst"),
    "Ronde": ("NvI", "Ronde / NvI", "Fase", "Inlichtingenronde", "Vragenronde", "Nota"),
    "Ontvangen op": ("Datum", "Gesteld op", "Datum vraag", "Ingediend op", "Datum ontvangst", "Tijdstip", "Datum/tijd"),
    "Aanbieder-id": ("Aanbiedernummer",),
    "Organisatie": (
        *("Aanbieder", "Gesteld door", "Vraagsteller", "Onderneming", "Bedrijf", "Leverancier"),
        *("Organisatie, contact", "Inschrijver", "Naam onderneming"),
    ),
    "Perceel": ("Percelen", "Perceel / segment", "Segment"),
    "Document": ("Document + versie", "Referentie", "Stuk", "Onderwerp", "Documentnaam", "Bijlage"),
    "Versie": ("Documentversie",),
    "Paragraaf": (
        *("Artikel", "Paragraaf / artikel", "Paragraaf of artikel", "Vindplaats", "Hoofdstuk", "Paragraaf/artikel"),
        *("Artikel/paragraaf", "Par."),
    ),
    "Pagina": ("Blz", "Blz.", "Bladzijde", "Paginanummer", "Pag."),
    "Citaat": ("Aangehaalde tekst", "Passage", "Tekst uit het document"),
    "Thema": ("Label", "Thema / label", "Categorie"),
    "Vraag": ("Uw vraag", "Vraagtekst", "Vraag van de aanbieder", "Vraagstelling", "Omschrijving vraag", "De vraag"),
    "Achtergrond": (
        "Achtergrondinformatie",
        "Achtergrond van de vraag",
        "Toelichting op de vraag",
        "Toelichting vraag",
    ),
    "Antwoord": ("Concept-antwoord", "Concept antwoord", "Conceptantwoord", "Antwoord aanbestedende dienst"),
    "Zelfde als vraag": ("Dubbel van", "Zie vraag"),
    "Rectificatie op": ("Rectificatie van", "Rectificeert vraag"),
    "Individueel": ("Individuele vraag", "Individuele inlichting", "Vertrouwelijk"),
    "Motivering": ("Motivering individueel", "Motivatie", "Reden vertrouwelijk"),
    "Toegewezen aan": ("Toewijzen", "Toegewezen", "Behandelaar"),
    "Opgesteld door": ("Concept-antwoord door", "Concept door", "Antwoord door", "Steller"),
    "Akkoord inhoud door": ("Akkoord inhoud", "Inhoud akkoord door"),
    "Akkoord jurist door": ("Akkoord jurist", "Jurist akkoord door"),
    "Status": ("Stand",),
}
"""By TenderNed, Mercell, Negometrix and by people; the one that fits a column best comes first."""


_ENGLISH: Mapping[str, tuple[str, ...]] = {
    "Nr": ("No", "Number", "#"),
    "Vraagnr": ("Question no", "Question number"),
    "Bronnummer": ("No", "Number", "Question id", "Question no", "Question number", "Reference number", "#"),
    "Bron": ("Source", "Origin"),
    "Ronde": ("Round",),
    "Soort afzender": ("Sender", "Stakeholder", "Respondent type", "Group"),
    "Gemeente": ("Municipality",),
    "Naam": ("Name",),
    "Ontvangen op": ("Received", "Received on", "Date", "Date received", "Submitted on"),
    "Via": ("Channel",),
    "Consultatievraag": ("Question",),
    "Organisatie": ("Organisation", "Organization", "Company", "Supplier", "Tenderer", "Asked by"),
    "Perceel": ("Lot", "Lots"),
    "Document": ("Document name",),
    "Versie": ("Version", "Document version"),
    "Paragraaf": ("Section", "Paragraph", "Article", "Clause"),
    "Pagina": ("Page", "Page number"),
    "Hoofdstuk": ("Chapter", "Section"),
    "Citaat": ("Quote", "Quotation"),
    "Thema": ("Theme", "Topic", "Category", "Subject"),
    "Vraag": ("Question", "Question text", "Your question"),
    "Inbreng": ("Comment", "Comments", "Remark", "Feedback", "Contribution", "Input", "Your comment"),
    "Inbreng samengevat": ("Summary",),
    "Achtergrond": ("Background", "Explanation"),
    "Antwoord": ("Answer",),
    "Reactie": ("Response", "Answer"),
    "Uitkomst": ("Outcome",),
    "Individueel": ("Confidential",),
    "Toegewezen aan": ("Assigned to",),
}


def with_synonyms(columns: Sequence[Column], synonyms: Mapping[str, tuple[str, ...]]) -> tuple[Column, ...]:
    """The columns with the headings of other systems and of English exports added to their own."""
    return tuple(
        column.model_copy(
            update={
                "synonyms": tuple(
                    dict.fromkeys((*synonyms.get(column.name, ()), *column.synonyms, *_ENGLISH.get(column.name, ())))
                )
            }
        )
        for column in columns
    )


def mapping_beside(file: Path) -> Path | None:
    """The mapping file in the folder of a list, when there is one."""
    beside = file.parent / FILE
    return beside if beside.is_file() else None


def read_mapping(folder: Traversable, name: str, columns: Sequence[Column], kind: str) -> Mapping[str, str | None]:
    """What a mapping file says for a list of ``kind``: each heading with our column, None for one that must be left.

    Raises InputRefusedError with every fault, each with its line: a column we do not have, and two headings that would
    be one column.
    """
    file = read_yaml(folder, name)
    place, given = _part(file, kind)
    names = {fold(column.name): column.name for column in columns}
    found: dict[str, str | None] = {}
    faults: list[InputFault] = []
    taken: dict[str, str] = {}
    for heading, wanted in given.items():
        where = (*place, str(heading))
        column = names.get(fold(wanted)) if isinstance(wanted, str) and wanted.strip() else None
        if isinstance(wanted, str) and wanted.strip() and column is None:
            remedy = f"{suggestion(wanted, names.values())}Kies uit: {', '.join(names.values())}."
            faults.append(file.fault(where, f"'{wanted}' is geen kolom van ons.", remedy))
        elif not isinstance(wanted, str | None):
            faults.append(
                file.fault(where, "hier hoort de naam van een kolom.", "Schrijf: 'Kop in uw bestand': Vraag.")
            )
        elif column in taken:
            problem = f"'{taken[column]}' is ook al '{column}'."
            faults.append(file.fault(where, problem, "Laat één kop staan; maak de andere leeg."))
        else:
            found[str(heading)] = column
            if column is not None:
                taken[column] = str(heading)
    if faults:
        raise InputRefusedError(faults)
    return found


def _part(file: YamlFile, kind: str) -> tuple[tuple[str, ...], Mapping[Any, Any]]:
    """The part of the file for this list; a file without parts is for the list it stands beside."""
    value = {} if file.value is None else file.value
    if isinstance(value, Mapping) and value.keys() <= {INPUTS, QUESTIONS} and value:
        part = value.get(kind) or {}
        place: tuple[str, ...] = (kind,)
    else:
        part, place = value, ()
    if not isinstance(part, Mapping):
        remedy = "Schrijf op elke regel een kop, een dubbele punt en de naam van onze kolom."
        raise InputRefusedError([file.fault(place, "dit is geen lijst van koppen.", remedy)])
    return place, part
