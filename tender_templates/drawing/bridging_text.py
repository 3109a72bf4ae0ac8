"""The text of the bridging agreement: existing clients only, for as long as a safe handover takes."""

from tender_templates.drawing.legal_text import FIGURES, Article, Clause, Insert, Part

_PARTIES = Article(
    "partijen",
    "Partijen",
    (
        "Deze overeenkomst geldt tussen de volgende partijen.",
        Insert("partijen"),
        "Elke gemeente handelt voor zichzelf en alleen voor haar eigen jeugdigen.",
    ),
)

_REASON = Article(
    "aanleiding",
    "Aanleiding en doel",
    (
        "{{ aanleiding }}",
        "Partijen willen dat jeugdigen die al hulp krijgen, die hulp houden tot zij klaar is of tot een andere "
        "aanbieder haar heeft overgenomen. Zo veel mogelijk blijft de eigen hulpverlener tot die tijd betrokken.",
        "Deze overeenkomst is tijdelijk. Zij geeft geen toelating als aanbieder en geen recht op een nieuwe "
        "overeenkomst.",
    ),
)

_CLIENTS = Article(
    "clienten",
    "Voor wie deze overeenkomst geldt",
    (
        "Deze overeenkomst geldt alleen voor jeugdigen die op de dag vóór de ingangsdatum hulp krijgen van de "
        "aanbieder. De toewijzingen die op die dag lopen in het berichtenverkeer, bepalen om wie het gaat.",
        Insert("clienten"),
        "De peildatum is de dag waarop deze overeenkomst is gemaakt. Het aantal op die dag is een indicatie. Begint "
        "een jeugdige daarna met hulp, maar vóór de ingangsdatum, dan geldt deze overeenkomst ook voor die jeugdige.",
        "Vanaf de ingangsdatum neemt de aanbieder geen nieuwe jeugdigen aan. Een jeugdige uit hetzelfde gezin die op "
        "de dag vóór de ingangsdatum nog geen hulp kreeg, is ook een nieuwe jeugdige.",
        "In deze overeenkomst staan geen namen. Partijen vergelijken hun aantallen meteen na de ingangsdatum.",
        "Is voor de hulp aan een jeugdige uit «clienten:1» een verlenging van de toewijzing nodig, dan kan de gemeente "
        "die geven tot uiterlijk de einddatum.",
    ),
)

_TERM = Article(
    "looptijd",
    "Looptijd",
    (
        "Deze overeenkomst loopt van de ingangsdatum tot en met de einddatum.",
        Insert("looptijd"),
        "De overeenkomst eindigt eerder, zonder opzegging, op de dag waarop de hulp aan de laatste jeugdige is "
        "afgerond of overgedragen.",
        "Partijen verlengen deze overeenkomst niet als geheel. Is overdracht van een jeugdige vóór de einddatum "
        "niet verantwoord, dan kan de gemeente voor die jeugdige schriftelijk een latere, vaste datum bepalen. De "
        "voorwaarden van deze overeenkomst gelden tot die datum.",
    ),
)

_RATE = Article(
    "tarief",
    "Tarief en betaling",
    (
        "De gemeente betaalt voor de geleverde hulp het tarief dat op de dag vóór de ingangsdatum tussen partijen "
        "gold voor hetzelfde product.",
        "Loopt deze overeenkomst op 1 januari, dan indexeren de gemeenten het tarief per die dag op dezelfde manier "
        "als de tarieven in de raamovereenkomst: voor 90% met de OVA en voor 10% met de ppc.",
        "Het tarief blijft een reële prijs, gebaseerd op de elementen van artikel 2.3 van het Besluit Jeugdwet.",
        "De aanbieder declareert via de iJw-berichten alleen hulp die hij echt heeft gegeven en die is toegewezen. "
        "De gemeente betaalt een juiste declaratie binnen de wettelijke betaaltermijn.",
        "De aanbieder krijgt geen aparte vergoeding voor het overdragen van jeugdigen.",
    ),
)

_QUALITY = Article(
    "kwaliteit",
    "Kwaliteit en integriteit",
    (
        "De aanbieder geeft verantwoorde hulp die voldoet aan de Jeugdwet en aan de eisen die op de dag vóór de "
        "ingangsdatum tussen partijen golden.",
        Clause(
            "In het bijzonder houdt de aanbieder zich aan:",
            (
                "de norm van verantwoorde werktoedeling (artikel 5.1.1 van het Besluit Jeugdwet);",
                "de regels over de verklaring omtrent het gedrag (artikel 4.1.6 van de Jeugdwet);",
                "de meldcode voor huiselijk geweld en kindermishandeling;",
                "de plicht om calamiteiten en geweld bij de inspectie te melden;",
                "de Wet normering topinkomens (WNT), als die op hem van toepassing is.",
            ),
        ),
        "De gemeente mag de integriteit van de aanbieder onderzoeken volgens de Wet Bibob.",
        "Vertrekt een vaste hulpverlener, dan meldt de aanbieder dat aan de toegang en regelt hij vervanging of een "
        "eerdere overdracht.",
        "Zet de aanbieder onderaannemers in, dan gelden alle eisen ook voor hen en betaalt hij hun een reële prijs.",
    ),
)

