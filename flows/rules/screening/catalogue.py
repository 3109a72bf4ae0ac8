"""The other criteria of the checklist (domain E): they ask no more than a readable, valid paper that is young enough.

What such a paper says is for a person to read; a region that wants more of it writes a rule in ``criteria``.
"""

from flows.rules.screening.registry import by_its_own_data

_CATALOGUE = (
    ("E01", "Volledigheid van de aanmelding", "S1-P08; B-76"),
    ("E09", "Jaarrekening en financiële gezondheid, aan vooraf genoemde grenzen", "S4, eis financieel"),
    ("E10", "Winst en dividend, ook van onderaannemers", "S3, maximale winst; S1, paragraaf 10"),
    ("E12", "Bibob-vragenformulier", "Wet Bibob artikel 1 lid 4; B-45; B-46"),
    ("E15", "Klasse en bezoldiging volgens de WNT", "S1, paragraaf 10; B-44"),
    ("E18", "Opgave van functies en diploma's", "S1, Zutphen; B-25"),
    ("E20", "Onderschrijving van de visie, aan vooraf gepubliceerde punten", "S3, visie; S4, visieplan"),
    ("E21", "Ondersteuningsplan zonder persoonsgegevens", "S4, ondersteuningsplan"),
    ("E22", "Behandellocatie binnen de gemeente of de straal", "S2-P07"),
    ("E23", "Locatie voor logeren in of bij de regio", "S2-P06"),
    ("E24", "Opgave van doelgroepen en capaciteit", "S2-P06"),
    ("E25", "Opgave van eigen personeel en zzp'ers", "S3, zzp; S1, Apeldoorn"),
    ("E26", "Onderaannemers en hun verklaring", "S1, Zutphen; S3; B-63; B-76"),
    ("E27", "Overeenkomst van een combinatie", "S3-P04"),
    ("E30", "AGB-code, iJw-berichten en AVG", "S1; B-61"),
    ("E31", "Akkoord met social return", "S1, Lochem; B-25"),
    ("E32", "Referentie of ervaring, zonder vergelijken", "S1, zorgaanbieders; B-30"),
    ("E33", "Opgave van methodieken", "S3, methodiek; S1, paragraaf 3.2"),
    ("E36", "Verslag van het verificatiegesprek, zonder rangorde", "B-04; S4, kwaliteitsgesprek"),
)

for _code, _text, _source in _CATALOGUE:
    by_its_own_data(_code, _text, source=_source)
