"""The text of the framework agreement for youth care: definitions and part 1, for one provider.

Part 2 (regional) is in ``agreement_part2`` and part 3 (the same for every provider) in ``agreement_part3``. Law is
cited where it binds: Jeugdwet art. 4.1.6 and 4.4.1, Besluit Jeugdwet art. 2.3 and 5.1.1, Wet Bibob art. 1. The regime
is Open House, so the words of a competition are absent.
"""

from tender_templates.drawing.agreement_part2 import PART_TWO
from tender_templates.drawing.agreement_part3 import PART_THREE
from tender_templates.drawing.legal_text import SECTIONS, Article, Clause, Insert, Part

READING_GUIDE = (
    "Deze overeenkomst heeft drie delen. Deel 1 gaat over één aanbieder en bestaat uit onderdelen met een cijfer. "
    "Deel 2 geldt voor alle aanbieders in deze regio en bestaat uit artikelen met een letter. Deel 3 bevat de "
    "afspraken die voor elke levering van jeugdhulp gelijk zijn en bestaat uit artikelen met een cijfer. Een "
    "verwijzing naar een artikel of onderdeel is daardoor altijd maar op één manier te lezen.",
    "De begrippen hieronder hebben in alle delen en bijlagen dezelfde betekenis. Woorden uit de Jeugdwet die hier "
    "niet staan, betekenen wat de Jeugdwet ermee bedoelt.",
)

DEFINITIONS: tuple[tuple[str, str], ...] = (
    ("Aanbieder", "De jeugdhulpaanbieder die in onderdeel 1 staat en deze overeenkomst tekent."),
    ("Aanbieders", "Alle jeugdhulpaanbieders met een raamovereenkomst uit dezelfde toelatingsprocedure."),
    ("College", "Het college van burgemeester en wethouders van een gemeente."),
    ("Drempel", "Een vooraf bekendgemaakte voorwaarde die één gemeente stelt aan toetreden of blijven."),
    ("Gemeente", "Elk van de gemeenten uit onderdeel 1. Met gemeenten zijn zij allemaal bedoeld."),
    ("Jeugdige", "Degene die jeugdhulp krijgt of nodig heeft, zoals de Jeugdwet die omschrijft."),
    ("Ouders", "De ouders van de jeugdige, en ieder ander die hem als ouder verzorgt en opvoedt."),
    ("Perceel", "Een soort jeugdhulp waarvoor een aanbieder apart wordt toegelaten."),
    ("Productkaart", "De beschrijving van een product: doel, doelgroep, inhoud, kwaliteitseisen en eenheid."),
    ("Schriftelijk", "Op papier, per e-mail of via het platform dat de gemeenten daarvoor aanwijzen."),
    ("Toegang", "Wie namens het college beoordeelt welke jeugdhulp een jeugdige nodig heeft."),
    ("Toewijzing", "Het bericht waarin de gemeente vastlegt welke hulp zij vraagt, hoeveel en hoelang."),
    ("Verwijzer", "Ieder die op grond van de Jeugdwet naar jeugdhulp mag verwijzen, zoals de huisarts."),
)

_PARTIES = Article(
    "partijen",
    "Partijen en contactgegevens",
    (
        "Deze overeenkomst geldt tussen de volgende partijen.",
        Insert("partijen"),
        "Elke gemeente handelt voor zichzelf. Een recht of plicht van de gemeente geldt alleen voor de gemeente die "
        "de jeugdhulp heeft toegewezen. De gemeenten zijn gelijkwaardig en niet aansprakelijk voor elkaars "
        "verplichtingen.",
    ),
)

