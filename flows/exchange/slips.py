"""The list of slips that the final check knows: shipped with the product, or a region's own file."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from flows.exchange.yaml_files import read_shaped
from schemas.final_check import SlipList

FILE = "taalfouten.yaml"


class _Lijst(BaseModel):
    """The file as it is written."""

    model_config = ConfigDict(extra="forbid")

    woorden: Mapping[str, str] = Field(default_factory=dict)
    zinsdelen: Mapping[str, str] = Field(default_factory=dict)
    gewoon: tuple[str, ...] = ()


def load_slips(own: Path | None = None) -> SlipList:
    """Read ``taalfouten.yaml`` from ``own`` (a folder) when it is there, else the shipped list.

    Raises :class:`schemas.errors.InputRefusedError` with every fault in the file.
    """
    return _read(own) if own is not None and (own / FILE).is_file() else _shipped()


@lru_cache(maxsize=1)
def _shipped() -> SlipList:
    return _read(files("tender_templates") / "nakijken")


def _read(folder: Traversable) -> SlipList:
    _, listed = read_shaped(folder, FILE, _Lijst)
    return SlipList(
        words={wrong.casefold(): right for wrong, right in listed.woorden.items()},
        phrases={wrong.casefold(): right for wrong, right in listed.zinsdelen.items()},
        ordinary=frozenset(word.casefold() for word in listed.gewoon),
    )
