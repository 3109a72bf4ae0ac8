"""What the search for an asker brings to light."""

from enum import StrEnum

from schemas.values import Noun


class Kind(StrEnum):
    NAME = "naam"
    PART = "deel van een naam"
    PERSON = "persoon"
    ADDRESS = "adres"
    PLACE = "plaats"
    MAIL = "e-mailadres"
    SITE = "website"
    PHONE = "telefoonnummer"
    NUMBER = "nummer"
    HINT = "aanwijzing"
    METADATA = "bestandsgegeven"


class Level(StrEnum):
    """``BETRAYS`` blocks the nota; ``MIND`` is looked at by a person, who signs for it by name."""

    BETRAYS = "verraadt"
    MIND = "let op"


class Finding(Noun):
    """Something that could tell who asked: what it is, as it stands there, and where."""

    kind: Kind
    mark: str
    place: str
    level: Level

    @property
    def betrays(self) -> bool:
        return self.level is Level.BETRAYS
