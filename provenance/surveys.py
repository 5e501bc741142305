"""Surveys of whole volumes and of corpora: what they hold is listed, not stored, but for what wants to be reviewed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.sources.telling import Tell, unheard
from provenance.stages import testify

if TYPE_CHECKING:
    from provenance.corpus.loading import Loaded
    from provenance.corpus.running import Count, Run
    from provenance.corpus.volume_files import Progress, Scan, Scanned


def scan(asked: "Scan", progress: "Progress", tell: Tell = unheard) -> "Scanned":
    """Whatever the notes of whole volumes tell of changed words; what an interrupted scan has found is kept."""
    from provenance.corpus import volume_files

    return volume_files.scan(asked, progress, tell)


def queue_readings(location: str, found: "Scanned", by: str | None = None) -> list[str]:
    """The documents that a scan has kept since a reading is only possible, stored to be reviewed; the new ones.

    The library is made if there is none. A document that is stored already gives nothing new.
    """
    from provenance.attribution.doubtful_works import only_doubtful
    from provenance.store.library import create_library

    with create_library(location, by) as library:
        doubtful = (only_doubtful(*testify(one)) for one in found.doubtful)
        saved = (library.save_received(received, claims) for received, claims in doubtful if received.works)
        return [work for one in saved for work in one.new]


def run_corpus(
    asked: "Run", shown: "Callable[[Count], None] | None" = None, page: "Callable[[str], None] | None" = None
) -> "Count":
    """A corpus read by many workers into Parquet parts; what an earlier run has read stays as it is."""
    from provenance.corpus import running

    return running.run(asked, shown or (lambda count: None), page)


def load_corpus(folder: Path, location: str, shown: "Callable[[Loaded], None] | None" = None) -> "Loaded":
    """What a corpus run found, put into a library's database; what is there already stays as it is."""
    from provenance.corpus import loading

    return loading.load(folder, location, shown or (lambda loaded: None))
