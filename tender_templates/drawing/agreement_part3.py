"""Part 3 of the framework agreement: the articles that are the same for every delivery of youth care.

Figures: the terms of notice are those of the region's published draft; indexation by 90% OVA and 10% ppc follows the
VNG; the elements of a fair price are those of Besluit Jeugdwet art. 2.3.
"""

from tender_templates.drawing.legal_text import FIGURES, Article, Clause, Part

_DELIVERY = Article(
    "levering",
    "Levering van jeugdhulp",
    (
        "De aanbieder geeft jeugdhulp na een toewijzing van de gemeente, of zonder toewijzing in een situatie als "
        "bedoeld in «crisis». Het woonplaatsbeginsel van de Jeugdwet bepaalt welke gemeente toewijst en betaalt.",
        "De aanbieder neemt elke jeugdige met een toewijzing aan die bij zijn perceel en de productkaart past. "
        "Uitzonderingen staan in «continuiteit» en «weigering».",
        "De aanbieder begint op de dag of binnen de tijd die de toewijzing of de productkaart noemt. Lukt dat niet, "
        "dan meldt hij dat meteen aan de jeugdige, de ouders en de toegang, en denkt hij mee over een oplossing.",
        "Elke jeugdige heeft een plan met doelen, de verwachte duur en de manier waarop de aanbieder het resultaat "
        "vaststelt. De aanbieder bespreekt het plan regelmatig met de jeugdige en de ouders. De toegang kan nagaan "
        "of de doelen zijn bereikt.",
        "De aanbieder geeft niet meer en niet zwaardere hulp dan nodig is. Is het doel bereikt, dan bouwt hij de "
        "hulp af.",
        "De gemeente mag de geleverde hulp met de toewijzing vergelijken en vragen stellen over een verschil.",
    ),
)

_CONTINUITY = Article(
    "continuiteit",
    "Continuïteit en cliëntenstop",
    (
        "De aanbieder zorgt ervoor dat hulp zonder onderbreking doorgaat, ook als een hulpverlener ziek wordt of "
        "vertrekt.",
        "Komt de hulp in gevaar, bijvoorbeeld door geldproblemen of gebrek aan personeel, dan meldt de aanbieder "
        "dat meteen aan de gemeenten en maakt hij met hen een plan.",
        "Kan de aanbieder tijdelijk geen verantwoorde hulp geven aan nieuwe jeugdigen, dan mag hij een cliëntenstop "
        "instellen. Hij meldt vooraf schriftelijk de reden, het perceel, de gemeenten en de verwachte einddatum.",
        "Een cliëntenstop geldt voor alle gemeenten op dezelfde manier en duurt niet langer dan nodig. Hulp die al "
        "loopt, gaat door.",
        "Is de kwaliteit of de veiligheid in gevaar, dan kan een gemeente na overleg zelf bepalen dat de aanbieder "
        "voorlopig geen nieuwe jeugdigen uit die gemeente aanneemt.",
    ),
)

_REFUSAL = Article(
    "weigering",
    "Weigering en beëindiging van hulp",
    (
        Clause(
            "De aanbieder mag een jeugdige alleen weigeren als:",
            (
                "de hulpvraag niet past bij zijn perceel, de productkaart of de doelgroep waarvoor hij is toegelaten;",
                "er een cliëntenstop geldt;",
                "een andere zwaarwegende reden verantwoorde hulp onmogelijk maakt.",
            ),
        ),
        "De kosten van de hulp of de gemeente waar de jeugdige woont, zijn nooit een reden om te weigeren.",
        "De aanbieder laat een weigering met de reden schriftelijk weten aan de jeugdige, de ouders, de verwijzer "
        "en de toegang. Hij denkt mee over een andere aanbieder.",
        "De aanbieder mag lopende hulp alleen zelf beëindigen om een zwaarwegende reden, en pas nadat hij met de "
        "jeugdige, de ouders en de toegang heeft gesproken. De hulp stopt niet voordat er passende andere hulp is, "
        "tenzij doorgaan onveilig is.",
    ),
)

