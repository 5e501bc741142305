"""What counts as the same word: the letters of print and typewriter brought to one form, for matching only.

Stored text is never altered; a folded word is thrown away once it has been compared. Folding

- composes accents (Unicode NFC), so that e + combining acute is é;
- writes typographic quotes as ' and ", primes and grave accents too;
- writes every dash and hyphen as -, and an ellipsis sign as three full stops;
- takes ligatures of print apart (ﬁ → fi) and turns the long s into s;
- drops what cannot be seen: soft hyphens, zero-width spaces, joiners of words, byte order marks;
- writes every white-space character as a blank.

It keeps capitals apart from small letters, because "state" and "State" are different readings.
"""

import unicodedata

SINGLE_QUOTES = "'‘’‚‛′ʼʹ`´‹›"
DOUBLE_QUOTES = '"“”„‟″«»〝〞'
QUOTES = SINGLE_QUOTES + DOUBLE_QUOTES
HYPHENS = "-‐‑"
DASHES = HYPHENS + "‒–—―−﹘﹣－⸺⸻"
INVISIBLE = "\u00ad\u200b\u2060\ufeff"
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ſ": "s"}

_SPACES = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    chr(code) for code in range(0x2000, 0x200B)
)
_SAME = str.maketrans(
    {
        **dict.fromkeys(SINGLE_QUOTES, "'"),
        **dict.fromkeys(DOUBLE_QUOTES, '"'),
        **dict.fromkeys(DASHES, "-"),
        **dict.fromkeys(INVISIBLE, ""),
        **dict.fromkeys(_SPACES, " "),
        **LIGATURES,
        "…": "...",
    }
)


def fold(word: str) -> str:
    """The word in the form in which it is compared; capitals stay capitals.

    >>> fold("Smith’s") == fold("Smith's")
    True
    >>> fold("State") == fold("state")
    False
    """
    if word.isalnum() and word.isascii():
        return word
    if not word.isascii():
        word = unicodedata.normalize("NFC", word)
    return word.translate(_SAME)


def fold_name(name: str) -> str:
    """A person's name, a title or a label in the form in which it is looked up: folded, letter case apart.

    >>> fold_name("O’Neill") == fold_name("o'neill")
    True
    """
    return fold(name).casefold()


def white_ends(one: str, other: str) -> tuple[int, int]:
    """How many characters of white space two texts have alike at their beginning, and behind that at their end.

    >>> white_ends("\\n", "\\n\\t\\n"), white_ends(" and ", " or ")
    ((1, 0), (1, 1))
    """
    most = min(len(one), len(other))
    start = next((n for n in range(most) if one[n] != other[n] or not one[n].isspace()), most)
    left = most - start
    return start, next((n for n in range(left) if one[-1 - n] != other[-1 - n] or not one[-1 - n].isspace()), left)
