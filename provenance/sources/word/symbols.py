"""The letters that stand behind the signs of Word's picture fonts (`w:sym`), which have codes of their own.

Symbol's codes are those that Adobe gave them; of the Wingdings only what occurs in documents is told. A sign that is
not known keeps its code, a letter of Unicode's private use, so that it is neither lost nor taken for another.
"""

_GREEK = dict(
    zip(
        [*range(0x41, 0x5B), *range(0x61, 0x7B)],
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖαβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
)
_SYMBOL = {
    **{code: chr(code) for code in range(0x20, 0x40)},
    **_GREEK,
    **dict(
        zip(
            range(0xA1, 0xB0),
            "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓",
            strict=True,
        )
    ),
    **dict(zip(range(0xB0, 0xC0), "°±″≥×∝∂•÷≠≡≈…⏐⎯↵", strict=True)),
    **dict(zip(range(0xC0, 0xD0), "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉", strict=True)),
    **dict(zip(range(0xD0, 0xE0), "∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓", strict=True)),
    0xE5: "∑",
    0xF2: "∫",
}
_WINGDINGS = {
    0x28: "☎",
    0x2A: "✉",
    0x4A: "☺",
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x72: "❒",
    0x76: "❖",
    0xA7: "▪",
    0xA8: "◻",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def read_symbol(font: str, code: str) -> str:
    """The letter behind a sign: its font, and its code in hexadecimal digits.

    >>> read_symbol("Symbol", "F061"), read_symbol("Arial", "2192"), read_symbol("Arial", "x")
    ('α', '→', '�')
    """
    try:
        number = int(code, 16)
    except ValueError:
        return "\ufffd"
    known = _FONTS.get(font.lower(), {})
    own = known.get(number & 0xFF) if number < 0x100 or 0xF000 <= number < 0xF100 else None
    return own or (chr(number) if 0x20 <= number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd")
