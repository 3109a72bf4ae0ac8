import hashlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses
from pathlib import Path
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.tasks import mail
from schemas.errors import PermanentError, TransientError
from schemas.mail import MailAttachment, OutgoingMail

FILE = b"%PDF-1.7 " + bytes(range(256)) * 40
SHA = hashlib.sha256(FILE).hexdigest()
ICS = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Dialoogtafel \xe2\x80\x93 Epe\r\nEND:VCALENDAR\r\n"
AWKWARD = [
    "Zorg & Co <BV>",
    "'t Hofje",
    "{{ 7*7 }} B.V.",
    "x" * 120,
    "Zorg, de Beste <a@b.nl>",
    'De "Brug"',
    "Müller 🙂",
    "",
]


def message(**changes: Any) -> OutgoingMail:
    base = OutgoingMail(
        message_id="<0147.besluit.p1@zorgregio.example.nl>",
        date=datetime(2025, 3, 5, 11, tzinfo=UTC),
        from_name="Inkoop Jeugdhulp Zorgregio",
        from_address="inkoop@zorgregio.nl",
        reply_to="inkoop@zorgregio.nl",
        to_name="Zorg & Co <BV>",
        to_address="info@zorgenco.nl",
        subject="[MIJOV-J26] Reageren t/m di 3 maart 12.00 uur: concept-overeenkomst (kenmerk 2026-0147)",
        text="Geachte mevrouw De Vries,\n\nWij vragen u vóór dinsdag te reageren: Zorg & Co <BV>.\n.\n..punt\n",
        html=mail.html_from_text("Geachte mevrouw De Vries,\n\nZorg & Co <BV>"),
        reference="2026-0147",
        attachments=(MailAttachment(file_name="Besluit_Zorg-en-Co.pdf", mime="application/pdf", sha256=SHA),),
        ics=ICS,
    )
    return base.model_copy(update=changes)


def built(**changes: Any) -> bytes:
    return mail.build(message(**changes), {SHA: FILE})


def parsed(raw: bytes) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(raw, policy=default))


def test_a_message_reads_back_to_the_letter() -> None:
    mail_ = parsed(built(copy_to="kopie@zorgenco.nl"))
    assert mail_["From"] == "Inkoop Jeugdhulp Zorgregio <inkoop@zorgregio.nl>"
    assert (mail_["Reply-To"], mail_["Cc"]) == ("inkoop@zorgregio.nl", "kopie@zorgenco.nl")
    assert mail_["To"].addresses[0].display_name == "Zorg & Co <BV>"
    assert mail_["Date"] == "Wed, 05 Mar 2025 12:00:00 +0100"
    assert mail_["X-Kenmerk"] == "2026-0147"
    assert mail_["Auto-Submitted"] == "auto-generated"
    assert mail_["Bcc"] is None
    body = mail_.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == message().text
    html = mail_.get_body(("html",))
    assert html is not None
    assert "Zorg &amp; Co &lt;BV&gt;" in html.get_content()
    calendar = next(part for part in mail_.walk() if part.get_content_type() == "text/calendar")
    assert calendar.get_param("method") == "REQUEST"
    assert "Dialoogtafel – Epe" in calendar.get_content()
    pdf, ics = mail_.iter_attachments()
    assert (pdf.get_filename(), pdf.get_content()) == ("Besluit_Zorg-en-Co.pdf", FILE)
    assert (ics.get_filename(), ics.get_content()) == ("afspraak.ics", ICS)


def test_without_calendar_or_files_the_message_is_only_text_and_html() -> None:
    types = [part.get_content_type() for part in parsed(built(attachments=(), ics=None)).walk()]
    assert types == ["multipart/alternative", "text/plain", "text/html"]


def test_the_same_message_gives_the_same_bytes() -> None:
    assert built() == built()
    assert built() != built(message_id="<ander@zorgregio.nl>")
    assert built().isascii()
    assert max(len(line) for line in built().split(b"\r\n")) <= 998


def recipients(raw: bytes) -> list[tuple[str, str]]:
    """The To header as a mail program reads it (RFC 2047: blanks between encoded words do not count)."""
    header = message_from_bytes(raw)["To"].replace("\r\n", "")
    return [(str(make_header(decode_header(name))), address) for name, address in getaddresses([header])]


