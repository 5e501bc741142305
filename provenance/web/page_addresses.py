"""The addresses of the pages: permanent, readable, and safe for any name that a work or a version may have."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from starlette.convertors import Convertor, register_url_convertor

_ESCAPES = {"~": "~t", "/": "~s", "\\": "~b", "%": "~p", "?": "~q", "#": "~h"}
_BACK = {escape: sign for sign, escape in _ESCAPES.items()} | {"~d": "."}


def step(name: str) -> str:
    """A name as one step of an address, not yet percent-encoded; a tilde stands before what would be misread.

    >>> step("draft.md"), step("a/b~c"), step("..")
    ('draft.md', 'a~sb~tc', '~d.')
    """
    safe = "".join(_ESCAPES.get(sign, sign) for sign in name)
    return f"~d{safe[1:]}" if safe.startswith(".") else safe


def name_in(step: str) -> str:
    """The name that a step of an address stands for.

    >>> name_in("a~sb~tc"), name_in("~d.")
    ('a/b~c', '..')
    """
    parts = step.split("~")
    return parts[0] + "".join(_BACK.get(f"~{part[:1]}", f"~{part[:1]}") + part[1:] for part in parts[1:])


class _Name(Convertor[str]):
    """A name in the address of a page."""

    regex = "[^/]+"

    def convert(self, value: str) -> str:
        return name_in(value)

    def to_string(self, value: str) -> str:
        return step(value)


register_url_convertor("name", _Name())


def address(*steps: str, **asked: str | None) -> str:
    """The address of a page: `address("works", id, "who", "8.3")`. What is asked for goes behind the question mark.

    >>> address("works", "a/b", "who", "8.3", words="for peace")
    '/works/a~sb/who/8.3?words=for+peace'
    """
    path = "/" + "/".join(quote(step(one), safe="~") for one in steps)
    return with_query(path, {key.rstrip("_"): value for key, value in asked.items()})


def with_query(path: str, asked: Mapping[str, str | None]) -> str:
    """The path with what is asked for; what is None or empty is left out."""
    query = urlencode([(key, value) for key, value in asked.items() if value])
    return f"{path}?{query}" if query else path