_CONSIDERATIONS = Article(
    "overwegingen",
    "Overwegingen",
    (
        Clause(
            "Partijen sluiten deze overeenkomst om de volgende redenen.",
            (
                "Elke gemeente moet er op grond van de Jeugdwet voor zorgen dat haar jeugdigen en ouders de "
                "jeugdhulp krijgen die zij nodig hebben.",
                "De gemeenten kopen jeugdhulp samen in. Geen van hen is centrumgemeente: elk college beslist zelf.",
                "De gemeenten hebben een toelatingsprocedure volgens het model Open House gehouden. De eisen waren "
                "vooraf bekend. Iedere aanbieder die aan alle eisen voldoet, is toegelaten. De gemeenten hebben "
                "aanbieders niet met elkaar vergeleken en geen rangorde gemaakt.",
                "De aanbieder heeft zich aangemeld. Hij voldoet aan de eisen voor de percelen en gemeenten uit "
                "«percelen».",
                "De jeugdige en zijn ouders kiezen zo veel mogelijk zelf hun aanbieder. Daarom geeft deze "
                "overeenkomst geen recht op een aantal jeugdigen en geen recht op omzet.",
                "Partijen willen dat jeugdhulp op tijd komt, dicht bij huis is, aansluit bij de eigen kracht van "
                "het gezin, en niet zwaarder is en niet langer duurt dan nodig.",
            ),
        ),
    ),
)

_STATEMENT = Article(
    "verklaring",
    "Verklaring van de aanbieder",
    (
        Clause(
            "De aanbieder verklaart dat:",
            (
                "hij aan alle eisen uit het aanmeldingsdocument en het programma van eisen voldoet, en dat tijdens "
                "de looptijd blijft doen;",
                "de gegevens en bewijsstukken bij zijn aanmelding juist en volledig zijn;",
                "er geen uitsluitingsgrond uit het aanmeldingsdocument op hem van toepassing is;",
                "hij genoeg deskundige medewerkers heeft, of op tijd krijgt, voor de jeugdhulp waarvoor hij is "
                "toegelaten;",
                "degene die tekent de aanbieder mag vertegenwoordigen.",
            ),
        ),
        "Verandert er iets waardoor een verklaring uit «verklaring:1» niet meer klopt, dan laat de aanbieder dat "
        "meteen schriftelijk aan de gemeenten weten.",
        "De gemeenten mogen de verklaringen tijdens de looptijd opnieuw toetsen. De aanbieder stuurt daarvoor "
        "actuele bewijsstukken als de gemeenten daarom vragen.",
    ),
)

_LOTS = Article(
    "percelen",
    "Vormen van jeugdhulp",
    (
        "De aanbieder is toegelaten voor de percelen en gemeenten in deze tabel, vanaf de dag die erachter staat. "
        "Bijlage A geeft hetzelfde overzicht en wordt bij elke verandering vervangen.",
        Insert("percelen"),
        "De productkaarten beschrijven de producten binnen een perceel. Bijlage B noemt de codes en de tarieven.",
        "Jeugdbescherming en jeugdreclassering vallen niet onder deze overeenkomst.",
    ),
)

_RULES = Article(
    "regels",
    "Toepasselijke regels",
    (
        Clause(
            "Partijen houden zich in elk geval aan:",
            (
                "de Jeugdwet, met de wijzigingen door de Wet verbetering beschikbaarheid jeugdzorg, en het Besluit "
                "Jeugdwet;",
                "de Algemene verordening gegevensbescherming (AVG);",
                "de Wet normering topinkomens (WNT) en de Wet Bibob;",
                "de verordening en de beleidsregels jeugdhulp van de gemeente die de hulp toewijst;",
                "de algemene beginselen van behoorlijk bestuur, voor zover het om handelen van de gemeente gaat.",
            ),
        ),
        "Verandert een wet of verordening, dan geldt de nieuwe regel vanaf de dag waarop zij in werking treedt. "
        "Past de tekst van deze overeenkomst daar niet meer bij, dan passen partijen de tekst aan volgens "
        "«wijzigingen».",
    ),
)

