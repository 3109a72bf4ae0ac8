"""Terms of a contract that stand in a document more than once: how long it runs, and the most it may cost."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from flows.rules.final_check.finder import Finder, around, sentence
from flows.rules.final_check.paper import Paper
from schemas.final_check import Place

NUMBERS = {
    **{"een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9},
    **{"tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15},
}
_TERM = Finder(
    r"\b(?P<what>(?:contract|initiële |basis)?looptijd|(?:raam|inkoop)?overeenkomst(?:en)?|(?:raam)?contract(?:en)?)\b"
    rf"(?P<gap>[^.;?!]{{0,60}}?)\b(?P<number>\d{{1,2}}|{'|'.join(NUMBERS)})\s+(?:\([\w\s]+\)\s+)?"
    r"(?P<unit>jaar|jaren|maanden)\b",
    small=True,
    needs=r"jaar|jaren|maanden",
    rows=True,
)
_RUNS_FOR = re.compile(
    r"looptijd|\bduur|\bduren|\bloopt\b|\blopen\b|\bgeld(?:t|en)\b|aangegaan|gesloten voor", re.IGNORECASE
)
_NOT_THE_WHOLE = re.compile(
    r"verleng|opti(?:e|onele)|opzeg|ontbind|binnen|uiterlijk|\bna\b|voor het einde|eerste|minimaal|maximaal|"
    r"ten hoogste|ten minste|overbrug|jaarlijks|elke?\b|\bper\b|oude?\b|huidige|vorige|resterende|inclusief|totale",
    re.IGNORECASE,
)
_CEILING = Finder(
    r"\b(?P<what>\w*plafond(?:bedrag)?|maximumbudget|(?:totale?|beschikbare?|maximale?|geraamde?)\s+budget|"
    r"(?:maximale|geraamde|totale)\s+(?:waarde|opdrachtwaarde|contractwaarde|omvang)|maxim(?:um|aal)\s?bedrag|"
    r"maximale bedrag|(?:raam|opdracht|contract)waarde)\b"
    r"(?P<gap>[^.;?!€]{0,80}?)€\s*(?P<amount>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?P<times>\s*(?:miljoen|mln\b))?",
    small=True,
    needs="€",
    rows=True,
)
_KINDS = (("plafond", "het plafond"), ("budget", "het budget"), ("bedrag", "het maximale bedrag"), ("", "de waarde"))
_ABOUT = re.compile(
    r"perceel \w+|segment \w+|\b20\d\d\b|\bper \w+|gemeente [A-Z]\w+|(?:ex|in)clusief btw|(?:ex|in)cl\. btw|eerste|"
    r"tweede|derde|verleng\w*|(?:subsidie|omzet|tarief)plafond"
)


class Said(NamedTuple):
    """A value that the document gives, as printed, with its place."""

    value: object
    text: str
    place: Place


def terms_said(paper: Paper) -> Iterator[tuple[str, Said]]:
    """What is said of the term of the contract (in months) and of its ceiling, each with what it is about."""
    for paragraph, match in paper.row_hits(_TERM):
        before, _ = around(match)
        said = before[-30:] + match[0]
        if _RUNS_FOR.search(match[0]) and not _NOT_THE_WHOLE.search(said.rpartition(". ")[2]):
            number = NUMBERS.get(match["number"].casefold()) or int(match["number"])
            months = number if match["unit"].casefold() == "maanden" else number * 12
            yield "de looptijd van de overeenkomst", Said(("maanden", months), _from(match, "number"), paragraph.place)
    for paragraph, match in paper.row_hits(_CEILING):
        if paragraph.table and match.string.count("€") > 1:
            continue
        about = ", ".join(dict.fromkeys(_ABOUT.findall(sentence(match))))
        kind = next(label for word, label in _KINDS if word in match["what"].casefold())
        amount = Decimal(match["amount"].replace(".", "").replace(",", "."))
        label = f"{kind} ({about})" if about else kind
        text = f"€ {_from(match, 'amount')}"
        yield label, Said(amount * (1_000_000 if match["times"] else 1), text, paragraph.place)


def _from(match: re.Match[str], group: str) -> str:
    return match[0][match.start(group) - match.start() :]
