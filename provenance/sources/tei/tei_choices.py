"""What of a `choice` stands on the paper: one of several encodings of the same words, or what its writer left open.

The Guidelines (3.5) mean alternatives of an editor: an error and its correction, an abbreviation and its expansion.
Some editions put there what the author wrote over words that he left standing or struck, each an `orig` or `seg`: an
alternative that is an addition from its first letter to its last stands on the paper beside the first.
"""

from collections.abc import Sequence

from lxml import etree

from provenance.sources.harmless_xml import local

_PREFERRED = ("corr", "abbr", "orig")
_ALTERNATIVES = frozenset({*_PREFERRED, "sic", "expan", "reg"})


def standing(choice: etree._Element) -> Sequence[etree._Element]:
    """The alternative that is read, and those that were written beside it; none of an empty choice."""
    options = [child for child in choice if isinstance(child.tag, str)]
    by_name = {local(child.tag): child for child in reversed(options)}
    first = next((by_name[name] for name in _PREFERRED if name in by_name), options[0] if options else None)
    if first is None:
        return ()
    return first, *(each for each in _fellows(first, options) if is_all_within(each, "add"))


def is_passed_over(choice: etree._Element) -> bool:
    """True if it has another reading of the kind that is read, with words that the one read has not."""
    read = standing(choice)
    others = [each for each in _fellows(read[0], choice) if each not in read] if read else []
    return any(not set(_words(each)) <= set(_words(read[0])) for each in others)


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


def _fellows(first: etree._Element, options: Sequence[etree._Element] | etree._Element) -> list[etree._Element]:
    """The other alternatives of the same kind."""
    return [each for each in options if each is not first and each.tag == first.tag]


def _words(element: etree._Element) -> list[str]:
    return "".join(map(str, element.itertext())).split()