@pytest.mark.parametrize("name", AWKWARD)
def test_a_name_never_becomes_a_second_recipient(name: str) -> None:
    raw = built(to_name=name, subject=f"Aan {name}")
    assert recipients(raw) == [(name, "info@zorgenco.nl")]
    assert [one.addr_spec for one in parsed(raw)["To"].addresses] == ["info@zorgenco.nl"]
    assert parsed(raw)["Subject"] == f"Aan {name}"


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=130)
    | st.lists(
        st.sampled_from(["Zorg,", '"De', 'Brug"', "Coöperatie", "<a@b.nl>", "(Epe)", "é", "=?utf-8?q?x?=", "a:b;"])
    )
    .map(" ".join)
    .filter(lambda name: len(name) < 180)
)
def test_any_name_is_carried_to_the_letter(name: str) -> None:
    raw = built(to_name=name, subject=f"Aan {name}", attachments=(), ics=None)
    assert recipients(raw) == [(name, "info@zorgenco.nl")]
    head = raw.split(b"\r\n\r\n")[0]
    assert max(len(line) for line in head.split(b"\r\n")) < 230
    assert sorted(parsed(raw).keys()) == sorted(parsed(built(attachments=(), ics=None)).keys())


@pytest.mark.parametrize("attack", ["a\r\nBcc: x@y.nl", "a\nX: y", "a\rb", "a\x00b", "a\u2028b", "a\x85b"])
@pytest.mark.parametrize("field", ["subject", "to_name", "from_name", "to_address", "copy_to", "reply_to", "reference"])
def test_nothing_in_data_adds_a_header(field: str, attack: str) -> None:
    with pytest.raises(PermanentError):
        built(**{field: attack})


@pytest.mark.parametrize("name", ["a\r\nX: y.pdf", "../a.pdf", "a/b.pdf", "a\\b.pdf", ""])
def test_an_attachment_name_is_only_a_name(name: str) -> None:
    with pytest.raises(PermanentError):
        built(attachments=(MailAttachment(file_name=name, mime="application/pdf", sha256=SHA),))


@pytest.mark.parametrize(
    "address", ["", "geen adres", "a@b.nl, c@d.nl", "a@b.nl> NOTIFY=NEVER <x", "jörg@b.nl", "@b.nl"]
)
def test_a_bad_address_is_refused(address: str) -> None:
    with pytest.raises(PermanentError, match="e-mailadres"):
        built(to_address=address)


def test_too_long_a_subject_and_a_bad_message_id_are_refused() -> None:
    with pytest.raises(PermanentError, match="201 tekens"):
        built(subject="x" * 201)
    built(subject="x" * 200)
    with pytest.raises(PermanentError, match="Message-ID"):
        built(message_id="<a@b>\r\nX: y")


def test_another_providers_file_is_refused() -> None:
    with pytest.raises(PermanentError, match=r"Besluit_Zorg-en-Co\.pdf"):
        mail.build(message(), {SHA: b"van een ander"})
    with pytest.raises(PermanentError, match=r"Besluit_Zorg-en-Co\.pdf"):
        mail.build(message(), {})


def test_html_has_the_same_words() -> None:
    html = mail.html_from_text(
        "Geachte <b>heer</b>,\r\n\r\n"
        "Regel 1\nRegel 2 (https://www.tenderned.nl/a?b=1&c=2).\n- een\n- twee & drie\nna\n\n\n"
        'Vragen? inkoop@zorgregio.nl.\n\njavascript:alert(1) "x"'
    )
    assert '<html lang="nl">' in html
    assert "<p>Geachte &lt;b&gt;heer&lt;/b&gt;,</p>" in html
    link = '<a href="https://www.tenderned.nl/a?b=1&amp;c=2">https://www.tenderned.nl/a?b=1&amp;c=2</a>'
    assert f"<p>Regel 1<br>Regel 2 ({link}).</p>" in html
    assert "<ul><li>een</li><li>twee &amp; drie</li></ul>\n<p>na</p>" in html
    assert '<p>Vragen? <a href="mailto:inkoop@zorgregio.nl">inkoop@zorgregio.nl</a>.</p>' in html
    assert "<p>javascript:alert(1) &quot;x&quot;</p>" in html
    assert mail.html_from_text("{blocks} {{ 7*7 }}").count("{blocks} {{ 7*7 }}") == 1


def test_eml_files_are_whole_and_stay_inside(tmp_path: Path) -> None:
    route = mail.EmlRoute(tmp_path / "post-uit")
    path = route.deliver(b"een", "besluit/p1.eml")
    assert path.read_bytes() == b"een"
    before = path.stat().st_mtime_ns
    route.deliver(b"een", "besluit/p1.eml")
    assert path.stat().st_mtime_ns == before
    route.deliver(b"twee", "besluit/p1.eml")
    assert path.read_bytes() == b"twee"
    assert [file.name for file in path.parent.iterdir()] == ["p1.eml"]
    for name in ("../x.eml", "/x.eml", "a/../../x.eml", "a\\x.eml", ""):
        with pytest.raises(PermanentError):
            route.deliver(b"x", name)


