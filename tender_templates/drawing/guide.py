"""Drawing of the admission guide (aanmeldingsdocument), the main document of the procedure (domain D.3)."""

from docx.document import Document

from tender_templates.drawing.style import (
    Column,
    bullets,
    bullets_from,
    changes_table,
    contact_lines,
    contents,
    facts,
    heading,
    new_document,
    notice_box,
    otherwise,
    para,
    promises_section,
    table,
    title_page,
    when,
)


def admission_guide() -> Document:
    """Everything a provider must know to apply, in the order in which he needs it."""
    document = new_document("Aanmeldingsdocument")
    title_page(document, "Aanmeldingsdocument", "Toelating van aanbieders van jeugdhulp – {{ kop.traject }}")
    para(document, "Voor de gemeenten {{ gemeenten }}.")
    listing = para(document, "Inhoud", "Kop zonder nummer 1", new_page=True)
    _in_short(document)
    _terms(document)
    _assignment(document)
    _procedure(document)
    _rules_for_applying(document)
    _exclusion(document)
    _requirements(document)
    _decision(document)
    _agreement(document)
    _annexes(document)
    promises_section(document)
    contents(document, listing)
    return document


def _in_short(document: Document) -> None:
    heading(document, "In het kort", numbered=False)
    pairs = (
        ("Wat is het?", "Een toelatingsprocedure voor aanbieders van jeugdhulp (Open House)."),
        ("Voor welke gemeenten?", "{{ gemeenten }}"),
        ("Aanmelden kan tot", "**{{ sluiting }}**"),
        ("Vragen stellen kan tot", "{{ vragen_tot }}"),
        ("Waar?", "{{ platform }}"),
        ("De overeenkomst begint op", "{{ ingangsdatum }}"),
        ("De overeenkomst eindigt op", "{{ einddatum }}"),
    )
    facts(document, pairs, headings=("Onderwerp", "Antwoord"))


def _terms(document: Document) -> None:
    heading(document, "Begrippen", new_page=True)
    para(document, "In dit document gebruiken wij een aantal vaste woorden. Dit bedoelen wij ermee.", keep_next=True)
    pairs = (
        ("Aanbieder", "De organisatie of zelfstandige die jeugdhulp wil leveren en zich daarvoor aanmeldt."),
        ("Aanmelding", "Alle formulieren en bewijsstukken waarmee een aanbieder om toelating vraagt."),
        ("Bewijsstuk", "Een document waarmee een aanbieder laat zien dat hij aan een eis voldoet."),
        ("Combinatie", "Twee of meer aanbieders die zich samen aanmelden en samen verantwoordelijk zijn."),
        ("Drempel", "Een vooraf bekendgemaakte voorwaarde die per gemeente kan gelden."),
        ("Nota van inlichtingen", "Het document met vragen van aanbieders, onze antwoorden en de wijzigingen."),
        ("Onderaannemer", "Een partij die in opdracht van een toegelaten aanbieder een deel van de hulp levert."),
        ("Open House", "Een procedure waarin iedere aanbieder die aan de eisen voldoet een overeenkomst krijgt."),
        ("Perceel", "Een afgebakend deel van de opdracht waarvoor een aanbieder zich apart kan aanmelden."),
        ("Toelating", "Het besluit dat een aanbieder aan alle eisen voldoet en een overeenkomst krijgt."),
        ("Wij", "De gemeenten {{ gemeenten }}, en {{ kop.organisatie }} die namens hen optreedt."),
    )
    facts(document, pairs, headings=("Begrip", "Betekenis"), first=4.0)


