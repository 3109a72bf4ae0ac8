"""The building blocks of criteria: is the paper there and readable, whose is it, is it valid, is it young enough.

A check looks at one paper and returns None, or the Dutch sentence of what was found wrong. All checks of a criterion
are asked, so that a provider can mend everything in one go.
"""

from collections.abc import Callable
from datetime import date

from flows.rules.screening.verdicts import Facts, Verdict
from flows.rules.terms import add_months
from flows.rules.wording import count, listing, plain_date
from schemas.screening import Evidence, FindingOutcome

Check = Callable[[Facts, Evidence], str | None]

MISSING = "ontbreekt"
_PROBLEMS = {
    "kapot": "is beschadigd en gaat niet open",
    "wachtwoord": "is beveiligd met een wachtwoord",
    "geen_tekst": "is een scan zonder tekst",
    "leeg": "is leeg",
}


def unusable(facts: Facts) -> str | None:
    """Why there is nothing to read: the paper is missing or its file cannot be used. None when it can be read."""
    paper = facts.evidence
    if paper is None or paper.problem == MISSING:
        return f"Het stuk '{facts.criterion.evidence}' ontbreekt."
    if paper.problem is not None:
        problem = _PROBLEMS.get(paper.problem, f"is niet te gebruiken ({paper.problem})")
        return f"Het bestand '{paper.file_name}' {problem}."
    return None if paper.pages > 0 else f"Het bestand '{paper.file_name}' is leeg."


def of_this_provider(facts: Facts, paper: Evidence) -> str | None:
    """When the paper names trade register numbers, the provider's own is among them."""
    if not paper.kvk_numbers or facts.provider.kvk in paper.kvk_numbers:
        return None
    word = "KvK-nummer" if len(paper.kvk_numbers) == 1 else "de KvK-nummers"
    return f"Het stuk noemt {word} {listing(paper.kvk_numbers)}; de aanmelding is van {facts.provider.kvk}."


def names_this_provider(facts: Facts, paper: Evidence) -> str | None:
    """The paper names the provider's own trade register number, and does not leave it out."""
    return of_this_provider(facts, paper) if paper.kvk_numbers else "In het stuk staat geen KvK-nummer."


def _valid(facts: Facts, paper: Evidence) -> str | None:
    """A paper with an end date is valid on the reference day itself."""
    if paper.valid_until is None or paper.valid_until >= facts.reference_day:
        return None
    return f"Het stuk was geldig tot en met {plain_date(paper.valid_until)}."


def _young_enough(facts: Facts, paper: Evidence) -> str | None:
    """The paper is not older than the criterion allows: issued on the reference day minus N months, or later."""
    limit = _oldest_day(facts)
    if limit is None:
        return None
    if paper.issue_date is None:
        return "In het stuk staat geen datum van afgifte."
    return None if paper.issue_date >= limit else f"Het stuk is van {plain_date(paper.issue_date)}."


def _oldest_day(facts: Facts) -> date | None:
    """The first day on which the paper may have been issued; None when its age does not matter."""
    months = facts.criterion.max_age_months
    return None if months is None else add_months(facts.reference_day, -months)


def judged(facts: Facts, needed: str, *checks: Check, notes: tuple[Check, ...] = (), reach: str = "") -> Verdict:
    """Ask whether the paper is valid and young enough, and all ``checks`` of the criterion.

    ``needed`` says what is required (its age is added), ``reach`` how far a check of this paper goes. ``notes`` never
    refuse: they tell what a person should look at again.
    """
    paper = facts.evidence
    needed += _required_age(facts)
    problem = unusable(facts)
    if paper is None or problem:
        return Verdict(outcome=FindingOutcome.FAILS, reason=f"{problem} Nodig: {needed}.")
    faults = [fault for check in (*checks, _valid, _young_enough) if (fault := check(facts, paper))]
    if faults:
        return Verdict(outcome=FindingOutcome.FAILS, reason=f"{' '.join(faults)} Nodig: {needed}.")
    told = [note for check in (_expires_before_start, _dated_after_receipt, *notes) if (note := check(facts, paper))]
    parts = [f"Gevonden: {_found(paper)}.", f"Nodig: {needed}.", reach, *(f"Let op: {note}." for note in told)]
    return Verdict(outcome=FindingOutcome.MEETS, reason=" ".join(part for part in parts if part))


def on_paper(facts: Facts) -> Verdict:
    """The rule of a criterion without a rule of its own: a readable, valid paper of this provider, young enough."""
    needed = f"een leesbaar stuk '{facts.criterion.evidence}', geldig op {plain_date(facts.reference_day)}"
    return judged(facts, needed, of_this_provider)


def other_number(facts: Facts, paper: Evidence) -> str | None:
    """A note for papers drawn up by somebody else, which may well print that party's own number."""
    if of_this_provider(facts, paper) is None:
        return None
    return f"het stuk noemt alleen KvK-nummer {listing(paper.kvk_numbers)}"


def _required_age(facts: Facts) -> str:
    limit = _oldest_day(facts)
    if limit is None:
        return ""
    age = count(facts.criterion.max_age_months or 0, "maand", "maanden")
    return f", op {plain_date(facts.reference_day)} niet ouder dan {age} (dus van {plain_date(limit)} of later)"


def _found(paper: Evidence) -> str:
    words = [f"'{paper.file_name}'"]
    if paper.issue_date is not None:
        words.append(f"van {plain_date(paper.issue_date)}")
    if paper.valid_until is not None:
        words.append(f"geldig tot en met {plain_date(paper.valid_until)}")
    if paper.kvk_numbers:
        words.append(f"met KvK-nummer {listing(paper.kvk_numbers)}")
    return ", ".join(words)


def _expires_before_start(facts: Facts, paper: Evidence) -> str | None:
    """Valid on the reference day, but no longer when the contract starts (domain E, re-check flag)."""
    return expires(facts, paper.valid_until)


def expires(facts: Facts, until: date | None) -> str | None:
    """The note when validity ends before the first day of the contract."""
    if until is None or until >= facts.contract_start:
        return None
    return f"verloopt voor de ingangsdatum ({plain_date(facts.contract_start)}), op {plain_date(until)}"


def _dated_after_receipt(facts: Facts, paper: Evidence) -> str | None:
    # A misread date is likelier than a forged one, so it is told and does not refuse. Until the application period
    # closes a paper may be replaced, so only a later date is odd.
    if paper.issue_date is None or paper.issue_date <= max(paper.received_on, facts.reference_day):
        return None
    return "de datum op het stuk ligt na de dag van ontvangst"
