"""Mail texts: plain templates with the subject on the first line, filled strictly and in a sandbox."""

from collections.abc import Mapping
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from schemas.errors import PermanentError

_ENVIRONMENT = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False)
_ENVIRONMENT.globals.clear()


@lru_cache(maxsize=100)
def _compiled(text: str) -> Template:
    return _ENVIRONMENT.from_string(text)


def fill(template: str, values: Mapping[str, str]) -> tuple[str, str]:
    """Subject and body. The first line of the template reads ``Onderwerp: …``; what follows is the body.

    A value is put in as it is and never read as a template again. Raises :class:`PermanentError` (Dutch) naming an
    unknown field, or when the first line is no subject.
    """
    head, _, body = template.partition("\n")
    if not head.startswith("Onderwerp:"):
        raise PermanentError("De eerste regel van een mailtekst moet beginnen met 'Onderwerp:'. Vul de tekst aan.")
    try:
        subject = _compiled(head.removeprefix("Onderwerp:").strip()).render(values)
        text = _compiled(body.strip("\n")).render(values)
    except UndefinedError as error:
        raise PermanentError(f"Een mailtekst vraagt een veld dat er niet is ({error}). Verbeter de tekst.") from error
    except TemplateError as error:
        raise PermanentError(f"Een mailtekst is niet te lezen ({error}). Verbeter de tekst.") from error
    return " ".join(subject.split()), text