def _assignment(document: Document) -> None:
    heading(document, "De opdracht")
    para(document, "In dit hoofdstuk leest u welke jeugdhulp wij inkopen, voor wie en hoe lang.", keep_next=True)
    heading(document, "Wie zijn wij?", 2)
    para(
        document,
        "Gemeenten zorgen op grond van de Jeugdwet voor passende jeugdhulp. De gemeenten {{ gemeenten }} regelen dat "
        "samen. {{ kop.organisatie }} voert de procedure namens hen uit, voor {{ kop.regio }}.",
    )
    heading(document, "Welke percelen zijn er?", 2)
    para(
        document,
        "U meldt zich aan voor één of meer percelen. Wij toetsen uw aanmelding als geheel. De uitkomst geldt voor alle "
        "percelen waarvoor u zich aanmeldt.",
        keep_next=True,
    )
    columns: tuple[Column, ...] = (
        Column("Nr", "{{ perceel.nummer }}", 1.2),
        Column("Perceel", "**{{ perceel.naam }}**", 3.4),
        Column("Omschrijving", "{{ perceel.omschrijving }}", 5.4),
        Column("Productgroepen", "{{ perceel.productgroepen }}", 3.4),
        Column("Ingangsdatum", "{{ perceel.ingangsdatum }}", 2.6),
    )
    table(document, columns, "perceel in percelen", empty="De opdracht is niet in percelen verdeeld.")
    heading(document, "Hoeveel jeugdhulp kopen wij in?", 2)
    para(
        document,
        "Wij beloven geen aantal jeugdigen en geen omzet. Ouders en jeugdigen kiezen zelf een toegelaten aanbieder. "
        "Hoeveel hulp er nodig is, hangt af van de vraag. Een toelating geeft dus geen recht op een minimum.",
    )
    heading(document, "Hoe lang duurt de overeenkomst?", 2)
    pairs = (
        ("Begin", "{{ ingangsdatum }}"),
        ("Einde", "{{ einddatum }}"),
        ("Verlenging", "{{ verlenging }}"),
    )
    facts(document, pairs, headings=("Onderdeel", "Afspraak"))
    heading(document, "Welke tarieven gelden?", 2)
    para(
        document,
        "Voor elk product geldt één tarief voor alle aanbieders. De tarieven en hun opbouw staan in het document "
        "Tarieven. Zij zijn gebaseerd op de onderdelen die artikel 2.3 van het Besluit Jeugdwet noemt. Hoe wij "
        "indexeren, staat in de overeenkomst.",
    )
    heading(document, "Instromen en uitstromen", 2)
    para(document, "Per gemeente kunnen drempels gelden. Wij maken ze hier vooraf bekend.", keep_next=True)
    columns = (
        Column("Drempel", "{{ drempel.tekst }}", 10.5),
        Column("Geldt in", "{{ drempel.gemeenten }}", 5.5),
    )
    table(document, columns, "drempel in drempels", empty="Er gelden geen drempels.")


