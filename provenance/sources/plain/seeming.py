"""What a text seems to be that is no prose: a program, settings, a table, a log. It is read all the same, and told.

Most of its lines must be such as nobody writes in a letter. Code that stands between paragraphs (in Markdown between
lines of ```), the lists of a contract, verse, and the headings of a memorandum (From:, To:) are prose.
"""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

_LINES = 400
"""So many lines of a text show what it is."""

_FEWEST = 3
_WIDTH = 200
_MOSTLY_CODE = 0.4
_MOST_CELLS = 200

_LANGUAGES = {
    "C": ".c .h",
    "C++": ".cc .cpp .hpp",
    "C#": ".cs",
    "CSS": ".css .scss",
    "Go": ".go",
    "Java": ".java",
    "JavaScript": ".js .mjs .jsx",
    "Kotlin": ".kt",
    "Lua": ".lua",
    "Perl": ".pl .pm",
    "PHP": ".php",
    "Python": ".py .pyi",
    "R": ".r",
    "Ruby": ".rb",
    "Rust": ".rs",
    "Scala": ".scala",
    "a shell": ".sh .bash .zsh .ps1 .bat",
    "SQL": ".sql",
    "Swift": ".swift",
    "TypeScript": ".ts .tsx",
    "XQuery": ".xq .xql .xquery",
}
_DATA = {
    "statements of RDF": ".ttl .nt .nq .trig .n3 .rq .sparql",
    "a graph": ".gv .mmd .puml",
    "a schema": ".dtd .rnc .proto .graphql",
    "records of a library": ".enw .mrk",
    "a game or a tune in notation": ".pgn .abc .ly",
    "sequences of a genome": ".fasta .fa .fastq",
}
_SETTINGS = frozenset({".yaml", ".yml", ".toml", ".ini", ".cfg", ".conf", ".properties", ".env"})
_BY_ENDING = {
    **{ending: f"a program ({name})" for name, endings in _LANGUAGES.items() for ending in endings.split()},
    **{ending: what for what, endings in _DATA.items() for ending in endings.split()},
    **{ending: f"settings ({ending})" for ending in _SETTINGS},
    ".log": "a log of a program",
}

_CODE = re.compile(
    r"""(?x) \s* (?:
      (?:def|class|func|fn|function|sub)\s+\w[^.]*[:{(]\s*$            # a function or class begins
    | (?:import|use|using|package|require)\s+[\w.:"'<>/{}*-]+(?:\s+as\s+\w+)?;?\s*$
    | from\s+[\w.]+\s+import\s
    | \#\s*(?:include|define|ifn?def|endif|pragma)\b
    | [})\];]+[;,)]*\s*$                                               # nothing but closing signs
    | [^\s.\\][^.\\]*\{\s*$                                            # a block begins
    | (?:export\s+|let\s+|const\s+|var\s+|my\s+|local\s+|set\s+|\$)?[\w.\[\]"'*>-]+\s*(?:[-+*/|]|:)?=(?!=)\s*\S
    | [\w.:$>-]+\([^()]*(?:\([^()]*\)[^()]*)*\)\s*;?\s*$               # a call and nothing else
    | (?:if|for|while|switch|catch)\s*\(.*\)\s*\{?\s*$
    | (?:if|elif|for|while|with|try|except|else|finally)\b[^.,]*:\s*$
    | return\b[^.,]*;?\s*$
    | (?:if\s.*;\s*then|then|fi|done|esac|else|do|end|begin)\s*;?\s*$
    | (?:echo|cd|sudo|mkdir|chmod|grep|curl|printf|rm)\s+[^.,;]*$
    | (?://|\#!|/\*|\*/)
    | @\w+(?:\(.*\))?\s*$                                              # a decorator
    | [^{}.!?]{1,60}\{[^{}]*[;:][^{}]*\}\s*$                             # a rule of a style sheet
    )"""
)
_PLAIN_COMMENT = re.compile(r"\s*(?:#|--)\s")
_STATEMENT = re.compile(
    r"(?i)\s*(?:select\s[^.!?]*\sfrom\s+[\w\"`.]+|insert\s+into\s+\S+|update\s+[\w\"`.]+\s+set\s+\S+\s*=|"
    r"delete\s+from\s+\S+\s*(?:where\b|;)|(?:create|alter|drop)\s+(?:or\s+replace\s+)?(?:temp\s+|unique\s+)?"
    r"(?:table|view|index|database|schema)\s|begin;|pragma\s)"
)
_SETTING = re.compile(r"\s*(?:[\w.-]+\s*=(?!=)|\[[^\]]+\]\s*$)")
_LISTED = re.compile(r"\s*(?:-\s+)?[a-z][\w.-]*:(?:\s|$)|\s*-\s+\S|---$")
_KEY = re.compile(r"\s*(?:-\s+)?[a-z][\w.-]*:(?:\s|$)")
_STAMPED = re.compile(
    r"\[?(?:\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d|[A-Z][a-z]{2}\s+\d{1,2} \d\d:\d\d:\d\d\s|\d\d:\d\d:\d\d[.,]\d)"
    r"|\S+ \S+ \S+ \[\d\d/[A-Z][a-z]{2}/\d{4}"
)
_CHAT = re.compile(r"[\[(]?\d?\d:\d\d(?::\d\d)?[\])]?\s+(?:<[^<>]+>|\*|-!-)")
_CODED = re.compile(r"[A-Za-z0-9+/_-]{60,}={0,2}\s*$|(?:[0-9a-fA-F]{6,}:?[ |])(?:\s*[0-9a-fA-F]{2,8}\b){3,}")
_OF_DATA = {
    "statements of RDF": (re.compile(r"(?i)\s*@?(?:prefix\s+\w*:|base)\s+<|(?:<[^<>\s]+>|_:\w+)\s+<[^<>\s]+>\s"), 0.3),
    "a graph": (
        re.compile(
            r"\s*(?:(?:strict\s+)?(?:di)?graph\b|@(?:start|end)uml|[\w\"]+\s*(?:--?>|--(?=[^;]*;\s*$))\s*[\w\"])"
        ),
        0.6,
    ),
    "a schema": (re.compile(r"\s*<!(?:ELEMENT|ATTLIST|ENTITY|NOTATION)\b"), 0.6),
    "records of a library": (re.compile(r"%[0-9A-Z@] \S|=(?:LDR|\d{3})  "), 0.8),
    "sequences of a genome": (re.compile(r">\S|[A-Z*-]{20,}\s*$"), 0.95),
}
"""Data in lines of their own form, and how many of the lines must have it."""
_TAGGED = re.compile(r"\[[A-Z]\w+ \"[^\n]*\"\]\s*$|[A-Z]:\s?\S")


