"""What is no prose is told by its name or its lines; what a historian keeps as plain text is not suspected."""

from pathlib import Path

import pytest

from provenance.sources.plain.seeming import seems_to_be
from provenance.sources.plain.text_reader import read
from provenance.sources.reader import SourceFile

NO_PROSE = {
    "a table with commas": ("a table", "id,name,born\n1,Roe,1901\n2,Doe,1902\n3,Poe,1809\n"),
    "a table with tabs": ("a table", "id\tname\tborn\n1\tRoe\t1901\n2\tDoe\t1902\n3\tPoe\t1809\n"),
    "a log": ("a log of a program", "2026-11-30 10:00:01 INFO begun\n" * 5),
    "a chat": ("a log of a chat", "[10:01] <roe> good day\n[10:02] <poe> hi\n[10:03] * roe waves\n"),
    "base64": ("coded bytes", "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2\n" * 4),
    "a dump": ("coded bytes", "000000 57 65 20 61 67 72 65 65 >We agree<\n" * 4),
    "a game": ("a game or a tune in notation", '[Event "x"]\n[Site "y"]\n\n1. e4 e5 2. Nf3 Nc6 1-0\n'),
    "a tune": ("a game or a tune in notation", "X:1\nT:Song\nM:4/4\nK:C\nCDEF GABc|\n"),
    "a log of a system": ("a log of a program", "Nov 30 10:00:01 host sshd[1]: closed\n" * 5),
    "a log of a server": ("a log of a program", '1.2.3.4 - - [10/Oct/2000:13:55:36 -0700] "GET /" 200 1\n' * 5),
    "a script": ("a program (a script)", "#!/bin/sh\necho yes\n"),
    "a shell": ("a program", "set -e\ncd /tmp\nfor f in *; do\n  echo $f\ndone\n"),
    "a question in SQL": ("a program (SQL)", "SELECT * FROM works WHERE id = 1;\n"),
    "a schema": ("a program (SQL)", "-- made by hand\nCREATE TABLE a (x INT);\nINSERT INTO a VALUES (1);\n"),
    "YAML": ("settings", "name: build\njobs:\n  test:\n    runs-on: ubuntu\n    steps:\n    - uses: x\n"),
    "TOML": ("settings", '[project]\nname = "x"\nversion = "1"\n'),
    "Python": ("a program", "import os\n\ndef f(x):\n    return x + 1\n\nprint(f(2))\n"),
    "C": ("a program", '#include <stdio.h>\nint main(void) {\n  printf("yes");\n  return 0;\n}\n'),
    "JavaScript": ("a program", "const a = 1;\nfunction f() {\n  return a;\n}\n"),
    "rules in one line": ("a program", "a { color: red; }\n.b { margin: 0; }\np { padding: 1em; }\n"),
    "Turtle": ("statements of RDF", "@prefix : <http://x/> .\n\n:a :p :b .\n:b :p :c .\n"),
    "N-Triples": ("statements of RDF", '<http://x/a> <http://x/p> "words"@en .\n' * 3),
    "DOT": ("a graph", "digraph G {\n  a -> b;\n  b -> c;\n  c -> d;\n}\n"),
    "Mermaid": ("a graph", "graph TD;\n  A-->B;\n  B-->C;\n"),
    "a DTD": ("a schema", "<!ELEMENT a (b)>\n<!ELEMENT b (#PCDATA)>\n<!ATTLIST a c CDATA #IMPLIED>\n"),
    "EndNote": ("records of a library", "%0 Book\n%A Roe, Ann\n%T Letters\n%D 1948\n"),
    "MARC": ("records of a library", "=LDR  00000nam\n=245  10$aLetters\n=260  \\\\$aBonn.\n"),
    "FASTA": ("sequences of a genome", ">one\nACGTACGTACGTACGTACGT\n>two\nACGTTTGACCAGTACCAGTA\n"),
    "a style sheet": ("a program", "a {\n  color: red;\n}\n"),
}
PROSE = {
    "a memorandum": "From: Roe\nTo: Doe\nSubject: It\nDate: today\n\nWe agree.\n",
    "a contract": "The parties agree:\n(a) to go;\n(b) to stay;\n(c) to wait; and\n(d) to pay.\n",
    "verse": "Two roads diverged,\nAnd sorry,\nAnd be one traveler,\nAnd looked,\nThen took,\n",
    "names": "Roe, Ann\nDoe, John\nPoe, Edgar\nLoe, Sam\nMoe, Jim\n",
    "a play": "HAMLET: To be\nOPHELIA: My lord\nHAMLET: Or not to be\n",
    "a diary": "1948-01-12 Rain. We stayed.\n1948-01-13 Sun. We left.\n1948-01-14 Snow.\n1948-01-15 We rest.\n",
    "minutes": "Present: Roe, Doe\nAbsent: Poe\nnoted: the minutes were read\nagreed: to wait\n",
    "a glossary": "word: a meaning\nother: another\nthird: more of it\n",
    "quotations": "> We agree.\n> So be it.\n> We stay.\n",
    "a telegram": "WE AGREE\nSO BE IT STOP\nINTERNATIONALIZATIONOFTRADE\n",
    "steps": "first -- we go\nthen -- we stay\nlast -- we wait\n",
    "a list": "- bread\n- milk\n- eggs\n- wine\n",
    "Markdown with an example": "# How\n\nType this:\n\n```\nimport os\nx = 1\ny = 2\nz = 3\n```\n\nThat is all.\n",
    "a form of address": "select from these what you like; we do.\n",
    "TeX": "\\documentclass{article}\n\\begin{document}\n\\section{One}\nWe agree.\n\\end{document}\n",
}


@pytest.mark.parametrize("name", NO_PROSE)
def test_what_is_no_prose_is_told_by_its_lines(name: str) -> None:
    kind, text = NO_PROSE[name]
    assert seems_to_be(Path("letter.txt"), text) == kind


@pytest.mark.parametrize("name", PROSE)
def test_prose_is_not_suspected(name: str) -> None:
    assert seems_to_be(Path("letter.txt"), PROSE[name]) is None


def test_it_is_read_all_the_same() -> None:
    found = read(SourceFile(Path("letter.py"), b"We agree.\n"))
    assert found.works[0].versions[0].text == "We agree.\n"
    assert found.warnings == (
        "seems to be a program (Python) and not a running text; it is read as one, with all its signs",
    )


def test_markup_that_is_told_already_is_told_once() -> None:
    [warning] = read(SourceFile(Path("letter.tex"), b"a {\nb {\nc {\nd {\n}\n")).warnings
    assert "TeX" in warning
