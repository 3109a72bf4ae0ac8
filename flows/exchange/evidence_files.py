"""The evidence of a rehearsed application: made-up PDFs with the faults that real ones have. Same input, same bytes."""

import hashlib
import io
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import as_file, files
from typing import Literal, NamedTuple

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from flows.rules.wording import local_day, plain_date
from schemas.provider import Provider
from schemas.screening import Application, Criterion
from schemas.values import Noun

FaultKind = Literal[
    "ontbreekt",
    "te_oud",
    "verlopen",
    "ander_kvk",
    "kapot",
    "scan_zonder_tekst",
    "wachtwoord",
    "verkeerd_nummer_nota",
    "leeg",
]


class EvidenceFault(Noun):
    """What is wrong with one piece of evidence at first, and whether the provider mends it within the remedy term."""

    evidence: str
    kind: FaultKind
    remedy: Literal["op_tijd", "te_laat", "niet"]


class _Sort(NamedTuple):
    """One sort of evidence: its title, what it says, and for how long it is valid (None: no last day)."""

    title: str
    lines: tuple[str, ...]
    valid_until: date | None = None


_SORTS: Mapping[str, _Sort] = {
    "kvk-uittreksel": _Sort("Uittreksel Handelsregister", ("Kamer van Koophandel (nagemaakt voor een oefening)",)),
    "eigen-verklaring": _Sort(
        "Eigen verklaring",
        (
            "Geen van de uitsluitingsgronden is van toepassing.",
            "De start van de jeugdhulp is gemeld.",
            "Er loopt geen maatregel van een toezichthouder.",
        ),
    ),
    "gva": _Sort("Gedragsverklaring aanbesteden", ("Tegen afgifte bestaat geen bezwaar.",)),
    "belastingdienst": _Sort("Verklaring betalingsgedrag", ("Alle belastingen en premies zijn betaald.",)),
    "jaarverantwoording": _Sort("Jaarverantwoording over 2023", ("De jaarverantwoording is openbaar gemaakt.",)),
    "ubo": _Sort("Uittreksel UBO-register", ("Alle uiteindelijke eigenaren staan op dit uittreksel.",)),
    "governancecode": _Sort(
        "Verklaring Governancecode Zorg 2022", ("Wij passen de code toe. Het interne toezicht is geregeld.",)
    ),
    "personeelsopgave": _Sort(
        "Opgave van personeel",
        ("Iedereen heeft een VOG van voor de start van het werk.", "Wie dat moet, is geregistreerd bij SKJ of BIG."),
    ),
    "kwaliteitskeurmerk": _Sort("Certificaat kwaliteitssysteem", ("Jeugdhulp, alle locaties.",), date(2027, 6, 30)),
    "verzekering": _Sort("Polis aansprakelijkheid", ("De polis wordt vanzelf verlengd.",), date(2026, 12, 31)),
    "meldcode-klachtregeling": _Sort(
        "Meldcode en klachtregeling",
        ("Een vertrouwenspersoon is altijd bereikbaar.", "Een calamiteit melden wij direct."),
    ),
    "akkoordverklaring": _Sort(
        "Akkoordverklaring",
        ("Wij gaan zonder voorwaarden akkoord met alle stukken.", "Getekend door wie dat mag volgens het register."),
    ),
}
_PASSWORD = "oefening"
_MONTH = timedelta(days=31)
_LEFT, _TOP, _SIZE, _LEADING = 56.0, 780.0, 11.0, 18.0


def evidence_pdfs(
    provider: Provider,
    application: Application,
    faults: Sequence[EvidenceFault],
    criteria: Sequence[Criterion],
    attempt: int,
    *,
    nota_number: int = 2,
    signed_from: date | None = None,
) -> dict[str, bytes]:
    """The files a provider hands in, by file name (``kvk-uittreksel.pdf``), in the order of the criteria.

    Attempt 1 has every sort of evidence the criteria ask for, with the faults in it. Attempt 2 has only what was mended
    within the term, now faultless. ``nota_number`` is the last nota; nobody agrees to it before ``signed_from``.
    KeyError for a sort of evidence that has no example.
    """
    wrong = {fault.evidence: fault for fault in faults}
    found: dict[str, bytes] = {}
    for evidence in dict.fromkeys(row.evidence for row in criteria):
        fault = wrong.get(evidence)
        if attempt > 1:
            if fault is None or fault.remedy != "op_tijd":
                continue
            fault = None
        ages = [row.max_age_months for row in criteria if row.evidence == evidence and row.max_age_months]
        data = _file(provider, application, evidence, fault, min(ages, default=0), nota_number, signed_from)
        if data is not None:
            found[f"{evidence}.pdf"] = data
    return found