def seems_to_be(path: Path, text: str) -> str | None:
    """What the file seems to be, by the end of its name or by its lines; None for prose.

    >>> seems_to_be(Path("letter.txt"), "From: Roe\\nTo: Doe\\n\\nWe agree.\\n")
    >>> seems_to_be(Path("notes.txt"), "name,born\\nRoe,1901\\nDoe,1902\\nPoe,1809\\n")
    'a table'
    """
    if known := _BY_ENDING.get(path.suffix.lower()):
        return known
    if text.startswith("#!"):
        return "a program (a script)"
    lines = [line for line in _outside_fences(text) if line.strip()][:_LINES]
    if len(lines) < _FEWEST:
        return "a program (SQL)" if _is_sql(lines) else None
    tests: Sequence[tuple[str, Callable[[Sequence[str]], bool]]] = (
        ("a program (SQL)", _is_sql),
        ("a log of a program", _is_log),
        ("a log of a chat", _is_chat),
        ("settings", _are_settings),
        ("coded bytes", _are_bytes),
        ("a game or a tune in notation", _is_notation),
        ("a table", _is_table),
        ("a program", _is_code),
    )
    data = (what for what, (form, least) in _OF_DATA.items() if _share(lines, form) > least)
    return next(data, None) or next((what for what, fits in tests if fits(lines)), None)


def _outside_fences(text: str) -> list[str]:
    """The lines of a text but for those between two lines of three backticks."""
    kept, inside = [], False
    for line in text.split("\n"):
        if line.lstrip().startswith("```"):
            inside = not inside
        elif not inside:
            kept.append(line)
    return kept


def _share(lines: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(1 for line in lines if pattern.match(line[:_WIDTH])) / len(lines)


def _is_sql(lines: Sequence[str]) -> bool:
    told = [line for line in lines if not line.lstrip().startswith(("--", "/*"))]
    return bool(told) and bool(_STATEMENT.match(" ".join(told)[:2000])) and told[-1].rstrip().endswith(";")


def _is_log(lines: Sequence[str]) -> bool:
    return len(lines) > _FEWEST and _share(lines, _STAMPED) > 0.8


def _is_chat(lines: Sequence[str]) -> bool:
    return _share(lines, _CHAT) > 0.8


def _are_settings(lines: Sequence[str]) -> bool:
    told = [line for line in lines if not _PLAIN_COMMENT.match(line)]
    if len(told) < _FEWEST:
        return False
    is_nested = any(line.startswith((" ", "---", "- ")) for line in told)
    is_yaml = _share(told, _LISTED) > 0.8 and _share(told, _KEY) > 0.5
    return (is_nested and is_yaml) or (_share(told, _SETTING) > 0.8 and any(line.startswith("[") for line in told))


def _are_bytes(lines: Sequence[str]) -> bool:
    return _share(lines, _CODED) > 0.8


def _is_notation(lines: Sequence[str]) -> bool:
    """True of the heads of a game of chess (PGN) or a tune (ABC), which all such files begin with."""
    return lines[0].startswith(("[Event ", "X:")) and _share(lines[:_FEWEST], _TAGGED) > 0.6


def _is_table(lines: Sequence[str]) -> bool:
    """True if all lines have one number of cells, and hardly one ends as a sentence does."""
    if len(lines) <= _FEWEST:
        return False
    ended = sum(1 for line in lines if line.rstrip().endswith((".", "!", "?", ",", ";", ":")))
    if ended > len(lines) / 5:
        return False
    return any(
        0 < lines[0].count(sign) < _MOST_CELLS
        and len({line.count(sign) for line in lines}) == 1
        and sum(line.count(f"{sign} ") for line in lines) < len(lines) / 2  # else a list of names or places
        for sign in "\t,;|"
    )


def _is_code(lines: Sequence[str]) -> bool:
    told = [line for line in lines if not _PLAIN_COMMENT.match(line)]
    return len(told) >= _FEWEST and _share(told, _CODE) > _MOSTLY_CODE
