"""What is known of a text as a W3C PROV document: entities, the agents who made them, and who says so.

Who made a change is never our own statement. It stands in a bundle that is attributed to those who assert it, the
editors as a rule; the bundle is an entity like others. A change that several made jointly is attributed to each of
them and to their party, an agent that lists its members and has the evidence. Two who fit are `candidate`s of a
change, attributed to nobody. A reconstruction was made by this program from the printed text and the notes, so it
derives from them, against history's arrow; the lost draft that it stands for is another entity. Dates stand as the
source gives them, as words, since PROV would want the second. See https://www.w3.org/TR/prov-dm/.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import quote

from prov.identifier import QualifiedName
from prov.model import PROV, ProvBundle, ProvDocument

from provenance.model.attributions import Apparatus, Attribution, Evidence
from provenance.model.testimony import EDITORS, Certainty, Claim, Person, PersonKind
from provenance.model.versions import Standing, Version, Witness
from provenance.reports.ancestry import Ancestry
from provenance.reports.pointers import PROGRAM, Pointers, asserters_of, hands_of, names_of
from provenance.text.visible import visible

PROGRAM_NAME = "draft-provenance"
_TERMS = "urn:draft-provenance:terms#"
_TYPES = {PersonKind.PERSON: PROV["Person"], PersonKind.OFFICE: PROV["Organization"], PersonKind.HAND: None}

Value = str | QualifiedName | None


def make_document(apparatus: Apparatus) -> ProvDocument:
    """The apparatus in PROV; `prov` writes it in any of its forms."""
    return _Maker(apparatus).make()


class _Maker:
    """Makes one document. `w:` are the things of the work, `t:` the terms that PROV has not."""

    def __init__(self, apparatus: Apparatus) -> None:
        self.apparatus = apparatus
        self.pointers = Pointers(apparatus)
        self.ancestry = Ancestry(apparatus.versions)
        self.witnesses = {witness.id: witness for witness in apparatus.witnesses}
        unseen = {wit.id: wit for wit in apparatus.witnesses if not wit.seen}
        made = (one for one in apparatus.versions if one.standing is Standing.RECONSTRUCTED)
        self.lost = {one.id: unseen[one.witness] for one in made if one.witness in unseen}
        self.document = ProvDocument()
        self.work = self.document.add_namespace(
            "w", f"urn:draft-provenance:{quote(apparatus.work.id, safe='', errors='replace')}#"
        )
        self.terms = self.document.add_namespace("t", _TERMS)
        self.bundles: dict[str, ProvBundle] = {}
        self.relations = 0

    def make(self) -> ProvDocument:
        """Agents first, then what they made, then what is said of who made it."""
        self._add_agents()
        self._add_work()
        self._add_witnesses()
        for version_ in self.apparatus.versions:
            self._add_version(version_)
        self._add_notes()
        self._add_claims()
        self._add_changes()
        self._add_testimony()
        return self.document

    def _add_agents(self) -> None:
        known = {person.name: person for person in self.apparatus.people}
        for name in names_of(self.apparatus):
            person = known.get(name, Person(name, name))
            kind = _TYPES[person.kind]
            self.document.agent(
                self._name(self.pointers.person(name)), self._facts(type=kind, label=name, role=person.role)
            )
        for party in hands_of(self.apparatus):
            if len(party) > 1:
                facts = self._facts(type=self.terms["Party"], label=" and ".join(party))
                facts += [(self.terms["member"], self._person(name)) for name in party]
                self.document.agent(self._name(self.pointers.hand(party)), facts)
        for name in asserters_of(self.apparatus):
            self.document.agent(self._name(self.pointers.asserter(name)), self._facts(label=name, role="asserts"))
        facts = self._facts(type=PROV["SoftwareAgent"], label=PROGRAM_NAME, version=_version())
        self.document.agent(self._name(PROGRAM), facts)

    def _add_work(self) -> None:
        work = self.apparatus.work
        facts = self._facts(type=self.terms["Work"], label=work.title, source=work.source, date=work.date, url=work.url)
        facts += [(self.terms["notKnown"], visible(caveat)) for caveat in self.apparatus.caveats]
        self.document.entity(self.work["work"], facts)

    def _add_witnesses(self) -> None:
        for witness in self.apparatus.witnesses:
            facts = self._facts(
                type=self.terms["Witness" if witness.seen else "LostWitness"],
                label=witness.title,
                siglum=witness.siglum,
                source=witness.source,
                attestedBy=witness.attested_by,
                date=witness.date,
                sha256=witness.sha256,
            )
            self.document.entity(self._name(self.pointers.witness(witness)), facts)

    def _add_version(self, version_: Version) -> None:
        name = self._version_name(version_)
        facts = self._facts(
            type=self.terms["Version"],
            label=version_.label,
            standing=version_.standing.value,
            date=version_.date,
            method=version_.method,
            sha256=version_.sha256,
        )
        reconstructed = version_.standing is Standing.RECONSTRUCTED
        witness = self.witnesses.get(version_.witness or "")
        if reconstructed and witness:
            facts.append((self.terms["standsFor"], self._name(self.pointers.witness(witness))))
        if reconstructed:
            facts += [(self.terms["standsForWorkOf"], self._person(author)) for author in version_.authors]
        self.document.entity(name, facts)
        self.document.specializationOf(name, self.work["work"])
        if reconstructed:
            self._add_reconstruction(version_, name)
            return
        if witness:
            self._derive(self.document.hadPrimarySource, name, self._name(self.pointers.witness(witness)))
        for author in version_.authors:
            self.document.wasAttributedTo(name, self._person(author))
        self._add_history(version_, name)

    def _add_reconstruction(self, version_: Version, name: QualifiedName) -> None:
        """Made by this program, of the extant texts that it comes before or after, and of the notes."""
        activity = self.work[f"reconstruction-{name.localpart}"]
        self.document.activity(activity, other_attributes=self._facts(label=version_.method))
        self.document.wasAssociatedWith(activity, self._name(PROGRAM))
        self.document.wasGeneratedBy(name, activity)
        self.document.wasAttributedTo(name, self._name(PROGRAM))
        extant = self.ancestry.extant_near(version_)
        if extant:
            source = self._version_name(extant)
            self.document.used(activity, source)
            self.document.wasDerivedFrom(name, source, activity, identifier=self._relation("derivation"))
        for note in _telling_notes(self.apparatus):
            self.document.used(activity, self._name(self.pointers.note(note)))

    def _add_history(self, version_: Version, name: QualifiedName) -> None:
        """An extant version derives from extant ones, and from the lost witnesses that reconstructions stand for."""
        for ancestor in self.ancestry.parents(version_):
            if ancestor.standing is Standing.EXTANT:
                self._derive(self.document.wasRevisionOf, name, self._version_name(ancestor))
        for lost in self._lost_before(version_) if self.lost else ():
            self._derive(self.document.wasRevisionOf, name, self._name(self.pointers.witness(lost)))

    def _lost_before(self, version_: Version) -> Iterator[Witness]:
        """The lost witnesses that the reconstructions before a version stand for."""
        for ancestor in self.ancestry.before(version_):
            if ancestor.id in self.lost:
                yield self.lost[ancestor.id]

    def _add_notes(self) -> None:
        for note in self.apparatus.notes:
            name = self._name(self.pointers.note(note.id))
            facts = self._facts(type=self.terms["Note"], number=note.number, kind=note.kind)
            self.document.entity(name, [*facts, (PROV["value"], visible(note.text))])
            self.document.wasAttributedTo(name, self._name(self.pointers.asserter(EDITORS)))

    def _add_claims(self) -> None:
        """What is said, with how it stands; a claim that no text bears out is kept like the others."""
        assessed = {assessment.claim: assessment for assessment in self.apparatus.assessments}
        for claim in self.apparatus.claims:
            found = assessed.get(claim.id)
            facts = self._facts(
                type=self.terms["Claim"],
                act=claim.act.value,
                scope=claim.scope.value,
                certainty=claim.certainty.value,
                actual=None if claim.actual else "not made on this text",
                source=claim.source,
                status=found.status.value if found else None,
                reason=found.reason if found else claim.reason,
            )
            facts += [(self.terms["reviser"], self._person(name)) for name in claim.revisers]
            facts += [(self.terms["candidate"], self._person(name)) for name in claim.candidates]
            name = self._name(self.pointers.claim(claim.id))
            self.document.entity(name, [*facts, (PROV["value"], visible(claim.quote))])
            self.document.wasAttributedTo(name, self._name(self.pointers.asserter(claim.asserted_by)))
            if claim.note in {note.id for note in self.apparatus.notes}:
                self._derive(self.document.wasQuotedFrom, name, self._name(self.pointers.note(claim.note or "")))

    def _add_changes(self) -> None:
        """Every change, found by comparing the two texts."""
        comparison = self.work["comparison"]
        self.document.activity(comparison, other_attributes=self._facts(label=self.apparatus.comparison.engine))
        self.document.wasAssociatedWith(comparison, self._name(PROGRAM))
        for version_ in self.apparatus.base, self.apparatus.revised:
            self.document.used(comparison, self._version_name(version_))
        for attribution in self.apparatus.attributions:
            name = self._change(attribution)
            change = attribution.change
            facts = self._facts(
                type=self.terms["Change"],
                kind=change.kind.value,
                before=change.before.text if change.before else None,
                after=change.after.text if change.after else None,
                basis=attribution.basis.value,
                certainty=attribution.certainty.value,
                certaintyOfStart=attribution.start.value if attribution.start is not Certainty.HIGH else None,
                certaintyOfEnd=attribution.end.value if attribution.end is not Certainty.HIGH else None,
                date=attribution.date,
                reason=attribution.reason,
            )
            facts += [(self.terms["candidate"], self._person(who)) for who in attribution.candidates]
            self.document.entity(name, facts)
            self.document.wasGeneratedBy(name, comparison)

    def _add_testimony(self) -> None:
        """The bundles: in each, what one asserter says of who made what."""
        claims = {claim.id: claim for claim in self.apparatus.claims}
        for attribution in self.apparatus.attributions:
            said: dict[str, list[Evidence]] = {}
            for evidence in attribution.evidence:
                said.setdefault(_asserter(evidence.claim, claims), []).append(evidence)
            for asserter, pieces in said.items() if attribution.revisers else ():
                self._attribute(asserter, attribution, pieces, claims)
        for claim in self.apparatus.claims:
            if claim.drafts_whole and claim.actual:
                self._attribute_draft(claim)

    def _attribute(
        self, asserter: str, attribution: Attribution, said: Sequence[Evidence], claims: Mapping[str, Claim]
    ) -> None:
        """The change attributed to its reviser with what the asserter says; of several, to their party and to each."""
        bundle, change, revisers = self._bundle(asserter), self._change(attribution), attribution.revisers
        sure = self._facts(basis=attribution.basis.value, certainty=attribution.certainty.value)
        hand = self._name(self.pointers.hand(revisers)) if len(revisers) > 1 else self._person(revisers[0])
        facts: list[tuple[QualifiedName, Value]] = [
            (self.terms["quote"], visible(quote)) for quote in dict.fromkeys(e.quote for e in said)
        ]
        facts += [(self.terms["claim"], self._name(self.pointers.claim(e.claim))) for e in said if e.claim in claims]
        bundle.wasAttributedTo(change, hand, self._relation("attribution"), [*sure, *facts])
        for who in _told(said, revisers, claims) if len(revisers) > 1 else ():
            bundle.wasAttributedTo(
                change, self._person(who), self._relation("attribution"), [*sure, (self.terms["jointlyAs"], hand)]
            )

    def _attribute_draft(self, claim: Claim) -> None:
        """The lost draft, if only one is known of, is attributed to the drafter in the bundle of those who say so."""
        facts = self._facts(certainty=claim.certainty.value, quote=claim.quote)
        lost = [witness for witness in self.apparatus.witnesses if not witness.seen]
        for witness in lost if len(lost) == 1 else ():
            for who in claim.revisers:
                name = self._name(self.pointers.witness(witness))
                self._bundle(claim.asserted_by).wasAttributedTo(
                    name, self._person(who), self._relation("attribution"), facts
                )

    def _bundle(self, asserter: str) -> ProvBundle:
        """The bundle of one asserter, declared as an entity when it is first wanted."""
        if asserter not in self.bundles:
            agent = self.pointers.asserter(asserter) if asserter != PROGRAM else PROGRAM
            name = self.work[f"testimony-{agent}"]
            self.document.entity(name, self._facts(type=PROV["Bundle"], label=f"What is said by {asserter}"))
            self.document.wasAttributedTo(name, self._name(agent))
            self.bundles[asserter] = self.document.bundle(name)
        return self.bundles[asserter]

    def _facts(
        self, type: QualifiedName | None = None, label: str | None = None, **values: Value
    ) -> list[tuple[QualifiedName, Value]]:
        """Attributes of a record; what is not known is left out."""
        facts: list[tuple[QualifiedName, Value]] = [(PROV["type"], type), (PROV["label"], label)]
        facts += [(self.terms[name], value) for name, value in values.items()]
        return [(name, visible(value) if isinstance(value, str) else value) for name, value in facts if value]

    def _derive(self, relation: Callable[..., object], name: QualifiedName, source: QualifiedName) -> None:
        relation(name, source, identifier=self._relation("derivation"))

    def _relation(self, kind: str) -> QualifiedName:
        """A name for a relation that has attributes, so that every form has the same names in every run."""
        self.relations += 1
        return self.work[f"{kind}-{self.relations}"]

    def _name(self, name: str) -> QualifiedName:
        return self.work[name]

    def _person(self, name: str) -> QualifiedName:
        return self.work[self.pointers.person(name)]

    def _version_name(self, version_: Version) -> QualifiedName:
        return self.work[self.pointers.version(version_.id) or "version"]

    def _change(self, attribution: Attribution) -> QualifiedName:
        return self.work[self.pointers.change(attribution)]


def _telling_notes(apparatus: Apparatus) -> list[str]:
    """The notes from which claims that make or change text were read."""
    known = {note.id for note in apparatus.notes}
    notes = (claim.note for claim in apparatus.claims if claim.changes_text and claim.actual)
    return list(dict.fromkeys(note for note in notes if note in known))


def _told(said: Iterable[Evidence], revisers: Sequence[str], claims: Mapping[str, Claim]) -> Iterable[str]:
    """Those of the revisers whom the evidence names; all of them, where some of it does not say whom it means."""
    told = [claims[e.claim].revisers if e.claim in claims else () for e in said]
    named = {name for names in told for name in names}
    return [who for who in revisers if who in named] if all(told) and named & set(revisers) else revisers


def _asserter(claim: str, claims: Mapping[str, Claim]) -> str:
    """Who says it; this program, where no claim is known."""
    return claims[claim].asserted_by if claim in claims else PROGRAM


def _version() -> str | None:
    try:
        return version(PROGRAM_NAME)
    except PackageNotFoundError:
        return None