def _procedure(document: Document) -> None:
    heading(document, "De procedure")
    para(document, "In dit hoofdstuk leest u hoe de procedure verloopt en hoe u vragen stelt.", keep_next=True)
    heading(document, "Een toelatingsprocedure", 2)
    para(
        document,
        "Wij volgen een Open House-procedure. Wij vergelijken aanbieders niet met elkaar en maken geen rangorde. "
        "Voldoet u aan alle eisen? Dan laten wij u toe. De regels voor overheidsopdrachten gelden niet. De algemene "
        "beginselen van behoorlijk bestuur gelden wel. Wij behandelen u dus gelijk, zijn open over de eisen en geven "
        "redenen voor ons besluit.",
    )
    heading(document, "Planning", 2)
    para(document, "Dit is de planning. Wijzigt een datum, dan leest u dat op {{ platform }}.", keep_next=True)
    columns = (
        Column("Stap", "{{ stap.stap }}", 5.6),
        Column("Datum", "{{ stap.datum }}", 4.4),
        Column("Toelichting", "{{ stap.toelichting }}", 6.0),
    )
    table(document, columns, "stap in stappen", empty="De planning volgt.")
    heading(document, "Contact", 2)
    para(
        document,
        "Vragen over de inhoud van deze procedure stelt u alleen via {{ platform }}. Zo krijgt iedereen dezelfde "
        "informatie op hetzelfde moment. Voor praktische hulp kunt u ons bellen of mailen, bijvoorbeeld als het "
        "platform niet werkt. Benader verder geen medewerkers of bestuurders van de gemeenten over deze procedure.",
    )
    contact_lines(document, "Hebt u praktische hulp nodig? Neem dan contact op met")
    heading(document, "Vragen en de nota van inlichtingen", 2)
    para(document, "Stel uw vragen via {{ platform }}. Dat kan tot en met {{ vragen_tot }}.", keep_next=True)
    bullets(
        document,
        "Noem bij elke vraag het document, de paragraaf of het artikel en de bladzijde.",
        "Zet geen namen of andere herkenbare gegevens in uw vraag.",
        "Wij publiceren de vragen met onze antwoorden in een nota van inlichtingen. Daarin staat niet wie een vraag "
        "stelde.",
        "Staat er een bedrijfsgeheim in uw vraag? Dan kunt u ons vragen om alleen u te antwoorden. Leg uit waarom dat "
        "nodig is. Antwoorden wij alleen u, dan publiceren wij de vraag en het antwoord niet.",
        "De laatste nota verschijnt uiterlijk 10 dagen vóór de sluiting van de aanmelding. Is dat een vrije dag, dan "
        "verschijnt zij uiterlijk op de werkdag daarvoor. Dat beloven wij zelf; geen wet schrijft deze termijn voor.",
        "De nota hoort bij de procedurestukken. Spreekt de nota een eerder stuk tegen, dan geldt de nota.",
        "Spreken twee nota's elkaar tegen, dan geldt de laatste.",
    )
    heading(document, "Dialoogsessies", 2)
    para(
        document,
        "Over de conceptovereenkomst en de bijlagen kunnen wij dialoogsessies houden. Het aantal sessies is ten "
        "hoogste {{ max_sessies }}. Meedoen of niet meedoen heeft geen invloed op uw toelating. Van elke sessie "
        "publiceren wij een verslag voor alle aanbieders.",
    )
    with when(document, "deelname_gronden"):
        para(document, "Zo bepalen wij wie meedoet. Daarbij gelden deze regels:", keep_next=True)
        bullets_from(document, "grond in deelname_gronden", "{{ grond }}")
        otherwise(document)
        para(document, "Iedere aanbieder kan zich voor een sessie melden.")


