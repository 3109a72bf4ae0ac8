"""Version numbers of documents: drafts count 0.1, 0.2; the first final one is 1.0; every later change adds a tenth."""

from schemas.document import Document

DRAFT = "concept"
FINAL = "definitief"


def next_number(previous: Document | None, status: str) -> str:
    """The number of the version after ``previous`` (None: there is none yet) when it gets ``status``.

    A final document never becomes a draft again: ValueError.
    """
    if previous is None:
        return "1.0" if status == FINAL else "0.1"
    major, minor = (int(part) for part in previous.number.split("."))
    if status == FINAL and major == 0:
        return "1.0"
    if status == DRAFT and major > 0:
        raise ValueError(f"{previous.title} is al definitief")
    return f"{major}.{minor + 1}"