_NOTICE = Article(
    "opzegging",
    "Opzegging en einde",
    (
        "Deze overeenkomst eindigt op de einddatum of aan het einde van een verlenging. Opzeggen is dan niet nodig.",
        "Elke gemeente mag deze overeenkomst opzeggen met een termijn van zes maanden. De aanbieder mag opzeggen "
        "met een termijn van twaalf maanden. Opzeggen gebeurt schriftelijk en met een reden, en kan ook voor één "
        "perceel of voor één gemeente.",
        "Zegt één gemeente op, dan blijft de overeenkomst met de andere gemeenten bestaan.",
        "Zegt de aanbieder op, dan stopt zijn plicht om nieuwe jeugdigen aan te nemen op de dag waarop de gemeente "
        "de opzegging bevestigt.",
        "Bij elk einde maakt de aanbieder met de gemeente een overdrachtsplan. De aanbieder blijft hulp geven tot "
        "de jeugdige is overgedragen of de overeenkomst eindigt. Is alle hulp eerder overgedragen, dan kunnen "
        "partijen samen een eerdere einddatum afspreken.",
        "Is overdracht bij het einde nog niet verantwoord, dan zet de aanbieder de hulp aan die jeugdige tijdelijk "
        "voort als de gemeente daarom vraagt. De voorwaarden en tarieven van deze overeenkomst gelden dan door.",
    ),
)

_NEEDS = Article(
    "behoefte",
    "Wijziging van de hulpbehoefte",
    (
        "Heeft een jeugdige andere, meer of minder hulp nodig dan is toegewezen, dan overlegt de aanbieder op tijd "
        "met de jeugdige, de ouders en de toegang. De hulp verandert pas na een nieuwe toewijzing, behalve bij "
        "spoed.",
        "Gaat een jeugdige naar een andere aanbieder, dan dragen beide aanbieders warm over. Zij delen gegevens met "
        "toestemming van de jeugdige of de ouders, of als de wet dat op een andere grond toestaat.",
        "Verhuist een jeugdige of verandert het gezag, dan meldt de aanbieder dat aan de toegang zodra hij het "
        "weet. De hulp gaat door terwijl de gemeenten uitzoeken wie verantwoordelijk is.",
    ),
)

_INFORMATION = Article(
    "informatie",
    "Informatie en dossier",
    (
        "De aanbieder geeft de jeugdige en de ouders begrijpelijke informatie over de hulp, de wachttijd, hun "
        "rechten, de klachtenregeling en de vertrouwenspersoon.",
        "De aanbieder houdt van elke jeugdige een dossier bij en bewaart het zolang de Jeugdwet voorschrijft.",
        "De aanbieder meldt aan de toegang wanneer de hulp begint en eindigt, en bij het einde of de doelen zijn "
        "bereikt.",
    ),
)

_RATES = Article(
    "tarieven",
    "Tarieven en indexering",
    (
        "De gemeente betaalt voor de geleverde hulp het tarief per eenheid uit bijlage B. Alle kosten van de hulp "
        "zitten in het tarief. De aanbieder vraagt de jeugdige en de ouders daarvoor geen bijbetaling.",
        Clause(
            "De tarieven zijn reëel. Zij zijn ten minste gebaseerd op de elementen van artikel 2.3 van het Besluit "
            "Jeugdwet:",
            (
                "de kosten van beroepskrachten;",
                "de andere kosten die bij een cliënt horen;",
                "de overheadkosten;",
                "de kosten van indexering.",
            ),
        ),
        "De gemeenten indexeren de tarieven elk jaar per 1 januari. Het percentage is de som van 90% van het "
        "voorlopige OVA-percentage (arbeidskosten) en 10% van het voorlopige ppc-percentage (prijzen van "
        "particuliere consumptie) voor dat jaar.",
        "Bij dat percentage komt een correctie over het jaar daarvoor: het verschil tussen het definitieve en het "
        "voorlopige percentage van dat jaar, met dezelfde verdeling van 90% OVA en 10% ppc. De correctie kan ook "
        "negatief zijn.",
        "De gemeenten maken de nieuwe tarieven en de berekening vóór de ingangsdatum aan alle aanbieders bekend.",
        "Vindt de aanbieder een tarief niet reëel, dan laat hij met cijfers zien hoe zijn kosten per element zijn "
        "opgebouwd. De gemeenten bespreken dit met hem en reageren schriftelijk en met redenen. Een ander tarief "
        "geldt voor alle aanbieders en komt tot stand volgens «wijzigingen».",
    ),
)

_INVOICING = Article(
    "facturatie",
    "Facturatie en betaling",
    (
        "Partijen wisselen toewijzingen, start- en stopberichten en declaraties uit volgens de landelijke "
        "iJw-standaard, met de productcodes uit bijlage B.",
        "De aanbieder declareert na afloop van elke maand alleen hulp die hij echt heeft gegeven en die is toegewezen.",
        "De gemeente betaalt een juiste declaratie binnen de wettelijke betaaltermijn. Klopt een deel niet, dan "
        "keurt zij dat deel met een reden af en betaalt zij de rest.",
        "Wat te veel is betaald, betaalt de aanbieder terug. De gemeente mag het bedrag verrekenen nadat zij de "
        "aanbieder heeft laten reageren.",
    ),
)

