"""What is kept and how it hangs together: the schema, with a comment on every table and every column that needs one.

A work has witnesses, versions, notes, marks and claims; each has its own name inside the work, so that the pair
(work, id) is its key everywhere. What the sources say is never overwritten: a claim is set aside with a name and a
reason, a person who turns out to be another one is told under that name, and every change is an entry of the log with
what it replaced. What the program concludes is not kept: it is computed from what is here. The tables stand in six
files, as the work goes on: sources, texts, testimony, lineages, the log, and what a corpus run found.

Lists that are never asked for by their members are JSON.
"""

from provenance.store.columns import metadata as metadata
from provenance.store.corpus_tables import corpus_claims as corpus_claims
from provenance.store.corpus_tables import corpus_revisions as corpus_revisions
from provenance.store.corpus_tables import corpus_units as corpus_units
from provenance.store.corpus_tables import corpus_words as corpus_words
from provenance.store.entry_tables import entries as entries
from provenance.store.lineage_tables import lineages as lineages
from provenance.store.lineage_tables import stretches as stretches
from provenance.store.lineage_tables import traced as traced
from provenance.store.source_tables import originals as originals
from provenance.store.source_tables import persons as persons
from provenance.store.source_tables import source_people as source_people
from provenance.store.source_tables import source_works as source_works
from provenance.store.source_tables import sources as sources
from provenance.store.source_tables import works as works
from provenance.store.testimony_tables import claims as claims
from provenance.store.testimony_tables import marks as marks
from provenance.store.testimony_tables import notes as notes
from provenance.store.text_tables import content_passages as content_passages
from provenance.store.text_tables import contents as contents
from provenance.store.text_tables import passages as passages
from provenance.store.text_tables import texts as texts
from provenance.store.text_tables import version_contents as version_contents
from provenance.store.text_tables import versions as versions
from provenance.store.text_tables import witnesses as witnesses
