"""The hand that reads evidence: a PDF from outside in, what stands in it out. Hostile files get an answer too."""

import io
import re
from collections.abc import Iterator
from datetime import date, timedelta

from pypdf import PageObject, PasswordType, PdfReader

from flows.tasks._dates import DAY, as_day, find_days
from flows.tasks._pdf_guard import DAMAGED, bounded
from schemas.evidence import EvidenceReading, ReadingProblem

MOST_PAGES = 500
"""Pages of which the text is read; the number of pages is always the real one."""
_MOST_TEXT = 2_000_000

_KVK = re.compile(
    r"(?:\bkvk|\bk\.v\.k\.|kamer van koophandel|handelsregister|\bregistratienummer)(?P<gap>[^\d]{0,40})"
    r"(?P<numbers>(?:\d{8}|\d{4} \d{4}|\d{2}(?:\.\d{2}){3})(?!\d)(?:(?:\s*,\s*|\s+en\s+|\s*/\s*)\d{8}(?!\d))*)",
    re.IGNORECASE,
)
_GAP = r"[\s:]{0,10}(?:(?:ma|di|wo|do|vr|za|zo)[a-z]*\.?,?\s+)?"
_ISSUED = (
    r"(?:datum (?:van )?(?:afgifte|uitgifte)|(?:afgifte|uitgifte)datum|afgegeven (?:op|d\.d\.)|dagtekening)",
    r"(?:\bd\.d\.)",
)
_VALID_THROUGH = r"(?:geldig(?:heid)?\s*(?:tot en met|t/m))"
_VALID_UNTIL = r"(?:geldig(?:heid)?\s+tot|vervaldatum|verloopt op)"
_NOTA = re.compile(
    r"nota\s+van\s+inlichtingen\s*(?:nr\.?|nummer)?\s*(\d{1,2})(?![\d-]|[./]\d)|\b(\d{1,2})e\s+nota\s+van\s+inlichtingen",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"^[ \t]*(?:statutaire naam|handelsnaam(?:\(en\))?|handelsnamen|ten name van|verzekeringnemer"
    r"|naam(?: (?:aanbieder|onderneming|organisatie|rechtspersoon|zorgaanbieder))?)(?:[ \t]*:[ \t]*|[ \t]+)(\S.*)$",
    re.IGNORECASE | re.MULTILINE,
)


def read(data: bytes) -> EvidenceReading:
    """Read one PDF. Always gives an answer: what cannot be read comes back with its ``problem``.

    ``kapot``: damaged, no PDF, or built to exhaust the reader; ``wachtwoord``: a password is needed; ``geen_tekst``: a
    scan; ``leeg``: no bytes, no pages, or nothing on them. The file is never changed and nothing in it is run.
    """
    if not data.strip():
        return EvidenceReading(readable=False, problem="leeg")
    try:
        with bounded():
            return _read(data)
    except DAMAGED:
        return EvidenceReading(readable=False, problem="kapot")


def _read(data: bytes) -> EvidenceReading:
    if b"%PDF-" not in data[:1024]:
        return EvidenceReading(readable=False, problem="kapot")
    reader = PdfReader(io.BytesIO(data))
    # Many official papers are locked against changes only; those open with an empty password.
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        return EvidenceReading(readable=False, problem="wachtwoord")
    pages = len(reader.pages)
    text, drawn, length = [], False, 0
    for page in reader.pages[:MOST_PAGES]:
        found = page.extract_text()
        drawn = drawn or _has_drawing(page)
        text.append(found)
        length += len(found)
        if length > _MOST_TEXT:
            break
    whole = _cleaned("\n".join(text))
    if not whole.strip():
        problem: ReadingProblem = "geen_tekst" if drawn else "leeg"
        return EvidenceReading(readable=False, problem=problem, pages=pages)
    return _interpreted(whole, pages)


def _has_drawing(page: PageObject) -> bool:
    contents = page.get_contents()
    return contents is not None and bool(contents.get_data().strip())


def _cleaned(text: str) -> str:
    """Make one kind of blank, and drop what no text holds: a lone surrogate would break every file written from it."""
    return re.sub("[\ud800-\udfff\x00]", "", text.replace("\u00a0", " ").replace("\u202f", " "))[:_MOST_TEXT]


def _interpreted(text: str, pages: int) -> EvidenceReading:
    through = _labelled(text, _VALID_THROUGH)
    until = _labelled(text, _VALID_UNTIL)
    return EvidenceReading(
        readable=True,
        pages=pages,
        text=text,
        kvk_numbers=tuple(dict.fromkeys(_kvk_numbers(text))),
        dates=tuple(dict.fromkeys(find_days(text))),
        issue_date=next((day for label in _ISSUED if (day := _labelled(text, label))), None),
        # "Geldig tot 1 mei" has 30 april as its last day.
        valid_until=through or (until - timedelta(days=1) if until else None),
        nota_number=max((int(match[1] or match[2]) for match in _NOTA.finditer(text)), default=None),
        names=tuple(dict.fromkeys(match[1].strip() for match in _NAME.finditer(text))),
    )


def _kvk_numbers(text: str) -> Iterator[str]:
    for match in _KVK.finditer(text):
        # An AGB code has eight digits as well; a vestigingsnummer has twelve and does not match.
        if not re.search(r"agb|vestiging|rsin", match["gap"], re.IGNORECASE):
            for number in re.findall(r"\d{8}|\d{4} \d{4}|\d{2}(?:\.\d{2}){3}", match["numbers"]):
                yield re.sub(r"\D", "", number)


def _labelled(text: str, label: str) -> date | None:
    """Return the first date that stands directly behind a label."""
    for match in re.finditer(label + _GAP + DAY, text, re.IGNORECASE):
        if (day := as_day(match)) is not None:
            return day
    return None
