"""Part 2 of the framework agreement: what the municipalities of the region agree with all their providers."""

from tender_templates.drawing.legal_text import LETTERS, Article, Clause, Insert, Part

_AMENDMENTS = Article(
    "wijzigingen",
    "Tussentijdse wijzigingen",
    (
        "De gemeenten en de aanbieders kunnen een wijziging van deze overeenkomst voorstellen. Een voorstel noemt "
        "de oude tekst, de nieuwe tekst, de reden en de dag waarop de wijziging ingaat.",
        "De gemeenten leggen een voorstel aan alle aanbieders voor en bespreken het in een dialoogsessie. Iedere "
        "aanbieder kan reageren. De gemeenten laten weten wat zij met de reacties doen.",
        "Daarna beslissen de colleges. Een wijziging geldt voor alle aanbieders en gaat in na een termijn die "
        "redelijk is voor de invoering.",
        Clause(
            "Een wijziging kan in elk geval nodig zijn:",
            (
                "door een nieuwe wet of een uitspraak van de rechter;",
                "door nieuwe landelijke afspraken over berichten, verantwoording of producten;",
                "voor een product dat de gemeenten met aanbieders hebben ontwikkeld;",
                "als de regionale monitor laat zien dat uitgaven of wachttijden sterker stijgen dan verantwoord is.",
            ),
        ),
        "Een wijziging verandert de aard van deze overeenkomst niet. Zij is zorgvuldig voorbereid, evenredig en "
        "gelijk voor aanbieders in dezelfde situatie. Tarieven blijven voldoen aan «tarieven».",
        "Wil de aanbieder een wijziging niet aanvaarden, dan kan hij opzeggen volgens «opzegging». Tot zijn "
        "overeenkomst eindigt, geldt voor hem de oude tekst, behalve als de wijziging uit de wet volgt.",
    ),
)

_THRESHOLDS = Article(
    "drempels",
    "Drempels en andere lokale keuzes",
    (
        "Een gemeente kan voor haar eigen inwoners drempels stellen. Alleen de drempels in deze tabel gelden, en "
        "alleen in de gemeenten die erbij staan.",
        Insert("drempels"),
        "Een drempel is vooraf bekendgemaakt, objectief en evenredig. De gemeente past hem voor elke aanbieder op "
        "dezelfde manier toe.",
        "Een nieuwe of andere drempel komt tot stand volgens «wijzigingen». Hij verandert niets aan toewijzingen "
        "die al lopen.",
        Clause(
            "Daarnaast kiest elke gemeente zelf:",
            (
                "hoe zij haar toegang inricht;",
                "welke lichte hulp zij zonder toewijzing aanbiedt, als de wet dat toelaat;",
                "wat zij in haar verordening en beleidsregels regelt.",
            ),
        ),
        "Op alle andere punten zijn de afspraken in alle gemeenten gelijk.",
    ),
)

_ENTRY = Article(
    "toetreding",
    "Tussentijdse toetreding",
    (
        "Nieuwe aanbieders kunnen alleen toetreden op de momenten die de gemeenten vooraf bekendmaken.",
        "Een nieuwe aanbieder voldoet aan dezelfde eisen en tekent dezelfde overeenkomst als de aanbieders die er "
        "al zijn. Ook dan vergelijken de gemeenten aanbieders niet met elkaar.",
        "Een gemeente kan een productgroep dichtzetten voor toetreding als er genoeg aanbod is. Zij maakt vooraf "
        "bekend hoe zij dat meet, en stelt de productgroep weer open als het aanbod niet meer genoeg is.",
        "Is een vorm van jeugdhulp schaars, dan kan een gemeente een extra moment voor toetreding openen. Zij maakt "
        "dat voor iedereen tegelijk bekend.",
        "Ook de aanbieder kan op zo'n moment toelating vragen voor een perceel of gemeente erbij. Wordt hij "
        "toegelaten, dan krijgt hij een nieuwe bijlage A.",
    ),
)