_HANDOVER = Article(
    "overdracht",
    "Overdrachtsplan en warme overdracht",
    (
        "De aanbieder stuurt de gemeente vóór de ingangsdatum een overdrachtsplan. De gemeente stelt het vast na "
        "overleg met de aanbieder.",
        Clause(
            "Het plan bevat per gemeente, in aantallen en zonder namen:",
            (
                "hoeveel jeugdigen hun hulp vóór de einddatum afronden;",
                "hoeveel jeugdigen naar een andere aanbieder gaan, en om welke producten het gaat;",
                "wanneer elke groep overgaat, de meest kwetsbare jeugdigen niet als laatste;",
                "wie bij de aanbieder en bij de toegang verantwoordelijk is;",
                "de risico's en wat partijen daaraan doen.",
            ),
        ),
        "Voor elke jeugdige die overgaat, kiezen de jeugdige en de ouders met hulp van de toegang een nieuwe "
        "aanbieder.",
        Clause(
            "Een overdracht is warm. Dat betekent ten minste:",
            (
                "een gesprek van de jeugdige, de ouders, de oude en de nieuwe hulpverlener samen;",
                "een schriftelijke overdracht van doelen, resultaten, risico's en afspraken;",
                "overdracht van het dossier met toestemming, of op een andere grond uit de wet;",
                "een contactpersoon bij de aanbieder voor vragen na de overdracht.",
            ),
        ),
        "De hulp bij de aanbieder stopt pas als de hulp bij de nieuwe aanbieder is begonnen, tenzij de jeugdige of "
        "de ouders iets anders willen.",
        "De aanbieder vertelt jeugdigen en ouders op tijd en in begrijpelijke taal wat er verandert.",
    ),
)

_REPORTING = Article(
    "rapportage",
    "Rapportage",
    (
        Clause(
            "De aanbieder meldt elke maand aan elke gemeente, in aantallen en zonder namen:",
            (
                "hoeveel jeugdigen nog hulp krijgen;",
                "hoeveel jeugdigen sinds de vorige melding zijn afgerond of overgedragen;",
                "voor hoeveel jeugdigen nog geen nieuwe aanbieder is gevonden, en waar dat aan ligt;",
                "of hij genoeg medewerkers houdt tot de einddatum.",
            ),
        ),
        "Blijkt dat de einddatum niet wordt gehaald, dan overleggen partijen meteen en passen zij het "
        "overdrachtsplan aan.",
    ),
)

_PRIVACY = Article(
    "privacy",
    "Privacy",
    (
        "De aanbieder en de gemeente zijn elk zelf verantwoordelijk voor hun verwerking van persoonsgegevens "
        "volgens de AVG en de Jeugdwet.",
        "Gegevens over één jeugdige gaan alleen via het berichtenverkeer of een andere beveiligde weg, en alleen "
        "voor zover dat nodig is voor toewijzing, betaling of overdracht.",
        "De aanbieder bewaart de dossiers zolang de Jeugdwet voorschrijft, ook na de einddatum.",
    ),
)

_ENDING = Article(
    "einde",
    "Niet-nakoming en eerder einde",
    (
        "Komt een partij een afspraak niet na, dan krijgt zij een brief met een redelijke termijn om dat alsnog te "
        "doen. Gebeurt dat niet, dan kan de andere partij de overeenkomst geheel of voor een deel ontbinden.",
        "Is de veiligheid van jeugdigen in gevaar of is er fraude, dan kan de gemeente meteen ontbinden. Ook dan "
        "werkt de aanbieder mee aan een warme overdracht.",
        "De aanbieder kan deze overeenkomst niet tussentijds opzeggen. Kan hij de hulp niet meer verantwoord geven, "
        "dan meldt hij dat meteen en versnellen partijen de overdracht.",
        "De aanbieder is aansprakelijk voor schade zoals de wet dat regelt, en is tot en met de einddatum voldoende "
        "verzekerd.",
    ),
)

_RELATION = Article(
    "verhouding",
    "Overige afspraken",
    (
        "De vorige overeenkomst tussen partijen eindigt zoals daarin staat. Wat daarin over verantwoording, "
        "controle en terugbetaling staat, blijft gelden voor hulp die vóór de ingangsdatum is gegeven.",
        "De aanbieder kan zich op een volgend moment voor toetreding aanmelden voor de raamovereenkomst. Wordt hij "
        "toegelaten, dan gaan zijn jeugdigen over naar die overeenkomst en eindigt deze overeenkomst voor hen.",
        "Deze overeenkomst verandert alleen door een schriftelijke afspraak die beide partijen ondertekenen.",
        "Op deze overeenkomst is Nederlands recht van toepassing. Partijen proberen een geschil eerst samen op te "
        "lossen. Lukt dat niet, dan beslist de bevoegde rechter van het arrondissement waarin de betrokken gemeente "
        "ligt. De hulp en de overdracht gaan intussen door.",
    ),
)


_SIGNING = Article(
    "ondertekening",
    "Ondertekening",
    (
        "Deze overeenkomst komt tot stand tussen de aanbieder en elke gemeente die heeft getekend. Elke partij "
        "tekent op papier of elektronisch. Alle ondertekende exemplaren vormen samen één overeenkomst.",
        Insert("ondertekening"),
    ),
)

BRIDGING = Part(
    "Overbruggingsovereenkomst",
    "Voor jeugdigen die al hulp krijgen.",
    FIGURES,
    (
        _PARTIES,
        _REASON,
        _CLIENTS,
        _TERM,
        _RATE,
        _QUALITY,
        _HANDOVER,
        _REPORTING,
        _PRIVACY,
        _ENDING,
        _RELATION,
        _SIGNING,
    ),
)
