"""What every Word document has in common.

Class names are English, field names are Dutch: they are the placeholders that a lawyer meets in the template.
All values are ready text (dates in words, amounts with the euro sign): a template never calculates.
"""

from collections.abc import Iterator
from typing import Any, ClassVar, get_args

from pydantic import BaseModel

from schemas.values import Noun


class Kop(Noun):
    """Title block, header and footer: who, which tender, which version, when."""

    organisatie: str
    regio: str
    traject: str
    kenmerk: str
    versie: str
    status: str
    datum: str


class Adres(Noun):
    """The addressee of a letter or the party of an agreement."""

    naam: str
    kvk: str
    straat: str
    postcode: str
    plaats: str
    contactpersoon: str
    aanhef: str


class Contact(Noun):
    """Whom to reach on the buyer's side; the address is the functional mailbox."""

    naam: str
    email: str
    telefoon: str


class Wijziging(Noun):
    """A change as documents print it: what stood there, what stands there now, and why."""

    nr: str
    document: str
    van: str
    naar: str
    vindplaats: str
    oud: str
    nieuw: str
    reden: str
    aanleiding: str
    datum: str


class Toegezegd(Noun):
    """A promise from the consultation, in the document it was made for: the point, what we said, who, by which day."""

    nr: str
    inbreng: str
    reactie: str
    eigenaar: str
    uiterlijk: str


class WordDocument(Noun):
    """The data of one Word document; ``template`` names the .docx in tender_templates/word."""

    template: ClassVar[str]
    title: ClassVar[str]

    kop: Kop

    def own_words(self) -> str:
        """All text we wrote ourselves, a line per field; what others said and how they are called is left out."""
        return "\n".join(_texts(self.model_dump()))

    @classmethod
    def placeholders(cls) -> set[str]:
        """Every field a template may ask for, dotted; the fields of a list's rows stand under the list's name."""
        return _fields(cls, "")


class PromisedDocument(WordDocument):
    """A document that may have been promised something: it lists what, in a section that is only there when needed.

    ``promised_as`` are other names under which a promise may look for it, besides its title.
    """

    promised_as: ClassVar[tuple[str, ...]] = ()

    toezeggingen: tuple[Toegezegd, ...]


OTHERS_WORDS = frozenset({"inbreng", "vraag", "naam", "aanbieder", "organisatie", "straat", "plaats", "contactpersoon"})
"""Fields that hold what somebody else said, or a name; no rule about our own wording applies to them."""


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in OTHERS_WORDS or isinstance(inner, dict):
                yield from _texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _texts(inner)


def _fields(model: type[BaseModel], prefix: str) -> set[str]:
    found: set[str] = set()
    for name, field in model.model_fields.items():
        found.add(prefix + name)
        for inner in _models(field.annotation):
            found |= _fields(inner, f"{prefix}{name}.")
    return found


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models(part)]