_COMPLAINTS = Article(
    "klachten",
    "Klachten en vertrouwenspersoon",
    (
        "De aanbieder heeft een klachtenregeling die aan de Jeugdwet voldoet en maakt die bij jeugdigen en ouders "
        "bekend.",
        "Een onafhankelijke vertrouwenspersoon kan jeugdigen en ouders altijd spreken. De aanbieder geeft hem "
        "daarvoor toegang tot zijn locaties.",
        "Een klacht heeft nooit nadelige gevolgen voor de hulp. De aanbieder gebruikt klachten om zijn hulp te "
        "verbeteren.",
    ),
)

_ACCOUNTABILITY = Article(
    "verantwoording",
    "Verantwoording en controle",
    (
        "De aanbieder publiceert elk jaar vóór 1 juni zijn openbare jaarverantwoording, als de wet hem daartoe "
        "verplicht.",
        "De aanbieder voert een administratie waaruit blijkt welke hulp hij wanneer, door wie en voor welke "
        "jeugdige heeft gegeven.",
        "De gemeente en haar toezichthouders mogen controleren of de hulp is gegeven, nodig was en aan de eisen "
        "voldoet. Zij mogen daarvoor ook locaties bezoeken en met medewerkers spreken. De aanbieder werkt mee. De "
        "gemeente vraagt niet meer gegevens dan nodig en begint, als dat kan, met gegevens zonder namen.",
        "De aanbieder levert elk jaar een productieverantwoording aan, met de verklaring van een accountant of van "
        "zijn bestuur. Het controleprotocol van de gemeenten bepaalt welke verklaring nodig is.",
        "De gemeenten stemmen hun controles op elkaar af. De aanbieder krijgt de voorlopige uitkomst en mag "
        "reageren voordat de gemeente een conclusie trekt.",
    ),
)

_BREACH = Article(
    "nietnakoming",
    "Niet-nakoming",
    (
        "Komt een partij een afspraak niet na, dan bespreken partijen dat eerst. Lost het gesprek niets op, dan "
        "volgt een brief met een redelijke termijn om de afspraak alsnog na te komen.",
        Clause(
            "Houdt de aanbieder zich daarna nog niet aan de afspraak, dan kan de gemeente:",
            (
                "een verbeterplan eisen en de uitvoering daarvan volgen;",
                "voorlopig geen nieuwe jeugdigen toewijzen;",
                "de betaling opschorten van het deel waarover de afspraak gaat;",
                "geld terugvorderen dat zij ten onrechte heeft betaald;",
                "de overeenkomst geheel of voor een deel ontbinden.",
            ),
        ),
        Clause(
            "De gemeente mag zonder gesprek en zonder termijn een maatregel nemen of ontbinden als:",
            (
                "de veiligheid van jeugdigen dat vraagt;",
                "de aanbieder fraude pleegt of bewust onjuiste gegevens geeft;",
                "de aanbieder failliet is, uitstel van betaling heeft of zijn onderneming stopt;",
                "een uitsluitingsgrond uit het aanmeldingsdocument op de aanbieder van toepassing wordt.",
            ),
        ),
        "Een maatregel is schriftelijk, gemotiveerd en niet zwaarder dan nodig. De aanbieder mag eerst reageren, "
        "tenzij de veiligheid dat niet toelaat. De gemeente zorgt dat jeugdigen hulp houden.",
        "Komt de gemeente een afspraak niet na, dan heeft de aanbieder de rechten die de wet hem geeft. Hij "
        "gebruikt ze zo dat jeugdigen hun hulp houden.",
    ),
)

_INTEGRITY = Article(
    "integriteit",
    "Integriteit en zorgfraude",
    (
        "Deze overeenkomst geldt als overheidsopdracht in de zin van artikel 1, lid 4, van de Wet Bibob. De "
        "gemeente mag bij toelating en tijdens de looptijd de integriteit van de aanbieder onderzoeken en advies "
        "vragen aan het Landelijk Bureau Bibob. De aanbieder vult de vragenlijsten volledig en naar waarheid in.",
        "De gemeente verbindt aan de uitkomst alleen gevolgen die de Wet Bibob toestaat.",
        "Op verzoek geeft de aanbieder een eigen, actueel uittreksel uit het UBO-register aan de gemeente.",
        "De aanbieder voorkomt fraude en belangenverstrengeling, en meldt een vermoeden daarvan meteen. De "
        "gemeenten delen signalen met elkaar en met toezichthouders, voor zover de wet dat toestaat.",
    ),
)

