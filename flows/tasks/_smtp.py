"""The mail server: every answer it can give leads to one of four outcomes - sent, later, never, or in doubt.

``smtplib.sendmail`` cannot tell a drop before the final dot from one after it; the dialogue is therefore held here, so
that "in doubt" can be written down at the one moment after which nobody knows.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from schemas.errors import PermanentError, TransientError

_SUBMISSION_OVER_TLS = 465
_NOT_LOGGED_IN = frozenset({530, 534, 535, 538})
_TOO_LARGE = 552


class InDoubtError(Exception):
    """The connection broke after the final dot: nobody knows whether the message arrived. A person decides; not we."""


class SendingStoppedError(Exception):
    """The server refuses us, not this message (login, sender, encryption, banner): no message can leave now."""


class SmtpRoute:
    """A mail server and how to talk to it. The password is never shown in a text or an error."""

    def __init__(
        self, host: str, port: int, user: str = "", password: str = "", starttls: bool = True, timeout: float = 30
    ) -> None:
        self.host, self.port, self.user, self.starttls, self.timeout = host, port, user, starttls, timeout
        self._password = password

    @contextmanager
    def session(self) -> Iterator["SmtpSession"]:
        """Connect, log in and hold one connection for many messages.

        Raises :class:`TransientError` when the server cannot be reached and :class:`SendingStoppedError` when it does
        not want us; then nothing was sent.
        """
        session = SmtpSession(self)
        session.connect()
        try:
            yield session
        finally:
            session.close()

    def open(self) -> smtplib.SMTP:
        """Open one connection, encrypted when asked, and log in."""
        # smtplib waits for ever unless told otherwise.
        smtp = smtplib.SMTP_SSL(timeout=self.timeout) if self._tls_from_start() else smtplib.SMTP(timeout=self.timeout)
        try:
            code, text = smtp.connect(self.host, self.port)
            if code != 220:
                raise _refused_at_the_door(code, text)
            smtp.ehlo_or_helo_if_needed()
            if self.starttls and not self._tls_from_start():
                smtp.starttls(context=ssl.create_default_context())
                smtp.ehlo_or_helo_if_needed()
            if self.user:
                smtp.login(self.user, self._password)
        except (SendingStoppedError, TransientError):
            smtp.close()
            raise
        except smtplib.SMTPNotSupportedError as error:
            smtp.close()
            raise SendingStoppedError(
                "De mailserver biedt geen versleuteling of geen inlogmanier aan. Controleer poort en instellingen."
            ) from error
        except ssl.SSLError as error:
            smtp.close()
            raise SendingStoppedError(
                f"De versleutelde verbinding met {self.host} lukt niet. Controleer servernaam en certificaat."
            ) from error
        except smtplib.SMTPResponseException as error:
            smtp.close()
            raise _refused_at_the_door(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            smtp.close()
            raise TransientError(
                f"Mailserver {self.host}:{self.port} is niet bereikbaar. Probeer het straks opnieuw."
            ) from error
        return smtp

    def _tls_from_start(self) -> bool:
        return self.port == _SUBMISSION_OVER_TLS


class SmtpSession:
    """An open line to the mail server; one message at a time, each to one recipient."""

    def __init__(self, route: SmtpRoute) -> None:
        self._route = route
        self._smtp: smtplib.SMTP | None = None

    def connect(self) -> None:
        """Open the line."""
        self._smtp = self._route.open()

    def close(self) -> None:
        """Say goodbye. What was accepted is sent, whatever happens here."""
        if self._smtp is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
            self._smtp.close()
            self._smtp = None

    def send(
        self,
        raw: bytes,
        sender: str,
        recipient: str,
        before_final_dot: Callable[[], None],
        copy_to: str | None = None,
    ) -> None:
        """Hand over one message. Returning means: the server has accepted it.

        ``before_final_dot`` is called when the whole message is over but not yet closed; what it raises stops this
        message unsent. ``copy_to`` is a second address of the same recipient; when the server refuses it, nothing
        leaves.

        Raises :class:`TransientError` (not accepted, try later), :class:`PermanentError` (not accepted, never will be),
        :class:`InDoubtError` (the line broke after the final dot), :class:`SendingStoppedError` (stop the whole run).
        """
        smtp = self._line()
        try:
            self._envelope(smtp, raw, sender, recipient, copy_to)
            smtp.send(_body_without_dot(raw))
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise TransientError("De mailserver verbrak de verbinding. Probeer het opnieuw.") from error
        except (TransientError, PermanentError):
            self._reset()
            raise
        closed = False
        try:
            before_final_dot()
            closed = True
        finally:
            if not closed:
                # Without the dot the server must throw the message away (RFC 5321, 4.1.1.4).
                self._drop()
        try:
            smtp.send(b".\r\n")
            code, text = smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise InDoubtError("De verbinding brak na het versturen: onbekend of het bericht is aangekomen.") from error
        self._judge_closing(code, text)

    def _line(self) -> smtplib.SMTP:
        if self._smtp is None:
            try:
                self.connect()
            except TransientError as error:
                # Otherwise each of 300 messages would wait for a server that is gone.
                raise SendingStoppedError(f"{error} De rest blijft klaarstaan.") from error
        if self._smtp is None:
            raise SendingStoppedError("Er is geen verbinding met de mailserver.")
        return self._smtp

    def _envelope(self, smtp: smtplib.SMTP, raw: bytes, sender: str, recipient: str, copy_to: str | None) -> None:
        options = [f"size={len(raw)}"] if smtp.has_extn("size") else []
        code, text = smtp.mail(sender, options)
        if code != 250:
            raise _refusal(code, text, "de afzender", stops=code >= 500 and code != _TOO_LARGE)
        for address in [recipient] if copy_to is None else [recipient, copy_to]:
            code, text = smtp.rcpt(address)
            if code not in (250, 251, 252):
                raise _refusal(code, text, f"het adres {address}")
        code, text = smtp.docmd("data")
        if code != 354:
            raise _refusal(code, text, "het bericht")

    def _judge_closing(self, code: int, text: bytes) -> None:
        if 200 <= code < 300:
            return
        if not 400 <= code < 600:
            self._drop()
            raise InDoubtError(
                f"De mailserver gaf een onbegrijpelijk antwoord ({_shown(text)}): onbekend of het aankwam."
            )
        if code == 421:
            self._drop()
        # The server says it did not take the message; a login that lapsed is mended by the next run.
        if code < 500 or code in _NOT_LOGGED_IN:
            raise TransientError(
                f"De mailserver nam het bericht niet aan ({code} {_shown(text)}). Probeer het opnieuw."
            )
        raise _refusal(code, text, "het bericht")

    def _reset(self) -> None:
        """Forget the refused message; a line that cannot even do that is given up."""
        try:
            if self._smtp is not None and self._smtp.rset()[0] != 250:
                self._drop()
        except (smtplib.SMTPException, OSError):
            self._drop()

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


def _body_without_dot(raw: bytes) -> bytes:
    """Double a dot at the start of a line (RFC 5321, 4.5.2) and end with a line break, ready for the final dot."""
    body = raw.replace(b"\r\n.", b"\r\n..")
    body = b"." + body if body.startswith(b".") else body
    return body if body.endswith(b"\r\n") else body + b"\r\n"


def _refusal(
    code: int, text: bytes, what: str, *, stops: bool = False
) -> TransientError | PermanentError | SendingStoppedError:
    if stops or code in _NOT_LOGGED_IN:
        return SendingStoppedError(
            f"De mailserver laat ons niet versturen ({code} {_shown(text)}). Controleer de mailinstellingen."
        )
    if 500 <= code < 600:
        return PermanentError(f"De mailserver weigert {what} ({code} {_shown(text)}).")
    return TransientError(f"De mailserver neemt {what} nu niet aan ({code} {_shown(text)}). Probeer het later opnieuw.")


def _refused_at_the_door(code: int, text: bytes | str) -> TransientError | SendingStoppedError:
    shown = _shown(text)
    if 400 <= code < 500:
        return TransientError(f"De mailserver is nu niet beschikbaar ({code} {shown}). Probeer het later opnieuw.")
    return SendingStoppedError(f"De mailserver laat ons niet toe ({code} {shown}). Controleer de mailinstellingen.")


def _shown(text: bytes | str) -> str:
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join(plain.split())[:200]
