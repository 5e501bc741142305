"""What is no running text is refused by its name, whatever the file is called; what only looks like it is read."""

from pathlib import Path

import pytest

from provenance.errors import UnreadableInput
from provenance.sources.source_catalogue import read_file, read_text_version

REFUSED = {
    "a web page": b"<!DOCTYPE html>\n<html><body><p>We agree.</p></body></html>",
    "a web page ": b"\xef\xbb\xbf<?xml version='1.0'?><!-- saved --><html xmlns='http://www.w3.org/1999/xhtml'><p>We</p></html>",
    "another XML than TEI": b"<?xml version='1.0'?><article><body><p>We agree.</p></body></article>",
    "a picture": b"<svg xmlns='http://www.w3.org/2000/svg'><text>We agree.</text></svg>",
    "a picture ": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "a picture  ": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "rich text": b"{\\rtf1\\ansi We agree.}",
    "a PDF file": b"%PDF-1.4\n1 0 obj << /Title (We agree.) >>\n",
    "a PostScript file": b"%!PS-Adobe-3.0\n(We agree.) show\n",
    "an e-mail": b"From: Roe <r@example.org>\nReceived: from x\n\tby y\nTo: Doe\nMIME-Version: 1.0\n\nWe agree.\n",
    "an e-mail ": b"From roe@example.org Thu Aug  5 1971\nReturn-Path: <r@example.org>\nSubject: It\n\nWe agree.\n",
    "an e-mail  ": b"From a@example.org Thu Jan  1 00:00:00 1970\nFrom: Roe\nTo: Doe\n\nWe agree.\n",
    "subtitles": b"1\r\n00:00:01,000 --> 00:00:02,000\r\nWe agree.\r\n",
    "a wiki's export": b"<mediawiki><page><title>We</title><revision><id>1</id><text>We</text></revision></page>",
    "a history in JSON lines": b'{"rev": 1, "author": "Roe", "text": "We agree."}\n{"rev": 2, "text": "We."}\n',
    "data (JSON)": b'{"title": "We agree."}\n',
    "data (JSON) ": b'[{"title": "We agree."},\n {"title": "No"}]\n',
    "a pointer of Git LFS": b"version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 12345\n",
    "a stream of git": b"blob\nmark :1\ndata 9\nWe agree.\n",
    "a packed file": b"PK\x03\x04\x14\0\0\0mimetypeapplication/epub+zip",
    "a packed file ": b"7z\xbc\xaf\x27\x1c\0\x04",
    "a database": b"SQLite format 3\0\x10\0\x01\x01",
    "an encrypted message": b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n",
    "a coded file": b"begin 644 letter\n#86)C\n`\nend\n",
    "an archive of web pages": b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
    "a list of changes": b"--- a/letter\n+++ b/letter\n@@ -1 +1 @@\n-We agree.\n+We do not.\n",
    "a list of changes ": b"2,3c2,3\n< We agree.\n---\n> We do not.\n",
    "a list of changes  ": b"*** a\t2001\n--- b\t2001\n***************\n*** 1,2 ****\n! We agree.\n",
    "what git tells of a history": b"commit 0123456789abcdef0123456789abcdef01234567\nAuthor: Roe <r@x>\n\n    one\n",
    "what git tells of a history ": b"0123456a (Roe 2001-01-01 10:00:00 +0000 1) We agree.\n",
    "a key, a certificate": b"-----BEGIN CERTIFICATE-----\nMIIBszCCAVmg\n-----END CERTIFICATE-----\n",
    "a key, a certificate ": b"-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQENB\n-----END PGP PUBLIC KEY BLOCK-----\n",
    "a list of translations": b'# made by Roe\nmsgid ""\nmsgstr ""\n\nmsgid "We agree."\nmsgstr "Soit."\n',
    "a drawing": b"  0\nSECTION\n  2\nHEADER\n  0\nENDSEC\n",
    "a family tree": b"0 HEAD\n1 SOUR us\n0 @I1@ INDI\n1 NAME Ann /Roe/\n",
    "a list of references": b"TY  - JOUR\nAU  - Roe, Ann\nER  - \n",
    "an RCS file": b"head\t1.2;\naccess;\nsymbols;\n",
}
READ = {
    "a memorandum": b"From: Roe\nTo: Doe\nSubject: The task\n\nWe agree.\n",
    "a page number": b"[Page 3]\n\nWe agree.\n",
    "a bracket": b"[We agree.]\n",
    "a brace": b"{We agree.}\n",
    "a tag": b"<p>We agree, and say so in a draft of a page.\n",
    "a beginning": b"begin 644 letters by hand.\n",
    "rules of dashes": b"--- a draft ---\n\nWe agree.\n",
    "a set of papers": b"#set of papers: 7\n\nWe agree.\n",
    "a heading": b"#import tax\n\nWe agree.\n",
    "an address": b"@book {of ours}: we agree.\n",
    "a full stop": b".TH is how it is written.\n\nWe agree.\n",
    "a signed message": b"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nWe agree.\n",
    "a zero": b"0 degrees.\n\nWe agree.\n",
    "the head": b"head of state; access was granted.\n",
}


@pytest.mark.parametrize("kind", REFUSED)
@pytest.mark.parametrize("name", ["letter.txt", "letter", "letter.md", "letter.xml"])
def test_another_kind_is_refused_by_its_name_under_any_name(tmp_path: Path, kind: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(REFUSED[kind])
    for read in (read_file, read_text_version):
        with pytest.raises(UnreadableInput) as refused:
            read(path)
        assert kind.strip() in str(refused.value)
        assert "; " in str(refused.value)


@pytest.mark.parametrize(
    "name",
    [
        "a.html",
        "a.HTM",
        "a.svg",
        "a.rtf",
        "a.eml",
        "a.pdf",
        "a.mbox",
        "a.ps",
        "a.csv",
        "a.tsv",
        "a.ics",
        "a.vcf",
        "a.srt",
        "a.xlsx",
        "a.epub",
    ],
)
def test_an_ending_is_believed(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"We agree.\n")
    with pytest.raises(UnreadableInput, match="and not a running text"):
        read_file(path)


@pytest.mark.parametrize(("name", "data"), [("a.json", b"[" * 200_000), ("a.txt", b"[" * 200_000), ("a.json", b"{")])
def test_data_that_is_nested_without_end_or_broken_is_no_text(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableInput, match=r"is data \(JSON\)"):
        read_file(tmp_path / name)


@pytest.mark.parametrize("name", ["letter.txt", "letter", "letter.md"])
def test_one_element_that_no_reader_knows_is_markup_and_no_text(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"<charter id='1'>We agree to <b>it</b>.</charter>\n")
    for read in (read_file, read_text_version):
        with pytest.raises(UnreadableInput, match="marked up as <charter>"):
            read(tmp_path / name)


@pytest.mark.parametrize("kind", READ)
def test_what_only_looks_like_it_is_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(READ[kind])
    assert read_file(path).works[0].versions[-1].text == READ[kind].decode()


def test_who_asks_for_plain_text_gets_it(tmp_path: Path) -> None:
    path = tmp_path / "letter.html"
    path.write_bytes(b"<html>We agree.</html>\n")
    assert "agree" in read_file(path, "text").works[0].versions[-1].text