_LOW_VOLUME = Article(
    "inzet",
    "Opzegging bij onvoldoende inzet",
    (
        "Een gemeente kan de overeenkomst voor een perceel opzeggen als de aanbieder daar in een heel kalenderjaar "
        "minder jeugdigen hulp gaf dan het aantal in haar drempel. Zonder zo'n drempel in «drempels» bestaat dit "
        "recht niet.",
        "De gemeente spreekt eerst met de aanbieder. Zij weegt mee of de hulp zeldzaam is, of de aanbieder nog maar "
        "kort is toegelaten en of er een cliëntenstop was.",
        "De opzegtermijn van «opzegging» geldt ook hier. De aanbieder rondt lopende hulp af of draagt haar warm over.",
    ),
)

_COOPERATION = Article(
    "samenwerking",
    "Samenwerking en dialoog",
    (
        "De gemeenten houden tijdens de looptijd dialoogsessies waarvoor zij alle aanbieders uitnodigen. Meedoen is "
        "vrijwillig en heeft geen invloed op toelating, toewijzingen of tarieven.",
        "Cliëntvertegenwoordigers en ervaringsdeskundigen kunnen aan een dialoogsessie deelnemen.",
        "De gemeenten maken van elke dialoogsessie een verslag en sturen het aan alle aanbieders. Bedrijfsgevoelige "
        "informatie staat er niet herleidbaar in.",
        "Werken meer organisaties met één gezin, dan spreken zij met de toegang af wie de regie heeft en maken zij "
        "samen één plan. Is er een maatregel van de kinderrechter, dan heeft de gecertificeerde instelling over die "
        "maatregel de regie.",
        "Samenwerking aan bredere opgaven, zoals preventie of het terugdringen van wachtlijsten, staat los van deze "
        "overeenkomst. Rechten en plichten ontstaan alleen uit deze overeenkomst en haar bijlagen.",
    ),
)

_COMMUNICATION = Article(
    "communicatie",
    "Communicatie",
    (
        "Berichten over deze overeenkomst gaan schriftelijk naar de contactpersonen in bijlage E. Elke partij houdt "
        "haar gegevens actueel.",
        "De gemeenten publiceren een overzicht van de aanbieders en hun percelen. De aanbieder houdt zijn aanbod, "
        "zijn locaties en zijn wachttijden actueel, op de plaats die de gemeenten daarvoor aanwijzen.",
        "Aan de pers geeft geen partij informatie die naar een jeugdige of ouder te herleiden is. Gaat een "
        "persvraag over beide partijen, dan stemmen zij hun antwoord vooraf af.",
    ),
)

_STAFF = Article(
    "personeel",
    "Kwaliteit en personeel",
    (
        "De aanbieder geeft verantwoorde hulp die voldoet aan het programma van eisen en de productkaarten.",
        "De aanbieder zet geregistreerde professionals (SKJ of BIG) in volgens de norm van verantwoorde "
        "werktoedeling in artikel 5.1.1 van het Besluit Jeugdwet.",
        "De aanbieder heeft van iedereen voor wie artikel 4.1.6 van de Jeugdwet dat eist een verklaring omtrent het "
        "gedrag (VOG). Die is niet eerder afgegeven dan drie maanden voordat die persoon voor de aanbieder ging "
        "werken. Een aanbieder die alleen werkt, heeft een eigen VOG die niet ouder is dan drie jaar.",
        "De aanbieder staat in voor de echtheid van de diploma's van zijn medewerkers. Blijkt een diploma vals, dan "
        "haalt hij die medewerker meteen van de hulp af en meldt hij dit aan de gemeente.",
        "Alle eisen gelden ook voor zelfstandigen, uitzendkrachten, stagiairs en vrijwilligers die de aanbieder "
        "inzet. De aanbieder is verantwoordelijk voor hun werk.",
        "Moet de aanbieder zich volgens de wet melden voordat hij met jeugdhulp begint, dan laat hij op verzoek "
        "zien dat hij dat heeft gedaan.",
    ),
)

_CRISIS = Article(
    "crisis",
    "Spoed en crisis",
    (
        "Een aanbieder die voor crisishulp is toegelaten, is dag en nacht bereikbaar en komt in actie binnen de "
        "tijd die de productkaart noemt.",
        "Elke aanbieder maakt voor zijn eigen cliënten afspraken over wat er gebeurt als een situatie uit de hand "
        "loopt.",
        "Mag hulp niet wachten, dan begint de aanbieder zonder toewijzing. Hij meldt dit op de eerstvolgende "
        "werkdag aan de toegang. De gemeente wijst de hulp alsnog toe als zij nodig was en volgens de Jeugdwet voor "
        "haar rekening komt.",
        "Zodra de crisis voorbij is, spreken aanbieder en toegang af welke hulp er nog volgt en wie die geeft.",
    ),
)

