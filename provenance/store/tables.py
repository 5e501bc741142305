"""What is kept and how it hangs together: the schema, with a comment on every table and every column that needs one.

A work has witnesses, versions, notes, marks and claims; each has its own name inside the work, so that the pair
(work, id) is its key everywhere. Versions are joined to their parents. What the sources say is never overwritten: a
claim is withdrawn by a date and a name. What the program concludes hangs on a comparison and goes with it when it is
computed anew. The tables stand in four files, as the work goes on: sources, texts, testimony, conclusions.

Lists that are never asked for by their members (caveats, warnings, mentions) are JSON; all other lists have a table
with an `ordinal`.
"""

from provenance.store.columns import metadata as metadata
from provenance.store.conclusion_tables import NameRole as NameRole
from provenance.store.conclusion_tables import assessments as assessments
from provenance.store.conclusion_tables import attribution_names as attribution_names
from provenance.store.conclusion_tables import attributions as attributions
from provenance.store.conclusion_tables import changes as changes
from provenance.store.conclusion_tables import comparison_people as comparison_people
from provenance.store.conclusion_tables import comparisons as comparisons
from provenance.store.conclusion_tables import edits as edits
from provenance.store.conclusion_tables import evidence as evidence
from provenance.store.source_tables import person_aliases as person_aliases
from provenance.store.source_tables import persons as persons
from provenance.store.source_tables import source_people as source_people
from provenance.store.source_tables import source_works as source_works
from provenance.store.source_tables import sources as sources
from provenance.store.source_tables import works as works
from provenance.store.testimony_tables import PlaceRole as PlaceRole
from provenance.store.testimony_tables import claim_places as claim_places
from provenance.store.testimony_tables import claim_revisers as claim_revisers
from provenance.store.testimony_tables import claims as claims
from provenance.store.testimony_tables import mark_revisers as mark_revisers
from provenance.store.testimony_tables import marks as marks
from provenance.store.testimony_tables import notes as notes
from provenance.store.text_tables import blocks as blocks
from provenance.store.text_tables import milestones as milestones
from provenance.store.text_tables import passages as passages
from provenance.store.text_tables import version_authors as version_authors
from provenance.store.text_tables import version_parents as version_parents
from provenance.store.text_tables import version_passages as version_passages
from provenance.store.text_tables import versions as versions
from provenance.store.text_tables import witnesses as witnesses
