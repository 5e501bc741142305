"""Of all that a volume holds, the works on whose notes somebody has to decide."""

from collections.abc import Sequence
from dataclasses import replace

from provenance.model.receipts import Received
from provenance.model.testimony import Claim, Reading


def only_doubtful(received: Received, claims: Sequence[Claim]) -> tuple[Received, tuple[Claim, ...]]:
    """What was received without the works all of whose notes are read with certainty, and the claims on those left."""
    doubtful = {claim.work for claim in claims if claim.reading is Reading.POSSIBLE}
    works = tuple(one for one in received.works if one.work.id in doubtful)
    return replace(received, works=works), tuple(claim for claim in claims if claim.work in doubtful)
