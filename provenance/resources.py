"""Where the files that ship with the program lie: migrations, lexicon, examples.

In a checkout they stand beside the package; in an installed wheel inside it, under `shipped`.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provenance.evidence.lexicon import Lexicon

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = _PACKAGE / "shipped"
_ROOT = _SHIPPED if _SHIPPED.is_dir() else _PACKAGE.parent


def migrations_folder() -> Path:
    """The folder of the Alembic migrations."""
    return _ROOT / "migrations"


def example_files() -> tuple[Path, ...]:
    """The documents that `provenance init` loads, in the order of their names."""
    return tuple(sorted(path for path in (_ROOT / "data" / "examples").iterdir() if path.suffix != ".md"))


def lexicon_texts() -> dict[str, str]:
    """The lexicon as it lies on disk: file name → TOML text."""
    folder = _ROOT / "data" / "lexicon"
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))}


def rules() -> str:
    """By which rules notes are read: the program's version and the hash of its lexicon."""
    from hashlib import sha256
    from importlib.metadata import version

    lexicon = sha256("".join(lexicon_texts().values()).encode()).hexdigest()
    return f"{version('draft-provenance')} {lexicon}"


@cache
def lexicon() -> "Lexicon":
    """The lexicon that notes are read with; read once in a process."""
    from provenance.evidence.lexicon import read_lexicon

    return read_lexicon(lexicon_texts())


def measured_rates() -> dict[str, str]:
    """How well notes are read, as it was measured: what a data set says of itself."""
    import tomllib

    return tomllib.loads(lexicon_texts()["measured.toml"])
