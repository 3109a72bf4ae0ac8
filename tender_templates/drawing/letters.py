"""Drawings for letters to one provider: remedy request, admission, refusal (domain D.8, D.9)."""

from docx.document import Document
from docx.shared import Pt

from tender_templates.drawing.style import (
    Column,
    bullets,
    letter_close,
    letter_head,
    letter_heading,
    new_document,
    notice_box,
    para,
    table,
)


def remedy_request() -> Document:
    """One request to complete an application, with every missing point and one last day."""
    document = new_document("Verzoek om aanvulling")
    letter_head(document, "Verzoek om uw aanmelding aan te vullen")
    para(
        document,
        "U hebt zich aangemeld voor {{ kop.traject }}. Dank daarvoor. Wij hebben uw aanmelding bekeken. Op een aantal "
        "punten is die nog niet compleet. In deze brief leest u wat wij nodig hebben en tot wanneer.",
    )
    notice_box(document, "**Wij ontvangen uw aanvulling graag uiterlijk op {{ uiterste_datum }}.** {{ uitleg_datum }}")
    letter_heading(document, "Wat hebben wij nodig?")
    columns = (
        Column("Code", "{{ punt.code }}", 1.5),
        Column("Eis", "{{ punt.eis }}", 4.6),
        Column("Wat wij vonden", "{{ punt.gevonden }}", 4.9),
        Column("Wat wij nodig hebben", "{{ punt.nodig }}", 5.0),
    )
    table(document, columns, "punt in punten", empty="Er zijn geen punten om aan te vullen.")
    letter_heading(document, "Zo vult u aan")
    bullets(
        document,
        "Stuur de stukken via het platform waarop u zich hebt aangemeld.",
        "Zet de code van de eis in de naam van elk bestand.",
        "Stuur alleen wat in de tabel staat. Andere delen van uw aanmelding kunt u niet meer wijzigen.",
    )
    letter_heading(document, "Wat gebeurt er daarna?")
    para(
        document,
        "Na uw aanvulling toetsen wij opnieuw. U krijgt van ons een besluit. Dit verzoek doen wij één keer. Ontvangen "
        "wij de stukken niet op tijd, of voldoen zij niet? Dan wijzen wij uw hele aanmelding af, voor alle percelen. "
        "Is iets niet duidelijk? Bel of mail dan vóór de uiterste datum.",
    )
    para(document, "Met vriendelijke groet,", "Ondertekening").paragraph_format.space_before = Pt(14)
    para(document, "{{ contact.naam }}", "Ondertekening")
    para(document, "namens {{ kop.organisatie }}", "Ondertekening")
    return document


def admission_letter() -> Document:
    """The decision to admit, with lots, the test per requirement, legal protection and next steps."""
    document = new_document("Besluit tot toelating")
    letter_head(document, "Besluit: u bent toegelaten")
    para(
        document,
        "U hebt zich aangemeld voor {{ kop.traject }}. Wij hebben uw aanmelding getoetst aan de gepubliceerde eisen. U "
        "voldoet aan alle eisen. **Wij laten {{ aan.naam }} toe als aanbieder van jeugdhulp.**",
    )
    letter_heading(document, "Waarvoor bent u toegelaten?")
    columns: tuple[Column, ...] = (
        Column("Perceel", "{{ perceel.perceel }}", 7.6),
        Column("Gemeente", "{{ perceel.gemeente }}", 4.4),
        Column("Ingangsdatum", "{{ perceel.ingangsdatum }}", 4.0),
    )
    table(document, columns, "perceel in percelen", empty="Er zijn geen percelen genoemd.")
    letter_heading(document, "Wat hebben wij getoetst?")
    columns = (
        Column("Code", "{{ toets.code }}", 1.5),
        Column("Eis", "{{ toets.eis }}", 4.0),
        Column("Uitkomst", "{{ toets.uitkomst }}", 2.3),
        Column("Toelichting", "{{ toets.reden }}", 8.2),
    )
    table(document, columns, "toets in toetsen", empty="Er zijn geen eisen getoetst.")
    letter_heading(document, "Onder welke voorwaarden?")
    bullets(
        document,
        "U blijft aan de eisen voldoen tot en met het einde van de overeenkomst.",
        "Onderzoek op grond van de Wet Bibob blijft mogelijk. De uitkomst kan gevolgen hebben voor uw toelating.",
        "Verloopt een bewijsstuk vóór de ingangsdatum? Dan stuurt u ons op tijd een nieuw stuk.",
        "Dit besluit is nog geen overeenkomst. Die is er als beide partijen hebben getekend.",
    )
    letter_heading(document, "Wat gebeurt er nu?")
    para(document, "{{ vervolg }}")
    _objection(document)
    letter_close(document)
    return document


def refusal_letter() -> Document:
    """The decision to refuse: per requirement what was found and why it is not enough; never another provider."""
    document = new_document("Besluit tot afwijzing")
    letter_head(document, "Besluit: u bent niet toegelaten")
    para(
        document,
        "U hebt zich aangemeld voor {{ kop.traject }}. Wij hebben uw aanmelding getoetst aan de gepubliceerde eisen. "
        "**U voldoet niet aan alle eisen. Daarom laten wij {{ aan.naam }} nu niet toe.** Wij begrijpen dat dit een "
        "teleurstelling is. In deze brief leggen wij uit waarom en wat u kunt doen.",
    )
    letter_heading(document, "Waarom laten wij u niet toe?")
    columns = (
        Column("Code", "{{ grond.code }}", 1.5),
        Column("Eis", "{{ grond.eis }}", 4.4),
        Column("Uitkomst", "{{ grond.uitkomst }}", 2.1),
        Column("Wat wij vonden en waarom dat niet genoeg is", "{{ grond.reden }}", 8.0),
    )
    table(document, columns, "grond in gronden", empty="Er zijn geen gronden genoemd.")
    para(
        document,
        "Wij keken alleen naar uw aanmelding en de eisen. Andere aanbieders speelden geen rol.",
    )
    letter_heading(document, "Kon u de aanmelding herstellen?")
    para(document, "{{ herstel }}")
    letter_heading(document, "Kunt u zich opnieuw aanmelden?")
    para(document, "{{ opnieuw }}")
    _objection(document)
    letter_close(document)
    return document


def _objection(document: Document) -> None:
    """The way to object; the box with the term stays on one page with the closing."""
    letter_heading(document, "Bent u het niet eens met dit besluit?")
    para(
        document,
        "Bel ons gerust. U kunt ook schriftelijk bezwaar maken bij ons, of een kort geding beginnen bij de rechtbank. "
        "Schrijf in uw bezwaar waarmee u het niet eens bent en waarom.",
    )
    box = notice_box(
        document,
        "**De termijn loopt tot en met {{ bezwaar_tot }}.** {{ bezwaar_uitleg }} Daarna kunt u in deze procedure niet "
        "meer tegen het besluit opkomen.",
    )
    box.paragraph_format.keep_with_next = True
