"""What a criterion gets to see, and what it may answer: an outcome and a reason. There is no room for a score."""

from datetime import date

from schemas.provider import Provider
from schemas.screening import Application, Criterion, Evidence, FindingOutcome
from schemas.values import Noun


class Facts(Noun):
    """Everything a criterion may look at: one application, never another one beside it.

    ``evidence`` is the newest paper for this criterion, None when it was not handed in. ``reference_day`` is the
    closing day of the application period (peildatum). ``nota_number`` is the last published nota van inlichtingen, 0
    before the first. ``announced_on`` is the day of the announcement, None when it is not known.
    """

    criterion: Criterion
    provider: Provider
    application: Application
    evidence: Evidence | None
    reference_day: date
    contract_start: date
    nota_number: int
    announced_on: date | None = None


class Verdict(Noun):
    """The answer to one criterion; ``reason`` is Dutch and names what was found and what is required."""

    outcome: FindingOutcome
    reason: str
