"""The record of a document the product made: one row per version, never overwritten."""

from datetime import date

from schemas.values import Record, Sha256


class Document(Record):
    """One version of one document.

    ``kind`` names the template (``framework_agreement``), ``subject`` whom or what it is for ("" when there is one),
    ``number`` the shown version ("0.1", "1.0"). ``content_sha256`` is the hash of template and data together: the same
    content never makes a second version. ``sha256`` and ``pdf_sha256`` point into the archive.
    """

    kind: str
    subject: str
    number: str
    sequence: int
    status: str
    title: str
    file_name: str
    folder: str
    content_sha256: Sha256
    sha256: Sha256
    size: int
    pdf_sha256: Sha256 | None = None
    made_on: date

    @property
    def pdf_name(self) -> str:
        return self.file_name.removesuffix(".docx") + ".pdf"
