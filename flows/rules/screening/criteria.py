"""The criteria with a rule of their own. A rule judges what the paper can prove; ``reach`` says where that ends.

Sources ``B-..`` are those of the domain report, ``S1`` is the procurement strategy of MIJ/OV.
"""

from datetime import date

from flows.rules.screening.checks import (
    expires,
    judged,
    names_this_provider,
    of_this_provider,
    other_number,
)
from flows.rules.screening.registry import criterion
from flows.rules.screening.verdicts import Facts, Verdict
from flows.rules.terms import add_months
from flows.rules.wording import plain_date
from schemas.screening import Evidence, FindingOutcome

STAFF_WITH_STAY, STAFF_WITHOUT_STAY = 10, 25
"""More than this many makes an internal supervisor mandatory (Jeugdwet art. 4.4.1, from 1-1-2026; domain B.6)."""


@criterion("E02", source="B-76")
def authorised_signature(facts: Facts) -> Verdict:
    """Signed by somebody who may represent the provider, by the trade register or a power of attorney."""
    needed = "een verklaring van wie de aanbieder volgens het Handelsregister of een volmacht mag vertegenwoordigen"
    reach = "Getoetst is de verklaring; de bevoegdheid volgt uit het uittreksel of de volmacht."
    return judged(facts, needed, of_this_provider, reach=reach)


@criterion("E03", source="B-32")
def trade_register_extract(facts: Facts) -> Verdict:
    """An extract with the provider's own number, not older than the limit (in practice 3 to 6 months)."""
    needed = f"een uittreksel met KvK-nummer {facts.provider.kvk}"
    return judged(facts, needed, names_this_provider)


@criterion("E04", source="B-29; B-30")
def own_declaration(facts: Facts) -> Verdict:
    """Filled in and signed on or after the day of the announcement."""
    since = f" op of na {plain_date(facts.announced_on)}, de dag van de bekendmaking" if facts.announced_on else ""
    needed = f"een eigen verklaring die is ingevuld en getekend{since}"
    return judged(facts, needed, of_this_provider, _signed_since_announcement)


def _signed_since_announcement(facts: Facts, paper: Evidence) -> str | None:
    if facts.announced_on is None:
        return None
    if paper.issue_date is None:
        return "In het stuk staat geen datum."
    return None if paper.issue_date >= facts.announced_on else f"Het stuk is van {plain_date(paper.issue_date)}."


@criterion("E05", source="B-31")
def conduct_certificate(facts: Facts) -> Verdict:
    """A GVA, valid for two years, or a certificate of conduct for legal persons of the same age."""
    needed = "een gedragsverklaring aanbesteden (GVA) of VOG voor rechtspersonen"
    return judged(facts, needed, of_this_provider, notes=(_ages_before_start,))


def _ages_before_start(facts: Facts, paper: Evidence) -> str | None:
    # A GVA prints no end date: it stays valid as long as it is young enough. Other dated papers are a picture of one
    # day and are not outdated by time alone, so only this one gets the note.
    months = facts.criterion.max_age_months
    if paper.issue_date is None or paper.valid_until is not None or months is None:
        return None
    return expires(facts, add_months(paper.issue_date, months))


@criterion("E06", source="B-32")
def taxes_paid(facts: Facts) -> Verdict:
    """A statement of the tax authority, not older than the limit."""
    needed = "een verklaring van de Belastingdienst"
    return judged(facts, needed, of_this_provider)


@criterion("E07", source="B-36; B-37")
def start_reported(facts: Facts) -> Verdict:
    """Declares that the start of youth care is reported, or will be within the three months before it."""
    needed = "een verklaring dat de start van de jeugdhulp is gemeld, of binnen drie maanden vóór de start wordt gemeld"
    reach = "Getoetst is de verklaring van de aanbieder; de melding is daarna na te gaan."
    return judged(facts, needed, of_this_provider, reach=reach)


@criterion("E08", source="B-38; B-39")
def public_accounts(facts: Facts) -> Verdict:
    """The public annual account over the last year that was due, or a statement that the duty does not apply."""
    year = last_account_year(facts.reference_day)
    needed = f"de jaarverantwoording over {year}, of een verklaring dat de plicht niet geldt"

    def over_that_year(_: Facts, paper: Evidence) -> str | None:
        # An account of a year cannot be drawn up before that year is over.
        if paper.issue_date is None or paper.issue_date.year > year:
            return None
        return f"Het stuk is van {plain_date(paper.issue_date)} en kan dus niet over heel {year} gaan."

    return judged(facts, needed, of_this_provider, over_that_year)


def last_account_year(day: date) -> int:
    """The last financial year of which the account had to be public on that day: due by 31 May of the year after."""
    return day.year - 1 if day > date(day.year, 5, 31) else day.year - 2


@criterion("E11", source="B-48")
def ultimate_owners(facts: Facts) -> Verdict:
    """The provider's own extract of the UBO register, or a statement that the duty does not apply."""
    needed = "een eigen UBO-uittreksel, of een verklaring dat de plicht niet geldt"
    return judged(facts, needed, of_this_provider)


