"""What of a `choice` stands on the paper: one of several encodings of the same words, or what its writer left open.

The Guidelines (3.5) mean alternatives of an editor: an error and its correction, an abbreviation and its expansion.
Some editions put there what the author wrote over words that he left standing or struck, each an `orig` or `seg`: an
alternative that is an addition from its first letter to its last stands on the paper beside the first.
"""

from lxml import etree

from provenance.sources.harmless_xml import local

_PREFERRED = ("corr", "abbr", "orig")
_ALTERNATIVES = frozenset({*_PREFERRED, "sic", "expan", "reg"})


def first_of(choice: etree._Element) -> etree._Element | None:
    """The alternative that is read; None of an empty choice."""
    options = [child for child in choice if isinstance(child.tag, str)]
    by_name = {local(child.tag): child for child in reversed(options)}
    return next((by_name[name] for name in _PREFERRED if name in by_name), options[0] if options else None)


def beside(first: etree._Element) -> frozenset[etree._Element]:
    """The alternatives that were written beside the one that is read."""
    return frozenset(each for each in _fellows(first) if is_all_within(each, "add"))


def is_passed_over(choice: etree._Element) -> bool:
    """True if it has another reading of the kind that is read, with words that the one read has not."""
    first = first_of(choice)
    if first is None:
        return False
    read, known = beside(first), set(_words(first))
    return any(not known.issuperset(_words(each)) for each in _fellows(first) if each not in read)


def is_all_within(element: etree._Element, name: str) -> bool:
    """True if the element has words, and every one of them stands in an element of this name."""
    if local(element.tag) == name:
        return True
    if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
        return False
    holding = [child for child in element if _words(child)]
    return bool(holding) and all(is_all_within(child, name) for child in holding)


def is_choice(element: etree._Element) -> bool:
    """True of a choice, and of a reading that is nothing but several readings of the same words."""
    readings = [local(child.tag) for child in element if isinstance(child.tag, str)]
    beside = (element.text or "") + "".join(child.tail or "" for child in element)
    return local(element.tag) == "choice" or (
        len(readings) > 1 and _ALTERNATIVES.issuperset(readings) and not beside.strip()
    )


def _fellows(first: etree._Element) -> list[etree._Element]:
    """The other alternatives of the same kind."""
    choice = first.getparent()
    return [] if choice is None else [each for each in choice if each is not first and each.tag == first.tag]


def _words(element: etree._Element) -> list[str]:
    return "".join(map(str, element.itertext())).split()
