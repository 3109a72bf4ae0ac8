"""Plausible data for any document class: long texts, awkward names, several rows.

Texts are chosen by field name, so a new class gets an example without a line of code here.
"""

from collections import defaultdict
from itertools import count
from typing import Any, get_args, get_origin

from pydantic import BaseModel

LONG_NAME = (
    "Stichting Samenwerkende Jeugdzorgorganisaties Rivierenland en Heuvels voor Kinderen, Jongeren en hun Gezinnen "
    "e.o., B.V."
)
"""Exactly 120 characters: the longest name the register allows."""

AWKWARD_NAMES = ("Zorg & Co <BV>", "{{ 7*7 }} B.V.", "'t Hofje", LONG_NAME)

_ANSWER = (
    "Nee. De eis blijft gelden, maar wij verduidelijken de tekst. U laat met een verklaring van uw bestuur zien dat "
    "de medewerker de opleiding binnen twaalf maanden afrondt. Tot die tijd werkt de medewerker onder toezicht van "
    "een geregistreerde professional. Wij nemen dit op in het Programma van eisen."
)
_QUESTION = (
    "In paragraaf 3.10 staat dat elke medewerker een afgeronde opleiding heeft. Door de krapte op de arbeidsmarkt "
    "werken wij ook met medewerkers die nog in opleiding zijn. Mogen zij worden ingezet als zij onder toezicht "
    "werken?"
)