_LIABILITY = Article(
    "aansprakelijkheid",
    "Aansprakelijkheid en verzekering",
    (
        "Schiet de aanbieder tekort, dan vergoedt hij de schade die de gemeente of een jeugdige daardoor lijdt, "
        "zoals de wet dat regelt. Dat geldt ook voor het werk van zijn medewerkers en onderaannemers.",
        "Spreekt een ander de gemeente aan voor schade die door de aanbieder komt, dan neemt de aanbieder de "
        "gevolgen daarvan over.",
        "De aanbieder is tijdens de hele looptijd voldoende verzekerd tegen aansprakelijkheid en laat dat op "
        "verzoek zien.",
    ),
)

_FORCE_MAJEURE = Article(
    "overmacht",
    "Overmacht en onvoorziene omstandigheden",
    (
        "Kan een partij door overmacht een afspraak niet nakomen, dan meldt zij dat meteen. Partijen overleggen hoe "
        "jeugdigen hun hulp houden.",
        "Ziekte of vertrek van medewerkers, gebrek aan personeel en tekortkomingen van onderaannemers zijn op "
        "zichzelf geen overmacht.",
        "Zijn er omstandigheden waaraan niemand bij het sluiten heeft gedacht en is ongewijzigd doorgaan niet "
        "redelijk, dan doen partijen een voorstel volgens «wijzigingen».",
    ),
)

_PRIVACY = Article(
    "privacy",
    "Privacy",
    (
        "Partijen verwerken persoonsgegevens volgens de AVG en de Jeugdwet.",
        "De aanbieder en de gemeente bepalen elk zelf waarvoor en hoe zij persoonsgegevens verwerken, en zijn daar "
        "elk zelf verantwoordelijk voor. Bijlage F werkt uit welke gegevens zij met elkaar delen.",
        "Gaat er iets mis met persoonsgegevens die partijen met elkaar hebben gedeeld, dan laten zij dat elkaar "
        "meteen weten. Elke partij doet zelf de meldingen die de AVG van haar vraagt.",
        "De gemeente bekijkt bewijsstukken over medewerkers, zoals een VOG, en legt alleen vast dat zij die heeft "
        "gezien.",
    ),
)

_TRANSFER = Article(
    "overname",
    "Overname en fusie",
    (
        "De aanbieder draagt deze overeenkomst niet over zonder schriftelijke toestemming van de gemeenten.",
        "Wil een andere rechtspersoon de plaats van de aanbieder innemen, bijvoorbeeld na een fusie, dan vraagt de "
        "aanbieder dat vooraf. De gemeenten toetsen die rechtspersoon aan dezelfde eisen als iedere aanbieder.",
    ),
)

_DISPUTES = Article(
    "geschillen",
    "Geschillen en toepasselijk recht",
    (
        "Op deze overeenkomst is Nederlands recht van toepassing.",
        "Bij een verschil van mening overleggen eerst de contactpersonen en daarna de bestuurders. Partijen kunnen "
        "samen een onafhankelijke bemiddelaar vragen.",
        "Komen zij er niet uit, dan beslist de bevoegde rechter van het arrondissement waarin de betrokken gemeente "
        "ligt.",
        "Tijdens een geschil gaat de hulp aan jeugdigen door.",
    ),
)

_FINAL = Article(
    "slot",
    "Slotbepalingen",
    (
        "Algemene voorwaarden van de aanbieder gelden niet.",
        "Is een afspraak in deze overeenkomst ongeldig, dan blijven de andere afspraken gelden. Partijen vervangen "
        "de ongeldige afspraak door een geldige die er zo dicht mogelijk bij komt.",
        "Eindigt een termijn uit deze overeenkomst op een zaterdag, een zondag of een algemeen erkende feestdag, "
        "dan loopt hij door tot en met de eerstvolgende werkdag. Een termijn die vanaf een datum wordt "
        "teruggerekend, verandert niet.",
        "Afspraken over geheimhouding, dossiers, controle en terugbetaling blijven na het einde gelden zolang dat "
        "voor hun doel nodig is.",
    ),
)

PART_THREE = Part(
    "Deel 3. Afspraken over elke levering van jeugdhulp",
    "Dit deel is voor alle gemeenten en alle aanbieders gelijk.",
    FIGURES,
    (
        _DELIVERY,
        _CONTINUITY,
        _REFUSAL,
        _NOTICE,
        _NEEDS,
        _INFORMATION,
        _RATES,
        _INVOICING,
        _COMPLAINTS,
        _ACCOUNTABILITY,
        _BREACH,
        _INTEGRITY,
        _LIABILITY,
        _FORCE_MAJEURE,
        _PRIVACY,
        _TRANSFER,
        _DISPUTES,
        _FINAL,
    ),
)
