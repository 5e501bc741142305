"""The stemma: which version was made from which, as far as texts that lie before us go.

A reconstruction never stands between two extant versions: it is looked through to what it was made for. A draft that
turned up where only a reconstruction was known takes its place: the printed text was made from it.
"""

from collections.abc import Iterable

from provenance.model.versions import Outline, Standing, Version


class Stemma:
    """Every version's nearest extant parents. A parent that is not held (hidden, lost) is kept as its id.

    A version that goes back to nothing extant has the reconstruction that it goes back to.
    """

    def __init__(self, versions: Iterable[Version | Outline]) -> None:
        self._by_id = {version.id: version for version in versions}
        self._parents = {name: self._look_through(name) for name in self._by_id}
        self._stand_in()

    def parents(self, version: str) -> tuple[str, ...]:
        """The extant versions that this one was made from, its recorded parents first."""
        return self._parents.get(version, ())

    def ancestors(self, version: str) -> frozenset[str]:
        """Every version that this one goes back to, itself not among them."""
        found = set[str]()
        ahead = list(self.parents(version))
        while ahead:
            one = ahead.pop()
            if one not in found:
                found.add(one)
                ahead += self.parents(one)
        return frozenset(found)

    def is_step(self, base: Version | Outline, revised: Version | Outline) -> bool:
        """True if nothing that is extant, or hidden, is known to lie between the two."""
        parents = self.parents(revised.id)
        if Standing.RECONSTRUCTED in (base.standing, revised.standing):
            return parents == (base.id,) or base.id not in self.ancestors(revised.id)
        return parents == (base.id,)

    def are_unrelated(self, base: str, revised: str) -> bool:
        """True if no version is known that both go back to, and neither goes back to the other."""
        return not ({base, *self.ancestors(base)} & {revised, *self.ancestors(revised)})

    def leaves(self) -> tuple[str, ...]:
        """The extant versions from which no other was made."""
        used = {parent for parents in self._parents.values() for parent in parents}
        return tuple(name for name in self._extant() if name not in used)

    def _extant(self) -> list[str]:
        return [name for name, version in self._by_id.items() if version.standing is Standing.EXTANT]

    def _is_reconstructed(self, name: str) -> bool:
        held = self._by_id.get(name)
        return held is not None and held.standing is Standing.RECONSTRUCTED

    def _look_through(self, name: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        roots: dict[str, None] = {}
        ahead, seen = list(self._by_id[name].parents), set[str]()
        while ahead:
            parent = ahead.pop(0)
            if parent in seen:
                continue
            seen.add(parent)
            held = self._by_id.get(parent)
            if held is not None and held.standing is Standing.RECONSTRUCTED:
                ahead += held.parents
                if not held.parents:
                    roots[parent] = None
            else:
                found[parent] = None
        return tuple(found or roots)

    def _stand_in(self) -> None:
        """Give the text whose draft was only reconstructed the one draft that turned up since as its parent."""
        for name in self._extant():
            if not self._parents[name] or not all(map(self._is_reconstructed, self._parents[name])):
                continue
            family = {name} | {other for other in self._by_id if name in self.ancestors(other)}
            used = {parent for other in self._extant() if other not in family for parent in self._parents[other]}
            drafts = [other for other in self._extant() if other not in family and other not in used]
            if len(drafts) == 1:
                self._parents[name] = (drafts[0],)