_ADULTHOOD = Article(
    "volwassen",
    "Verlengde jeugdhulp en de stap naar 18 jaar",
    (
        "De aanbieder maakt op tijd vóór de achttiende verjaardag met de jeugdige een plan voor wonen, school of "
        "werk, inkomen, zorg en steun uit de omgeving.",
        "Is na de achttiende verjaardag nog jeugdhulp nodig en staat de Jeugdwet dat toe, dan geeft de aanbieder "
        "die hulp onder dezelfde voorwaarden.",
        "Gaat de hulp verder onder een andere wet, dan regelen de aanbieder en de toegang op tijd een warme "
        "overdracht. De hulp loopt door tot de nieuwe hulp begint, zolang de Jeugdwet dat toestaat.",
    ),
)

_PARTICIPATION = Article(
    "participatie",
    "Participatie en achtergrond",
    (
        "De jeugdige en de ouders beslissen mee over het doel, de vorm en het einde van de hulp. De aanbieder "
        "betrekt hun eigen netwerk.",
        "De aanbieder regelt medezeggenschap zoals de Jeugdwet die voorschrijft.",
        "De aanbieder houdt rekening met geloof, levensovertuiging, cultuur en taal van het gezin, en zorgt ervoor "
        "dat jeugdige, ouders en hulpverlener elkaar begrijpen.",
    ),
)

_REPORTING_CODE = Article(
    "meldcode",
    "Meldcode en verwijsindex",
    (
        "De aanbieder heeft een meldcode voor huiselijk geweld en kindermishandeling. Zijn medewerkers kennen de "
        "stappen en passen ze toe.",
        "De aanbieder gebruikt de verwijsindex risicojongeren als de wet of de gemeente hem daartoe verplicht.",
    ),
)

_INCIDENTS = Article(
    "incidenten",
    "Incidenten en calamiteiten",
    (
        "De aanbieder meldt een calamiteit of geweld in de hulp meteen aan de inspectie, zoals de Jeugdwet "
        "voorschrijft. Tegelijk laat hij de gemeente weten dat er een melding is gedaan, zonder meer "
        "persoonsgegevens dan nodig is.",
        "De aanbieder onderzoekt wat er is gebeurd, vertelt de jeugdige en de ouders wat hij heeft gevonden, en "
        "verbetert wat beter moet.",
        "Neemt een inspectie een maatregel tegen de aanbieder, dan meldt hij dat meteen aan alle gemeenten.",
    ),
)

_SATISFACTION = Article(
    "tevredenheid",
    "Klanttevredenheid",
    (
        "De aanbieder vraagt jeugdigen en ouders regelmatig, en in elk geval bij het einde van de hulp, wat zij van "
        "de hulp vonden en of hun doelen zijn bereikt. Zijn daar landelijke vragen voor, dan gebruikt hij die.",
        "De aanbieder deelt de uitkomsten met de gemeenten zonder dat personen te herkennen zijn, en vertelt wat "
        "hij ermee doet.",
    ),
)

_SAFETY = Article(
    "veiligheid",
    "Veiligheid",
    (
        "De aanbieder zorgt op elke locatie voor een veilige en passende omgeving voor jeugdigen en medewerkers.",
        "De aanbieder beperkt de vrijheid van een jeugdige alleen als de wet dat toestaat, niet meer en niet langer "
        "dan nodig, en legt dat vast.",
        "Twijfelt een partij over de veiligheid van een jeugdige, dan overleggen partijen dezelfde dag.",
    ),
)

_REMUNERATION = Article(
    "bezoldiging",
    "Bezoldiging van topfunctionarissen",
    (
        "De aanbieder houdt zich aan de Wet normering topinkomens (WNT) en aan het maximum van de klasse waarin hij "
        "valt.",
        "De aanbieder maakt de bezoldiging openbaar op de manier die de wet voorschrijft. Op verzoek laat hij zien "
        "hoe hij zijn klasse heeft bepaald.",
    ),
)

