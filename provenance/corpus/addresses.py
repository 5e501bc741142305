"""Where the files of a corpus are: a path, a glob, a folder, or an address that fsspec opens ("s3://…", "https://…")."""

import bz2
import gzip
import lzma
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from provenance.corpus.seven_zip import open_seven_zip
from provenance.errors import NotFound, UnreadableInput
from provenance.sources.packed import open_packed, told_of

_PACKED = (".gz", ".xz", ".bz2", ".7z")


@dataclass(frozen=True, slots=True)
class Address:
    """One file: a local path, or an address elsewhere."""

    name: str

    @property
    def is_remote(self) -> bool:
        """True if fsspec must open it."""
        return "://" in self.name

    @property
    def bare(self) -> str:
        """Its last part without what only says how it is packed."""
        last = PurePosixPath(self.name).name
        ending = next((each for each in _PACKED if last.lower().endswith(each)), "")
        return last[: len(last) - len(ending)]

    @property
    def stem(self) -> str:
        """What its source is called: the last part without any ending."""
        return self.bare.rsplit(".", 1)[0]

    def ends(self, *endings: str) -> bool:
        """True if it is such a file, packed or not."""
        return self.bare.lower().endswith(endings)

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Its bytes, unpacked as its name says; what goes wrong while it is read ends in one sentence."""
        with self._opened() as file:
            yield file

    def _opened(self) -> AbstractContextManager[BinaryIO]:
        if self.is_remote:
            return _open_remote(self.name)
        if self.name.lower().endswith(".7z"):
            return open_seven_zip(Path(self.name))
        return open_packed(Path(self.name))


def expand(source: str) -> Iterator[Address]:
    """The files that a source names, by their names: itself, all that a folder holds, or all that fit a glob."""
    if "://" in source:
        yield from map(Address, _expand_remote(source))
        return
    path = Path(source)
    if path.is_dir():
        yield from (Address(str(each)) for each in sorted(path.iterdir()) if each.is_file())
    elif has_magic(source) and not path.exists():
        yield from map(Address, sorted(glob(source)))
    elif not path.exists():
        raise NotFound(f"{source}: there is no such file or folder; check the name")
    else:
        yield Address(source)


def size_on_disk(sources: Iterable[str]) -> int:
    """The bytes of all files that the sources name; 0 where one is elsewhere, or a repository whose past counts too."""
    size = 0
    for source in sources:
        if "://" in source or (Path(source) / ".git").exists():
            return 0
        size += sum(Path(each.name).stat().st_size for each in expand(source))
    return size


def _expand_remote(source: str) -> list[str]:
    import fsspec

    try:
        system, path = fsspec.core.url_to_fs(source)
        if not has_magic(source):
            return [source]
        return sorted(system.unstrip_protocol(each) for each in system.glob(path))
    except (ImportError, ValueError, OSError) as trouble:  # some ask their server already here
        raise UnreadableInput(f"{source}: cannot be opened ({trouble})") from None


@contextmanager
def _open_remote(address: str) -> Iterator[BinaryIO]:
    import fsspec

    with told_of(Path(address)):
        try:
            opened = fsspec.open(address, "rb").open()
        except (ImportError, ValueError) as trouble:
            raise UnreadableInput(f"{address}: cannot be opened ({trouble})") from None
        with opened as file, _unpacked(file, address) as unpacked:
            yield unpacked


def _unpacked(file: BinaryIO, name: str) -> BinaryIO:
    match PurePosixPath(name).suffix.lower():
        case ".gz":
            return cast(BinaryIO, gzip.open(file))
        case ".xz":
            return cast(BinaryIO, lzma.open(file))
        case ".bz2":
            return cast(BinaryIO, bz2.open(file))
        case ".7z":
            raise UnreadableInput(f"{name}: a 7z archive is read only from a local disk; fetch it first")
        case _:
            return file
