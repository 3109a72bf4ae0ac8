"""A procedure is a value: order of stages, guards, terms and words are data (architecture, idea 2)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from pydantic import model_validator

from schemas.consultation import Subject
from schemas.terms import Term
from schemas.values import Noun, Regime, Stage


class Decider(StrEnum):
    """A body that discusses, advises or decides. The PFO is there once for the region, the others per municipality."""

    PFO = "PFO"
    ADVISORY_BOARD = "adviesraad"
    COLLEGE = "college"
    COUNCIL = "raad"

    def of(self, municipality: str) -> str:
        """``het college van Epe``, ``de raad van Epe``, ``het PFO``: as a sentence says it."""
        if self is Decider.PFO:
            return "het PFO"
        article = "het" if self is Decider.COLLEGE else "de"
        return f"{article} {self.value} van {municipality}"


DECIDERS: Mapping[Subject, tuple[Decider, ...]] = MappingProxyType(
    {
        Subject.DISCUSSION: (Decider.PFO,),
        Subject.ADVICE: (Decider.ADVISORY_BOARD,),
        Subject.DRAFT_STRATEGY: (Decider.COLLEGE,),
        Subject.STRATEGY: (Decider.COLLEGE,),
        Subject.AGREEMENT: (Decider.COLLEGE,),
        Subject.JOINING: (Decider.COLLEGE,),
    }
)
"""Who must decide on what, unless a procedure says otherwise: colleges buy care (Gemeentewet art. 160)."""


class StageRule(Noun):
    """A stage of a procedure: which stages must be closed first, and the guards to open and to close, by name.

    Stages may overlap: ``after`` names what must be closed, not what stands before it in the order.
    """

    stage: Stage
    after: tuple[Stage, ...] = ()
    opens_when: tuple[str, ...] = ()
    closes_when: tuple[str, ...] = ()


class Vocabulary(Noun):
    """The words of the regime. ``forbidden`` never stands in a document of this procedure (domain B.1, F 30).

    ``names`` are proper names that hold such a word all the same, such as a law or a certificate.
    """

    decision: str
    admitted: str
    application: str
    applicant: str
    guide: str
    forbidden: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def wrong_words(self, text: str) -> tuple[str, ...]:
        """The forbidden words that stand in a text outside the proper names."""
        bare = text.casefold()
        for name in self.names:
            bare = bare.replace(name.casefold(), "")
        return tuple(word for word in self.forbidden if word in bare)


class Procedure(Noun):
    """One kind of procedure. ``terms`` are looked up by name; ``max_sessions`` limits the dialogue.

    ``deciders`` names the bodies that must decide on a subject where that differs from :data:`DECIDERS`, for example
    a council that adopts the strategy as well.
    """

    code: str
    name: str
    regime: Regime
    stages: tuple[StageRule, ...]
    terms: dict[str, Term]
    vocabulary: Vocabulary
    max_sessions: int | None = None
    nota_rounds: int = 2
    legal_basis: str
    deciders: Mapping[Subject, tuple[Decider, ...]] = {}

    @model_validator(mode="after")
    def _stages_once(self) -> "Procedure":
        order = self.order
        if len(set(order)) != len(order):
            raise ValueError("een fase staat twee keer in de procedure")
        return self

    @property
    def order(self) -> tuple[Stage, ...]:
        return tuple(rule.stage for rule in self.stages)

    def who_decides(self, subject: Subject) -> tuple[Decider, ...]:
        """The bodies that must decide on this subject."""
        return self.deciders.get(subject, DECIDERS[subject])

    def rule(self, stage: Stage) -> StageRule:
        """The rule of that stage; KeyError when the procedure has no such stage."""
        for rule in self.stages:
            if rule.stage is stage:
                return rule
        raise KeyError(stage)

    def after(self, stage: Stage) -> Stage | None:
        """The next stage of this procedure, or None after the last."""
        order = self.order
        index = order.index(stage) + 1
        return order[index] if index < len(order) else None