_TEXTS: dict[str, tuple[str, ...]] = {
    "organisatie": ("Inkoopbureau Jeugdhulp Rivierenland & Heuvels",),
    "regio": ("Jeugdregio Rivierenland-Heuvels",),
    "traject": ("Inkoop jeugdhulp 2027",),
    "kenmerk": ("RH-J27-2026-0147",),
    "versie": ("1.0", "0.9", "1.2"),
    "van": ("0.9", "1.0"),
    "naar": ("1.0", "1.1"),
    "datum": ("dinsdag 24 februari 2026", "maandag 16 maart 2026 om 12.00 uur", "woensdag 1 april 2026"),
    "naam": AWKWARD_NAMES,
    "aanbieder": AWKWARD_NAMES,
    "partij": ("Gemeente Rivierstad", *AWKWARD_NAMES),
    "kvk": ("01234567",),
    "straat": ("Burgemeester van der Heijdenlaan 112-114",),
    "postcode": ("7311 AB",),
    "plaats": ("Rivierstad", "Heuveldorp aan den IJssel"),
    "contactpersoon": ("mevrouw A.B. de Vries-van 't Hoff",),
    "aanhef": ("Geachte mevrouw De Vries-van 't Hoff",),
    "email": ("inkoop.jeugdhulp@rivierenlandheuvels.example", "toegang@rivierstad.example"),
    "telefoon": ("055 580 1234",),
    "gemeente": ("Rivierstad", "Heuveldorp", "Bronckhorst aan Zee", "Veldwijk"),
    "gemeenten": ("Rivierstad, Heuveldorp, Bronckhorst aan Zee en Veldwijk",),
    "perceel": ("1 Begeleiding", "2 Behandeling en specialistische GGZ", "3 Wonen en verblijf"),
    "percelen": ("1 Begeleiding, 2 Behandeling en specialistische GGZ",),
    "code": ("45A04", "45A53", "44B12", "41C03"),
    "vraag": (_QUESTION, "Geldt dit ook voor onderaannemers?"),
    "antwoord": (
        _ANSWER,
        "Ja. Voor onderaannemers gelden dezelfde eisen. Zie ook het antwoord op vraag 88.",
        _ANSWER * 3,
    ),
    "inbreng": (_QUESTION, "De raad vraagt aandacht voor continuïteit van zorg en voor korte wachttijden."),
    "reactie": (_ANSWER, "Wij delen deze zorg. In de overeenkomst komt een artikel over overdracht."),
    "oud": ("Elke medewerker heeft een afgeronde opleiding op ten minste mbo-niveau 4.",),
    "nieuw": (
        "Elke medewerker heeft een afgeronde opleiding op ten minste mbo-niveau 4, of rondt die af binnen een jaar.",
    ),
    "besproken": (_QUESTION + " " + _ANSWER,),
    "tarief": ("€ 86,40", "€ 1.234,80"),
    "beroepskrachten": ("€ 61,20", "€ 1.001,10"),
    "clientgebonden": ("€ 4,15",),
    "overhead": ("€ 17,80",),
    "indexering": ("€ 3,25",),
    "eenheid": ("uur", "etmaal", "dagdeel"),
    "aandeel": ("25%", "75%"),
    "sha256": ("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",),
    "bestand": ("RH-J27_Programma-van-eisen_v1.0.pdf",),
    "titel": ("Deskundigheid en inzet van personeel", "Samenwerking met de Toegang en het lokale team"),
    "uitkomst": ("Overgenomen in de tekst", "Niet overgenomen, omdat de Jeugdwet dit al regelt", "Voldoet"),
    "bezwaar_tot": ("maandag 4 mei 2026",),
    "bezwaar_uitleg": ("De termijn is 20 kalenderdagen, geteld vanaf de dag na verzending van dit besluit.",),
    "herstel_termijn": ("5 werkdagen",),
    "bezwaar_termijn": ("20 kalenderdagen",),
    "max_sessies": ("4",),
    "nummer": ("2", "3.10"),
    "nr": ("88", "89", "A-7", "134"),
    "document": ("Conceptovereenkomst met bijlagen", "Programma van eisen"),
    "vindplaats": ("artikel 4.2, bladzijde 11", "paragraaf 3.10, bladzijde 27"),
    "aanleiding": ("vraag 88", "dialoogsessie 2", "ambtshalve"),
    "reden": ("Voldoet aan de eis.", "De tekst was niet duidelijk voor aanbieders met medewerkers in opleiding."),
    "status": ("definitief", "concept", "in voorbereiding"),
    "stap": ("Vragen stellen kan tot en met deze dag", "Wij publiceren de laatste nota van inlichtingen", "Sluiting"),
    "uiterste": ("16 maart 2026", "1 april 2026"),
    "door": ("Projectteam inkoop en werkgroep Jeugd", "Colleges van burgemeester en wethouders"),
    "thema": ("Continuïteit van zorg", "Regie op het totaalaantal aanbieders"),
    "themas": ("Kwaliteit", "Financieel kader"),
    "groep": ("Gemeenteraden", "Zorgaanbieders"),
    "kanaal": ("brief en bijeenkomst", "website van de gemeenten"),
    "reikwijdte": ("jeugdhulp", "jeugdhulp en Wmo samen"),
    "waar": ("Conceptovereenkomst, artikel 12", "Dialoogsessie 2, onderwerp overdracht"),
    "eigenaar": ("Projectteam inkoop, vóór 1 juni 2026", "Werkgroep Jeugd, vóór 1 mei 2026"),
    "periode": ("1 augustus tot en met 30 september 2025",),
    "peildatum": ("1 juli 2026",),
    "prijspeil": ("2027",),
    "soort": ("aanmelding", "uitvoering", "aanmelding en uitvoering"),
    "ouderdom": ("niet ouder dan 6 maanden", "geldig op de dag van sluiting"),
    "herstel": ("ja, één keer", "nee"),
    "bewijs": ("Uittreksel uit het handelsregister", "Verklaring van het bestuur, ondertekend"),
    "eis": ("U staat in het handelsregister van het land waar u bent gevestigd.", "U voldoet aan de WNT."),
    "onderwerp": ("Artikel 12: overdracht van jeugdigen", "Tarieven voor verblijf"),
    "rol": ("bestuurder", "gedragswetenschapper", "vertegenwoordiger van ouders"),
    "grond": ("aanbieder met aanbod in perceel 2", "ervaringsdeskundige"),
    "tot": ("30 juni 2027",),
    "uitvoering": ("eerste kwartaal 2027", "2026"),
    "clienten": ("34",),
    "bedrag": ("€ 1.234,80",),
    "letter": ("A", "B", "E"),
    "doel": ("De jeugdige groeit zo thuis mogelijk op en kan met steun van het netwerk verder zonder jeugdhulp.",),
    "groepsgrootte": ("ten hoogste 8 jeugdigen",),
    "duur": ("ten hoogste 12 maanden, daarna opnieuw overleg met de Toegang",),
    "vervoer": ("niet inbegrepen",),
    "reeks": ("88 tot en met 121",),
    "ingangsdatum": ("1 januari 2027",),
    "einddatum": ("31 december 2031",),
    "harde_datum": ("donderdag 31 december 2026",),
    "sluiting": ("maandag 16 maart 2026 om 12.00 uur",),
    "vragen_tot": ("dinsdag 24 februari 2026 om 12.00 uur",),
    "platform": ("TenderNed",),
    "wijziging": ("ja, zie A-7", "nee"),
    "uitgenodigd": ("311", "8", "onbekend"),
    "gereageerd": ("46", "0"),
    "punten": ("53", "0"),
    "ondertekenaar": ("drs. W. van Zuylen-Ooms",),
    "functie": ("Portefeuillehouder Jeugd",),
}
_OTHER = (
    "Aanbieders werken volgens de afspraken in het document Werkafsprakenboek jeugdhulp, paragraaf 3.10.",
    "Wij rekenen terug vanaf de ingangsdatum; Hemelvaart en de brugdag zijn overgeslagen.",
    "Kort.",
)


def example(cls: type[BaseModel], rows: int = 3, *, flag: bool = False) -> Any:
    """Return a filled ``cls``: ``rows`` elements in every list (0 gives the emptiest one), ``flag`` in every bool."""
    return _value(cls, "", rows, flag, defaultdict(count))


def _value(kind: Any, name: str, rows: int, flag: bool, counter: "defaultdict[str, count[int]]") -> Any:
    if get_origin(kind) is tuple:
        return tuple(_value(get_args(kind)[0], name, rows, flag, counter) for _ in range(rows))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        fields = kind.model_fields.items()
        return kind(**{key: _value(field.annotation, key, rows, flag, counter) for key, field in fields})
    if kind is bool:
        return flag
    if kind is int:
        return 34
    texts = _TEXTS.get(name, _OTHER)
    # A counter per field name: every row differs and every awkward name gets its turn.
    return texts[next(counter[name]) % len(texts)]
