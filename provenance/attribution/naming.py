"""Who of the persons that are known is meant by a name."""

from provenance.model.attributions import Dossier
from provenance.model.testimony import Person


def person_called(name: str, dossier: Dossier) -> Person:
    """The one person of the dossier whom the name fits, in any of its forms; a new person if none or several do."""
    wanted = name.casefold()
    fits = [p for p in dossier.people if wanted in {form.casefold() for form in (p.name, p.short, *p.aliases)}]
    return fits[0] if len(fits) == 1 else Person(name, name)