def _rules_for_applying(document: Document) -> None:
    heading(document, "Aanmelden")
    para(document, "In dit hoofdstuk leest u hoe u zich aanmeldt en welke regels daarbij gelden.", keep_next=True)
    heading(document, "Zo meldt u zich aan", 2)
    notice_box(document, "**U kunt zich aanmelden tot {{ sluiting }}.** {{ sluiting_uitleg }}")
    bullets(
        document,
        "Dien uw aanmelding in via {{ platform }}. Aanmelden per e-mail of post kan niet.",
        "Gebruik onze formulieren en verander de tekst ervan niet.",
        "Lever leesbare bestanden aan, zonder wachtwoord, in het Nederlands.",
        "Laat de aanmelding ondertekenen door iemand die volgens het handelsregister bevoegd is. Tekent iemand anders? "
        "Stuur dan een volmacht mee.",
        "Met uw aanmelding gaat u akkoord met de procedurestukken en met de laatste nota van inlichtingen.",
    )
    heading(document, "Samen aanmelden, onderaannemers en zzp'ers", 2)
    bullets(
        document,
        "**Combinatie.** Elke deelnemer levert de eigen bewijsstukken. Alle deelnemers zijn hoofdelijk aansprakelijk. "
        "Wijs één deelnemer aan die namens de combinatie spreekt.",
        "**Onderaannemers.** Noem hen in uw aanmelding. Voor hen gelden dezelfde eisen. U betaalt hun een reële prijs. "
        "Wisselt u later van onderaannemer? Meld dat vooraf en wacht op onze toestemming.",
        "**Zzp'ers.** Geef op welk deel van de hulp zij leveren. U blijft verantwoordelijk voor de kwaliteit.",
    )
    heading(document, "Is uw aanmelding niet compleet?", 2)
    para(
        document,
        "Ontbreekt er iets, of is een stuk onduidelijk? Dan krijgt u van ons één verzoek om aanvulling, als de tabel "
        "in het hoofdstuk over de eisen zegt dat herstel kan. De termijn voor herstel is: {{ herstel_termijn }}. Komt "
        "de aanvulling te laat, of voldoet u ook daarna niet aan elke eis? Dan wijzen wij uw hele aanmelding af, voor "
        "alle percelen. U kunt zich bij een volgend moment van toetreding opnieuw aanmelden.",
    )
    heading(document, "Ongeldige aanmelding", 2)
    para(document, "Een aanmelding is ongeldig als:", keep_next=True)
    bullets(
        document,
        "wij die na het sluitingsmoment ontvangen;",
        "u voorwaarden stelt of van de procedurestukken afwijkt;",
        "de ondertekenaar niet bevoegd is en ook na ons verzoek geen volmacht volgt;",
        "u onjuiste gegevens verstrekt.",
    )
    heading(document, "Voorbehoud, kosten en taal", 2)
    bullets(
        document,
        "Wij kunnen de procedure geheel of voor een deel stoppen of opschorten. Wij leggen dan uit waarom.",
        "Wij vergoeden geen kosten van uw aanmelding.",
        "De procedure en de overeenkomst zijn in het Nederlands. Nederlands recht is van toepassing.",
        "Wij gaan vertrouwelijk om met uw gegevens en gebruiken ze alleen voor deze procedure en de overeenkomst.",
    )
    heading(document, "Fouten, tegenstrijdigheden en klachten", 2)
    para(
        document,
        "Ziet u een fout of tegenstrijdigheid in de stukken? Meld die zo snel mogelijk, en uiterlijk op {{ vragen_tot "
        "}}, via {{ platform }}. Wij kunnen het dan voor iedereen herstellen. Meldt u het later, dan kunt u zich er "
        "in deze procedure niet meer op beroepen. Een klacht over de procedure stuurt u naar {{ contact.email }}. Een "
        "klacht schort de procedure niet op.",
    )


def _exclusion(document: Document) -> None:
    heading(document, "Uitsluitingsgronden")
    para(
        document,
        "Wij sluiten een aanbieder uit als een van deze gronden geldt. Daarbij kijken wij of uitsluiting in verhouding "
        "staat tot wat er is gebeurd, en of de aanbieder maatregelen heeft genomen.",
        keep_next=True,
    )
    bullets(
        document,
        "Een onherroepelijke veroordeling voor deelname aan een criminele organisatie, omkoping, fraude, witwassen, "
        "terrorisme, kinderarbeid of mensenhandel.",
        "Een schuld aan belastingen of sociale premies waarvoor geen betalingsregeling is getroffen en nageleefd.",
        "Faillissement, surseance van betaling of staking van de onderneming.",
        "Een ernstige beroepsfout die de integriteit van de aanbieder in twijfel trekt.",
        "Een lopende maatregel van de Inspectie Gezondheidszorg en Jeugd die veilige hulp in de weg staat.",
        "Valse verklaringen in deze procedure.",
    )
    para(
        document,
        "Wij kunnen een onderzoek op grond van de Wet Bibob doen, bij de aanmelding of tijdens de overeenkomst. Eerst "
        "doen wij eigen onderzoek. Daarna kunnen wij advies vragen aan het Landelijk Bureau Bibob.",
    )


def _requirements(document: Document) -> None:
    heading(document, "Eisen aan de aanbieder")
    para(
        document,
        "Wij toetsen elke aanmelding aan deze eisen. De uitkomst is: voldoet, voldoet niet of aanvullen. Er is geen "
        "score. Bij elke eis staat welk bewijs u stuurt, hoe oud het mag zijn en of herstel kan.",
        keep_next=True,
    )
    columns = (
        Column("Code", "{{ eis.code }}", 1.5),
        Column("Eis", ("**{{ eis.titel }}**", "{{ eis.eis }}"), 5.7),
        Column("Bewijsstuk", "{{ eis.bewijs }}", 3.8),
        Column("Hoe oud?", "{{ eis.ouderdom }}", 2.5),
        Column("Herstel", "{{ eis.herstel }}", 2.5),
    )
    table(document, columns, "eis in eisen", empty="Er zijn geen afzonderlijke eisen aan de aanbieder.")
    heading(document, "Programma van eisen")
    para(
        document,
        "De eisen aan de hulp zelf staan in het Programma van eisen en in de productkaarten. Met uw aanmelding "
        "verklaart u dat u daaraan voldoet vanaf de ingangsdatum, {{ ingangsdatum }}, en zolang de overeenkomst loopt.",
    )