def _file(
    provider: Provider,
    application: Application,
    evidence: str,
    fault: EvidenceFault | None,
    max_age: int,
    nota_number: int,
    signed_from: date | None,
) -> bytes | None:
    """One file with its fault, or None when the fault is that it is not there."""
    kind = fault.kind if fault else None
    if kind == "ontbreekt":
        return None
    if kind == "leeg":
        return b""
    sort = _SORTS[evidence]
    if kind == "scan_zonder_tekst":
        return _page(sort.title, ())
    handed_in = local_day(application.submitted_at)
    issued = handed_in - timedelta(days=_spread(provider.id, evidence))
    valid_until = sort.valid_until
    if evidence == "akkoordverklaring":
        issued = max(handed_in, signed_from or handed_in)
    if kind == "te_oud":
        issued = handed_in - (max_age + 2) * _MONTH
    if kind == "verlopen":
        valid_until = handed_in - 2 * _MONTH
        issued = min(issued, valid_until - 12 * _MONTH)
    kvk = f"{(int(provider.kvk) + 1_111_111) % 10**8:08d}" if kind == "ander_kvk" else provider.kvk
    lines = [f"Naam: {provider.name}", f"KvK-nummer: {kvk}", *sort.lines, f"Datum afgifte: {plain_date(issued)}"]
    if valid_until is not None:
        lines.append(f"Geldig tot en met {plain_date(valid_until)}")
    if evidence == "akkoordverklaring":
        shown = nota_number - 1 if kind == "verkeerd_nummer_nota" else nota_number
        lines += [f"Nota van inlichtingen {shown}", f"Getekend door: {provider.signatory_name}"]
    data = _page(sort.title, lines, password=_PASSWORD if kind == "wachtwoord" else None)
    # An upload that broke off: the beginning is a PDF, the rest never arrived.
    return data[: len(data) // 3] if kind == "kapot" else data


def _spread(provider_id: str, evidence: str) -> int:
    """A number of days from 3 to 42 that differs per provider and sort, and is always the same."""
    return 3 + hashlib.sha256(f"{provider_id}/{evidence}".encode()).digest()[0] % 40


def _page(title: str, lines: Sequence[str], password: str | None = None) -> bytes:
    """A page with these lines; without lines a page like a scan, with shapes and no text."""
    buffer = io.BytesIO()
    # Encryption of 128 bits takes its key from the password and the document alone, so that the bytes stay the same.
    encryption = StandardEncryption(password, ownerPassword=f"{password}-eigenaar", strength=128) if password else None
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1, encrypt=encryption)
    canvas.setTitle(title)
    if lines:
        for number, line in enumerate((title, *lines)):
            _draw(canvas, line, _TOP - number * _LEADING, _SIZE + 3 if number == 0 else _SIZE)
    else:
        for number in range(24):
            canvas.rect(_LEFT, _TOP - number * 24, 380 - number % 5 * 30, 6, fill=1)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _draw(canvas: Canvas, line: str, height: float, size: float) -> None:
    """One line, made smaller when it would run off the page: a line that is broken reads as two facts."""
    font = "Helvetica" if _in_latin(line) else _wide_font()
    width = pdfmetrics.stringWidth(line, font, size)
    room = A4[0] - 2 * _LEFT
    canvas.setFont(font, size if width <= room else size * room / width)
    canvas.drawString(_LEFT, height, line)


def _in_latin(line: str) -> bool:
    try:
        line.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _wide_font() -> str:
    """A font with the letters that the standard ones lack, so that no letter of a name is lost."""
    with as_file(files("matplotlib").joinpath("mpl-data", "fonts", "ttf", "DejaVuSans.ttf")) as path:
        pdfmetrics.registerFont(TTFont("DejaVuSans", str(path)))
    return "DejaVuSans"
