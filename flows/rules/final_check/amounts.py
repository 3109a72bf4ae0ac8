"""Numbers as they are printed in Dutch: amounts, percentages, counts."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_PRINTED = re.compile(
    r"(?P<sign>[-–−]\s*)?(?P<euro>€|EUR)?\s*(?P<minus>[-–−])?\s*(?P<whole>\d{1,3}(?:[.\u00a0 ]\d{3})+|\d+)"
    r"(?:,(?P<cents>\d+|-|–))?\s*(?P<unit>%|procent|euro)?"
)


class Amount(NamedTuple):
    """A printed number. ``decimals`` is how many were printed; ``kind`` is '€', '%' or '' for a count."""

    value: Decimal
    decimals: int
    kind: str

    @property
    def unit(self) -> Decimal:
        """The smallest difference that can be printed."""
        return Decimal(1).scaleb(-self.decimals)


@lru_cache(maxsize=4096)
def read(text: str) -> Amount | None:
    """Read a cell that holds one number and nothing else: ``€ 1.234,50``, ``12,5%``, ``2.284``; else None."""
    match = _PRINTED.fullmatch(" ".join(text.replace("*", "").split()))
    if match is None:
        return None
    cents = (match["cents"] or "").strip("-–")
    whole = re.sub(r"\D", "", match["whole"])
    value = Decimal(f"{whole}.{cents}" if cents else whole)
    kind = "€" if match["euro"] or match["unit"] == "euro" else "%" if match["unit"] else ""
    return Amount(-value if match["sign"] or match["minus"] else value, len(cents), kind)


def shown(value: Decimal, like: Amount) -> str:
    """A number printed the way ``like`` was."""
    digits = f"{value.quantize(like.unit):,}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"€ {digits}" if like.kind == "€" else f"{digits}{like.kind}"
