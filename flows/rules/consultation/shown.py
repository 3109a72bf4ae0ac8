"""What of a point may be printed: names only with permission, and no text that gives a person away."""

from collections.abc import Iterable

from flows.rules.anonymity import Level, Search
from flows.rules.consultation.voices import contributor_of, is_body, unnamed
from schemas.consultation import ConsultationInput
from schemas.record import TenderRecord

UNSORTED = "Nog in te delen"
"""The theme of a point until a person chooses one; half of what boards write has none (S1, annex 4)."""

WITHOUT_THEME = "Zonder onderwerp"
HIDDEN = "Deze inbreng noemt een persoon of een organisatie. Wij geven haar daarom niet letterlijk weer."


def shown_name(record: TenderRecord, row: ConsultationInput) -> str:
    """Who said it, as a public document may say it: a person only with permission, else the body or the group."""
    contributor = contributor_of(record, row)
    if contributor.may_name:
        return contributor.name
    return unnamed(record, row.group, row.municipality if is_body(row.group) else None).name


class Shown:
    """The texts of the consultation as a public document may print them.

    Looked for are: names of contributors who gave no permission, providers of the register, addresses and numbers. Our
    own names (mailbox, municipalities, the boards) give nobody away.
    """

    def __init__(self, record: TenderRecord) -> None:
        tender = record.tender
        ours = [tender.mailbox.address, tender.contact_phone, tender.contact_name, tender.region, tender.organisation]
        ours += [row.advisory_board for row in tender.municipalities]
        ours += [row.name for row in record.groups]
        ours += [row.name for row in record.contributors if row.may_name or is_body(row.group)]
        private = [row.name for row in record.contributors if not row.may_name and not is_body(row.group)]
        self._search = Search(record.providers, also=private, regional=tender.municipality_names, ours=ours)
        self._seen: dict[str, tuple[str, ...]] = {}

    def marks(self, text: str) -> tuple[str, ...]:
        """What in a text would tell who somebody is; nothing when it may be printed."""
        if text not in self._seen:
            found = self._search.findings([("", text)])
            self._seen[text] = tuple(row.mark for row in found if row.level is Level.BETRAYS)
        return self._seen[text]

    def text(self, row: ConsultationInput) -> str:
        """The point to the letter; the summary a person wrote when the letter gives somebody away."""
        if not self.marks(row.text):
            return row.text
        return row.summary if row.summary and not self.marks(row.summary) else HIDDEN

    def response(self, row: ConsultationInput) -> str:
        """What we said to the point; nothing without an answer, or when it names somebody (see :meth:`obstacles`)."""
        said = row.disposition.response if row.disposition else ""
        return "" if self.marks(said) else said

    def quote(self, row: ConsultationInput) -> str:
        """The words of ours that the point is about; nothing when they are not fit to print."""
        return "" if self.marks(row.quote) else row.quote

    def obstacles(self, inputs: Iterable[ConsultationInput]) -> tuple[str, ...]:
        """A sentence for every point that cannot be printed as it is, with what to do."""
        found = []
        for row in inputs:
            if self.text(row) == HIDDEN:
                named = ", ".join(f"'{mark}'" for mark in self.marks(row.text))
                found.append(
                    f"Punt {row.id} noemt {named}. Schrijf het punt zonder die gegevens op in de kolom "
                    "'Inbreng samengevat'; die tekst komt dan in de nota."
                )
            answer = row.disposition
            if answer and (marks := self.marks(answer.response)):
                named = ", ".join(f"'{mark}'" for mark in marks)
                found.append(f"De reactie op punt {row.id} noemt {named}. Haal dat uit de kolom 'Reactie'.")
        return tuple(found)