def _decision(document: Document) -> None:
    heading(document, "Toetsing en besluit")
    para(document, "In dit hoofdstuk leest u hoe wij uw aanmelding toetsen en wat u daarna kunt doen.", keep_next=True)
    heading(document, "Zo toetsen wij", 2)
    para(document, "Wij toetsen elke aanmelding in dezelfde volgorde:", keep_next=True)
    for step in (
        "Is de aanmelding compleet en op tijd?",
        "Is er een grond om de aanbieder uit te sluiten?",
        "Voldoet de aanbieder aan de eisen?",
        "Is een gesprek nodig om iets na te gaan? In dat gesprek toetsen wij alleen aan de gepubliceerde eisen.",
        "Geeft het onderzoek naar integriteit een reden om niet toe te laten?",
    ):
        para(document, step, "List Number")
    heading(document, "Het besluit", 2)
    para(
        document,
        "Elke aanbieder krijgt een schriftelijk besluit. Voldoet u aan alle eisen, dan laten wij u toe voor alle "
        "percelen van uw aanmelding. Voldoet u aan één eis niet, dan wijzen wij de hele aanmelding af. U leest dan per "
        "eis wat wij hebben gevonden en waarom dat niet genoeg is.",
    )
    heading(document, "Bent u het niet eens met het besluit?", 2)
    para(
        document,
        "U kunt dan bezwaar maken bij ons, of een kort geding beginnen bij de rechtbank. De termijn is: {{ "
        "bezwaar_termijn }}. De dag na verzending van het besluit is de eerste dag. Deze termijn is een "
        "vervaltermijn. Wij hebben die zelf vastgesteld; er is voor deze procedure geen wettelijke termijn. Na afloop "
        "van de termijn kunt u in deze procedure niet meer tegen het besluit opkomen. In het besluit staat de "
        "precieze einddatum.",
    )


def _agreement(document: Document) -> None:
    heading(document, "De overeenkomst")
    para(
        document,
        "Laten wij u toe, dan sluiten wij met u de raamovereenkomst. De tekst is voor alle aanbieders gelijk. Alleen "
        "uw gegevens, percelen en gemeenten verschillen. Door de toelating alleen ontstaat nog geen overeenkomst; die "
        "is er pas als beide partijen hebben getekend.",
    )
    bullets(
        document,
        "De overeenkomst gaat in op {{ ingangsdatum }}, of op de datum die per perceel is genoemd.",
        "Verandert er iets in uw organisatie of in uw bewijsstukken? Meld dat dan meteen.",
        "Verloopt een bewijsstuk vóór de ingangsdatum? Dan vragen wij om een nieuw stuk.",
    )


def _annexes(document: Document) -> None:
    heading(document, "Stukken en wijzigingen")
    para(document, "Bij deze procedure horen de volgende stukken:", keep_next=True)
    bullets(
        document,
        "Programma van eisen",
        "Productkaarten",
        "Tarieven",
        "Conceptovereenkomst met bijlagen",
        "Formulieren voor de aanmelding",
        "Nota van inlichtingen, met de index van wijzigingen",
    )
    heading(document, "Wat is er gewijzigd?", 2)
    with when(document, "wijzigingen"):
        para(document, "Dit is er gewijzigd ten opzichte van eerdere versies van dit document.", keep_next=True)
        changes_table(document)
        otherwise(document)
        para(document, "Er zijn geen wijzigingen in dit stuk.")