_PROFIT = Article(
    "winst",
    "Winst",
    (
        "Geld voor jeugdhulp is bedoeld voor jeugdhulp. De aanbieder keert geen winst uit als daardoor de kwaliteit "
        "of het voortbestaan van de hulp in gevaar komt.",
        "Noemt het aanmeldingsdocument een maximum voor winst of winstuitkering, dan houdt de aanbieder zich daaraan.",
        "Op verzoek geeft de aanbieder inzicht in zijn winst, de bestemming daarvan en zijn betalingen aan personen "
        "of bedrijven waarmee hij verbonden is. Hij regelt dat ook met zijn onderaannemers.",
        "Komt er een wet die winstuitkering regelt, dan gaat die wet voor.",
    ),
)

_GOVERNANCE = Article(
    "bestuur",
    "Governancecode en intern toezicht",
    (
        "De aanbieder past de Governancecode Zorg 2022 toe en legt uit hoe hij dat doet. Een kleine organisatie "
        "doet dat op een manier die bij haar omvang past.",
        "Een aanbieder met meer dan 10 jeugdhulpverleners die verblijf biedt, of met meer dan 25 jeugdhulpverleners "
        "zonder verblijf, heeft een interne toezichthouder van ten minste drie natuurlijke personen (artikel 4.4.1 "
        "van de Jeugdwet, zoals dat vanaf 1 januari 2026 geldt).",
        "De aanbieder meldt een verandering in zijn bestuur, toezicht of eigendom meteen aan de gemeenten.",
    ),
)

_SUBCONTRACTORS = Article(
    "onderaannemers",
    "Onderaannemers",
    (
        "De aanbieder mag een onderaannemer alleen inzetten als de gemeenten dat vooraf schriftelijk goedvinden. De "
        "onderaannemer voldoet aan dezelfde eisen als de aanbieder en geeft het werk niet verder door.",
        "De aanbieder blijft verantwoordelijk en aansprakelijk voor alle hulp die zijn onderaannemers geven. Alleen "
        "de aanbieder declareert bij de gemeente.",
        "De aanbieder betaalt zijn onderaannemers een reële prijs, met de kostprijselementen van artikel 2.3 van "
        "het Besluit Jeugdwet. Op verzoek laat hij zien hoe die prijs is opgebouwd.",
        "Voldoet een onderaannemer niet meer aan de eisen, dan kunnen de gemeenten hun toestemming intrekken.",
    ),
)

_MONITORING = Article(
    "monitoring",
    "Monitoring en ontwikkeling",
    (
        "De gemeenten volgen instroom, doorstroom, uitstroom, wachttijden en uitgaven in een regionale monitor. Zij "
        "gebruiken daarvoor zo veel mogelijk gegevens uit het berichtenverkeer.",
        "De gemeenten delen de uitkomsten met de aanbieders. Cijfers in de monitor zijn niet naar personen te "
        "herleiden.",
        "Verbeteringen van producten en werkwijzen staan op een regionale innovatieagenda. Een product verandert "
        "pas na een besluit volgens «wijzigingen».",
    ),
)

_INQUIRY = Article(
    "rekenkamer",
    "Onderzoek door raad en rekenkamer",
    (
        "Laat een gemeenteraad, een rekenkamer of de accountant van een gemeente onderzoek doen naar jeugdhulp, dan "
        "werkt de aanbieder daaraan mee. De gemeente houdt rekening met het werk dat dit voor de aanbieder "
        "meebrengt.",
    ),
)

PART_TWO = Part(
    "Deel 2. Gemeenten en alle aanbieders in de regio",
    "Dit deel is voor alle aanbieders in de regio gelijk.",
    LETTERS,
    (
        _AMENDMENTS,
        _THRESHOLDS,
        _ENTRY,
        _LOW_VOLUME,
        _COOPERATION,
        _COMMUNICATION,
        _STAFF,
        _CRISIS,
        _ADULTHOOD,
        _PARTICIPATION,
        _REPORTING_CODE,
        _INCIDENTS,
        _SATISFACTION,
        _SAFETY,
        _REMUNERATION,
        _PROFIT,
        _GOVERNANCE,
        _SUBCONTRACTORS,
        _MONITORING,
        _INQUIRY,
    ),
)
