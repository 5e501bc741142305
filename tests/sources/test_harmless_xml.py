"""What all readers of XML ask of an element."""

from typing import Any

from lxml import etree

from provenance.sources.harmless_xml import attribute


class Counted:
    """An element of many attributes that counts how many values are asked for; lxml looks for each from the first."""

    def __init__(self, element: Any) -> None:
        self.element, self.asked = element, 0

    def keys(self) -> Any:
        return self.element.keys()

    def get(self, name: str) -> Any:
        self.asked += 1
        return self.element.get(name)


def test_an_attribute_is_found_in_any_namespace_without_a_look_at_the_values_of_others() -> None:
    many = " ".join(f'a{number}="1"' for number in range(500))
    element = Counted(etree.fromstring(f'<p xmlns:w="urn:w" {many} w:author="Roe" author2="Doe"/>'))
    assert attribute(element, "author") == "Roe"  # type: ignore[arg-type]
    assert attribute(element, "none") is None  # type: ignore[arg-type]
    assert element.asked < 10