@criterion("E13", source="S1, paragraaf 10; B-42; B-43")
def governance_code(facts: Facts) -> Verdict:
    """A statement that the Governancecode Zorg 2022 is applied, with an explanation of each deviation."""
    needed = "een verklaring over de Governancecode Zorg 2022, met uitleg bij elke afwijking"
    return judged(facts, needed, of_this_provider)


@criterion("E14", source="Jeugdwet artikel 4.4.1 (vanaf 1-1-2026); B-40; B-41")
def internal_supervisor(facts: Facts) -> Verdict:
    """Above the threshold of staff: tells how internal supervision is arranged when the duty starts."""
    stay, no_stay = facts.provider.staff_with_stay, facts.provider.staff_without_stay
    staff = f"{stay} jeugdhulpverleners met verblijf en {no_stay} zonder verblijf"
    limits = f"de plicht geldt bij meer dan {STAFF_WITH_STAY} met of meer dan {STAFF_WITHOUT_STAY} zonder verblijf"
    if stay <= STAFF_WITH_STAY and no_stay <= STAFF_WITHOUT_STAY:
        return Verdict(outcome=FindingOutcome.NOT_APPLICABLE, reason=f"Opgegeven zijn {staff}; {limits}.")
    needed = "uitleg over een interne toezichthouder van minstens drie personen"
    reach = f"Opgegeven zijn {staff}; {limits}."
    found = judged(facts, needed, of_this_provider, reach=reach)
    if found.outcome is FindingOutcome.MEETS and not facts.criterion.mandatory:
        # What the text says about supervision is for a person to read; it is information and refuses nobody.
        return Verdict(outcome=FindingOutcome.BY_HAND, reason=f"{found.reason} Lees de uitleg in het stuk.")
    return found


@criterion("E16", source="Jeugdwet artikel 4.1.6; B-33")
def staff_conduct(facts: Facts) -> Verdict:
    """A list with, per employee, the day of the VOG and of the start of work: at most three months apart."""
    needed = "een opgave met per medewerker de datum van de VOG en van de start, hoogstens drie maanden uit elkaar"
    if facts.provider.size == "solistisch":
        oldest = plain_date(add_months(facts.reference_day, -36))
        needed = f"een opgave met de eigen VOG, afgegeven op {oldest} of later"
    reach = "Getoetst is de opgave; een VOG zien wij alleen in en bewaren wij niet."
    return judged(facts, needed, of_this_provider, reach=reach)


@criterion("E17", source="Besluit Jeugdwet artikel 5.1.1; B-34; B-35")
def professional_registration(facts: Facts) -> Verdict:
    """A list with, per professional, a registration (SKJ, BIG) valid on the reference day, or a reason without."""
    day = plain_date(facts.reference_day)
    needed = f"een opgave met per professional een registratie (SKJ, BIG) die geldt op {day}, of uitleg waarom niet"
    reach = "Getoetst is de opgave; een registratie is in het register na te gaan."
    return judged(facts, needed, of_this_provider, reach=reach)


@criterion("E19", source="S1, paragraaf 6; keuze van de regio")
def quality_mark(facts: Facts) -> Verdict:
    """A quality certificate that is valid on the reference day, or proof of the same worth."""
    needed = f"een keurmerk dat geldt op {plain_date(facts.reference_day)}, of gelijkwaardig bewijs"
    return judged(facts, needed, notes=(other_number,))


@criterion("E28", source="keuze van de regio")
def insurance(facts: Facts) -> Verdict:
    """A liability policy, valid on the reference day and on the start date or renewed by itself."""
    needed = (
        f"een polis die geldt op {plain_date(facts.reference_day)} en doorloopt tot na "
        f"{plain_date(facts.contract_start)} of vanzelf wordt verlengd"
    )
    return judged(facts, needed, notes=(other_number,))


@criterion("E29", source="B-58")
def reporting_and_complaints(facts: Facts) -> Verdict:
    """The reporting code and the complaints procedure, with the confidential adviser and reporting of calamities."""
    needed = "een meldcode en een klachtregeling, met de weg naar een vertrouwenspersoon en het melden van calamiteiten"
    return judged(facts, needed, of_this_provider)


@criterion("E34", source="B-25")
def unconditional_agreement(facts: Facts) -> Verdict:
    """Agrees with all documents up to and including the last nota van inlichtingen."""
    last = facts.nota_number
    needed = f"akkoord met alle stukken tot en met nota van inlichtingen {last}" if last else "akkoord met alle stukken"
    return judged(facts, needed, of_this_provider, _names_last_nota)


def _names_last_nota(facts: Facts, paper: Evidence) -> str | None:
    if (paper.nota_number or 0) == facts.nota_number:
        return None
    if paper.nota_number is None:
        return "De verklaring noemt geen nota van inlichtingen."
    return f"De verklaring noemt nota van inlichtingen {paper.nota_number}."


@criterion("E35", source="keuze van de regio")
def no_measures(facts: Facts) -> Verdict:
    """Declares that no measure of a supervisory body stands in the way of good and safe care."""
    needed = "een verklaring dat geen maatregel van een toezichthouder goede en veilige hulp in de weg staat"
    reach = "Getoetst is de verklaring van de aanbieder; openbare maatregelen zijn daarna na te gaan."
    return judged(facts, needed, of_this_provider, reach=reach)
