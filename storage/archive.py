"""The files themselves, by the sha256 of their bytes: written once, never changed."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from schemas.errors import PermanentError, TransientError


class Archive:
    """A folder of files by hash, in two levels (``ab/cd/abcd…``). Equal bytes are kept once.

    A name that people see belongs to a document, not to the archive.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Keep the bytes and give back their hash. After it returns they survive a kill and a power cut.

        Raises TransientError (Dutch) when they cannot be written now; then nothing is left under the final name.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        place = self._place(sha256)
        # A file that is there but does not match its name is damage, and is repaired by the right bytes.
        if not (place.is_file() and _hash_of(place) == sha256):
            try:
                _write_whole(place, content)
            except OSError as error:
                raise TransientError(
                    f"Het archief kan niet worden geschreven ({error.strerror}); het bestand is niet bewaard. "
                    "Controleer de schijfruimte en de rechten op de map, en probeer het opnieuw."
                ) from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes of that hash, checked. PermanentError (Dutch) when they are missing or not what was put in."""
        content = self.path(sha256).read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise PermanentError(
                f"Het bestand {sha256[:12]} in het archief is beschadigd of veranderd en wordt niet gebruikt. "
                "Zet het terug uit de reservekopie."
            )
        return content

    def path(self, sha256: str) -> Path:
        """Where the file of that hash lies. PermanentError (Dutch) when it is not there."""
        place = self._place(sha256)
        if not place.is_file():
            raise PermanentError(
                f"Het bestand {sha256[:12]} ontbreekt in het archief. Zet het terug uit de reservekopie."
            )
        return place

    def verify(self, known: Iterable[str] = ()) -> list[str]:
        """The hashes whose file is damaged, and those of ``known`` that are missing; sorted. Empty: all is well."""
        present = dict(self._files())
        broken = {sha256 for sha256, place in present.items() if _hash_of(place) != sha256}
        return sorted(broken | (set(known) - present.keys()))

    def _place(self, sha256: str) -> Path:
        if not re.fullmatch(r"[0-9a-f]{64}", sha256):
            raise ValueError(f"not a sha256: {sha256!r}")
        return self._folder / sha256[:2] / sha256[2:4] / sha256

    def _files(self) -> Iterator[tuple[str, Path]]:
        # Temporary files of a killed write start with a dot and are not part of the archive.
        for place in sorted(self._folder.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/[0-9a-f]*")):
            yield place.name, place


def _hash_of(place: Path) -> str:
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_whole(place: Path, content: bytes) -> None:
    """Under a temporary name in the same folder, forced to disk, then renamed: whole or absent, never half."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".tijdelijk-", dir=place.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(place)
        _force_folder(place.parent)
    finally:
        temporary.unlink(missing_ok=True)


def _force_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut. Windows cannot open a folder, and needs no such step."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