# --- a real mail server -------------------------------------------------------------------------------------------


class Inbox:
    """What the server accepted, and how it answers a recipient or a message."""

    def __init__(self, rcpt: str = "", data: str = "") -> None:
        self.rcpt, self.data = rcpt, data
        self.received: list[tuple[list[str], bytes]] = []

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if self.rcpt and "weiger" in address:
            return self.rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.data:
            return self.data
        self.received.append((list(envelope.rcpt_tos), envelope.content))
        return "250 OK"


@contextmanager
def server(inbox: Inbox, **settings_: Any) -> Iterator[mail.SmtpRoute]:
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port(), **settings_)
    controller.start()
    try:
        yield mail.SmtpRoute("127.0.0.1", controller.port, starttls=False, timeout=5)
    finally:
        controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Marks:
    """Counts how often the last moment before the final dot was reached."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


def test_messages_arrive_unchanged_over_one_connection() -> None:
    inbox, marks = Inbox(), Marks()
    with server(inbox) as route, route.session() as session:
        for number in range(3):
            session.send(built(to_address=f"p{number}@x.nl"), "inkoop@zorgregio.nl", f"p{number}@x.nl", marks)
    assert marks.count == 3
    assert [to for to, _ in inbox.received] == [["p0@x.nl"], ["p1@x.nl"], ["p2@x.nl"]]
    assert inbox.received[0][1] == built(to_address="p0@x.nl")


def test_the_final_dot_waits_for_the_mark() -> None:
    inbox = Inbox()

    def mark() -> None:
        assert inbox.received == []
        raise RuntimeError("de database is weg")

    with server(inbox) as route, route.session() as session:
        with pytest.raises(RuntimeError, match="database"):
            session.send(built(), "a@b.nl", "p@x.nl", mark)
        session.send(built(subject="volgende"), "a@b.nl", "q@x.nl", Marks())
    assert [to for to, _ in inbox.received] == [["q@x.nl"]]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("450 probeer later", TransientError),
        ("421 sluit", TransientError),
        ("550 onbekend", PermanentError),
        ("530 eerst inloggen", mail.SendingStoppedError),
    ],
)
def test_a_refused_recipient(answer: str, error: type[Exception]) -> None:
    inbox, marks = Inbox(rcpt=answer), Marks()
    with server(inbox) as route, route.session() as session:
        with pytest.raises(error, match=answer[:3]):
            session.send(built(), "a@b.nl", "weiger@x.nl", marks)
        if error is not mail.SendingStoppedError:
            session.send(built(), "a@b.nl", "goed@x.nl", marks)
    assert marks.count == len(inbox.received) == (0 if error is mail.SendingStoppedError else 1)


def test_a_copy_goes_along_or_nothing_goes() -> None:
    inbox, marks = Inbox(rcpt="550 onbekend"), Marks()
    with server(inbox) as route, route.session() as session:
        session.send(built(copy_to="k@x.nl"), "a@b.nl", "p@x.nl", marks, copy_to="k@x.nl")
        with pytest.raises(PermanentError, match=r"weiger@x\.nl"):
            session.send(built(), "a@b.nl", "p@x.nl", marks, copy_to="weiger@x.nl")
    assert [to for to, _ in inbox.received] == [["p@x.nl", "k@x.nl"]]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("451 vol", TransientError),
        ("530 sessie verlopen", TransientError),
        ("554 spam", PermanentError),
        ("552 te groot", PermanentError),
    ],
)
def test_a_message_refused_at_the_end_is_not_in_doubt(answer: str, error: type[Exception]) -> None:
    with server(Inbox(data=answer)) as route, route.session() as session, pytest.raises(error, match=answer[:3]):
        session.send(built(), "a@b.nl", "p@x.nl", Marks())


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_login_and_encryption_are_demanded() -> None:
    with server(Inbox(), auth_required=True, auth_require_tls=False) as route:
        with route.session() as session, pytest.raises(mail.SendingStoppedError, match="530"):
            session.send(built(), "a@b.nl", "p@x.nl", Marks())
        wanted = mail.SmtpRoute(route.host, route.port, user="u", password="geheim", starttls=False, timeout=5)
        with pytest.raises(mail.SendingStoppedError) as stopped, wanted.session():
            pass
        assert "geheim" not in f"{stopped.value!r} {stopped.value.__cause__!r} {wanted!r}"
        with pytest.raises(mail.SendingStoppedError, match="versleuteling"), encrypted(route).session():
            pass


def encrypted(route: mail.SmtpRoute) -> mail.SmtpRoute:
    return mail.SmtpRoute(route.host, route.port, starttls=True, timeout=5)


# --- a server that misbehaves -------------------------------------------------------------------------------------

POLITE = {"ehlo": "250 OK", "mail": "250 OK", "rcpt": "250 OK", "data": "354 ga door", ".": "250 OK", "rset": "250 OK"}
DROP, SILENT = "DROP", "SILENT"


@contextmanager
def scripted(greeting: str = "220 hoi", **answers: str) -> Iterator[mail.SmtpRoute]:
    """Serve a script: an answer per command ("dot" for the end of the message), or DROP, or SILENT."""
    script = POLITE | {("." if key == "dot" else key): answer for key, answer in answers.items()}
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()
    threading.Thread(target=_serve, args=(listener, greeting, script, stop), daemon=True).start()
    try:
        yield mail.SmtpRoute("127.0.0.1", listener.getsockname()[1], starttls=False, timeout=1)
    finally:
        stop.set()
        listener.close()


def _serve(listener: socket.socket, greeting: str, script: dict[str, str], stop: threading.Event) -> None:
    with suppress(OSError):
        while True:
            line, _ = listener.accept()
            with line, suppress(OSError):
                _talk(line, greeting, script, stop)


def _talk(line: socket.socket, greeting: str, script: dict[str, str], stop: threading.Event) -> None:
    line.sendall(f"{greeting}\r\n".encode())
    stream, in_body = line.makefile("rb"), False
    for received in stream:
        word = received.strip().decode("ascii", "replace").split(" ")[0].lower()
        if in_body and word != ".":
            continue
        answer = script.get("." if in_body else word, "250 OK")
        in_body = not in_body and word == "data" and answer.startswith("354")
        if answer == DROP:
            return
        if answer == SILENT:
            stop.wait(5)
            return
        line.sendall(f"{answer}\r\n".encode())


def outcome(route: mail.SmtpRoute, marks: Marks) -> None:
    with route.session() as session:
        session.send(built(attachments=(), ics=None), "a@b.nl", "p@x.nl", marks)


@pytest.mark.parametrize("answer", [DROP, SILENT, "onzin", "99 raar"])
def test_after_the_final_dot_a_broken_line_is_doubt(answer: str) -> None:
    marks = Marks()
    with scripted(dot=answer) as route, pytest.raises(mail.InDoubtError):
        outcome(route, marks)
    assert marks.count == 1


@pytest.mark.parametrize("command", ["mail", "rcpt", "data"])
@pytest.mark.parametrize("answer", [DROP, SILENT, "onzin", "450 later"])
def test_before_the_final_dot_a_broken_line_is_no_doubt(command: str, answer: str) -> None:
    marks = Marks()
    with scripted(**{command: answer}) as route, pytest.raises(TransientError):
        outcome(route, marks)
    assert marks.count == 0


@pytest.mark.parametrize(
    ("greeting", "error"),
    [
        ("554 ga weg", mail.SendingStoppedError),
        ("421 druk", TransientError),
        ("hoi", mail.SendingStoppedError),
        ("530 nee", mail.SendingStoppedError),
    ],
)
def test_a_bad_greeting_stops_the_run(greeting: str, error: type[Exception]) -> None:
    marks = Marks()
    with scripted(greeting) as route, pytest.raises(error):
        outcome(route, marks)
    assert marks.count == 0


def test_a_refused_sender_stops_the_run_but_too_large_a_message_does_not() -> None:
    with scripted(mail="550 afzender onbekend") as route, pytest.raises(mail.SendingStoppedError):
        outcome(route, Marks())
    with scripted(mail="552 te groot") as route, pytest.raises(PermanentError):
        outcome(route, Marks())


def test_a_broken_goodbye_is_still_sent() -> None:
    marks = Marks()
    with scripted(quit=DROP) as route:
        outcome(route, marks)
    assert marks.count == 1


def test_a_server_that_went_away_stops_the_run_at_once() -> None:
    with scripted(rcpt=DROP) as route, route.session() as session:
        with pytest.raises(TransientError):
            session.send(built(), "a@b.nl", "p@x.nl", Marks())
        route.port = free_port()
        with pytest.raises(mail.SendingStoppedError, match="niet bereikbaar"):
            session.send(built(), "a@b.nl", "q@x.nl", Marks())


def test_no_server_is_no_loss() -> None:
    with (
        pytest.raises(TransientError, match="niet bereikbaar"),
        mail.SmtpRoute("127.0.0.1", free_port(), starttls=False, timeout=1).session(),
    ):
        pass
