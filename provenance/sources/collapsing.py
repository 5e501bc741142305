"""White space as XML and this program mean it."""

import re

_SPACE = re.compile(r"[ \t\r\n]+")


def collapse(text: str) -> str:
    """Any run of blanks, tabs and line ends as one space, none at the ends; a no-break space is a letter and stays.

    >>> collapse("  Roe\\n  inserted ")
    'Roe inserted'
    """
    return _SPACE.sub(" ", text).strip(" ")