_ORDER = Article(
    "rangorde",
    "Rangorde van documenten",
    (
        Clause(
            "Spreken documenten elkaar tegen, dan gaat het document dat hoger in deze lijst staat voor:",
            (
                "de vastgestelde wijzigingen uit «vastgesteld», de nieuwste eerst;",
                "de nota's van inlichtingen, de nieuwste eerst;",
                "deel 1, daarna deel 2, daarna deel 3 van deze overeenkomst;",
                "de bijlagen, in de volgorde van «bijlagen»;",
                "het aanmeldingsdocument;",
                "de aanmelding van de aanbieder.",
            ),
        ),
        "Biedt de aanmelding van de aanbieder meer dan een document dat hoger staat, dan houdt de aanbieder zich "
        "aan wat hij in zijn aanmelding heeft toegezegd.",
        "Een wet waarvan partijen niet mogen afwijken, gaat altijd voor.",
    ),
)

_TERM = Article(
    "looptijd",
    "Looptijd en verlenging",
    (
        "Voor deze overeenkomst gelden de volgende data.",
        Insert("looptijd"),
        "Begint een perceel in een gemeente volgens «percelen» later, dan geldt de overeenkomst voor dat perceel en "
        "die gemeente vanaf die latere dag. De einddatum blijft gelijk.",
        "Een verlenging geldt pas als de gemeenten haar vóór de einddatum schriftelijk aan de aanbieder hebben "
        "meegedeeld. De voorwaarden van deze overeenkomst blijven tijdens de verlenging gelden.",
        "Een aanbieder die niet wil verlengen, zegt op volgens «opzegging».",
    ),
)

_ADDITIONS = Article(
    "aanvullingen",
    "Aanvullingen op deel 3",
    (
        Clause(
            "In aanvulling op deel 3 spreken partijen het volgende af.",
            (
                "Bij «tarieven»: de bedragen in bijlage B zijn berekend voor het prijspeil dat in die bijlage "
                "staat. Elke indexering daarna volgt de rekenwijze van dat artikel.",
                "Bij «klachten»: de aanbieder noemt in zijn informatie voor jeugdigen en ouders hoe zij een "
                "onafhankelijke vertrouwenspersoon bereiken.",
                "Bij «nietnakoming»: een gemeente die een maatregel overweegt, overlegt eerst met de andere "
                "gemeenten, tenzij de veiligheid van een jeugdige geen uitstel verdraagt.",
                "Bij «privacy»: de afspraken over persoonsgegevens staan uitgewerkt in bijlage F.",
            ),
        ),
    ),
)

_CHANGES = Article(
    "vastgesteld",
    "Vastgestelde wijzigingen",
    (
        "De wijzigingen in deze tabel zijn vastgesteld en bekendgemaakt voordat deze versie werd opgemaakt. De "
        "nieuwe tekst gaat voor de tekst op de vindplaats.",
        Insert("wijzigingen"),
    ),
)

_ANNEXES = Article(
    "bijlagen",
    "Bijlagen",
    (
        "De bijlagen in deze tabel horen bij deze overeenkomst. Is een bijlage volgens «wijzigingen» vervangen, dan "
        "geldt de nieuwste versie.",
        Insert("bijlagen"),
    ),
)

_SIGNING = Article(
    "ondertekening",
    "Ondertekening",
    (
        "Deze overeenkomst komt tot stand tussen de aanbieder en elke gemeente die heeft getekend. Zij blijft geldig "
        "als een andere gemeente later of niet tekent. Elke partij tekent op papier of elektronisch. Alle ondertekende "
        "exemplaren vormen samen één overeenkomst.",
        Insert("ondertekening"),
    ),
)

PART_ONE = Part(
    "Deel 1. Gemeenten en aanbieder",
    "Dit deel geldt tussen de gemeenten en één aanbieder.",
    SECTIONS,
    (
        _PARTIES,
        _CONSIDERATIONS,
        _STATEMENT,
        _LOTS,
        _RULES,
        _ORDER,
        _TERM,
        _ADDITIONS,
        _CHANGES,
        _ANNEXES,
        _SIGNING,
    ),
)

PARTS = (PART_ONE, PART_TWO, PART_THREE)
