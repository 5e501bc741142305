"""Comments are shown where they hang, with their author and day, and testify to nothing."""

from dataclasses import replace

from provenance import stages
from provenance.model.attributions import Apparatus, Dossier
from provenance.model.spans import Span
from provenance.model.testimony import COMMENT, Act, AnchorPlace, Mark, Note
from provenance.model.versions import Standing, Version, Work
from provenance.reports.comments import read_comments
from provenance.reports.public_json import changes_json
from provenance.reports.report_catalogue import write_report
from provenance.text.blocks import split_blocks


def commented() -> Apparatus:
    """A sentence into which Ann put a word, with a comment on the word and one on the sentence after it."""
    work = Work("deed", "Deed", "deed.docx")
    texts = {"base": "We propose a meeting. It is short.", "final": "We propose a summit meeting. It is short."}
    base, final = (
        Version(f"deed@{name}", "deed", name, text, Standing.EXTANT, split_blocks(text)) for name, text in texts.items()
    )
    final = replace(final, parents=(base.id,))
    put_in = Span(13, 20)
    mark = Mark("deed/m1", "deed", final.id, Act.INSERT, put_in, put_in.of(final.text), ("Ann Able",), made_in=final.id)
    notes = [
        Note(key, "deed", None, words, AnchorPlace.TEXT, final.id, at, COMMENT, author="Bob Brown", date="2024-01-02")
        for key, words, at in (("c1", "Did Mary revise this?", 13), ("c2", "John deleted a clause.", 29))
    ]
    dossier = Dossier(work, (), (base, final), tuple(notes), (), (), (mark,))
    return stages.attribute_versions(dossier)


def test_a_comment_hangs_on_the_change_in_which_its_words_begin_else_on_its_sentence() -> None:
    found = commented()
    [attribution] = found.attributions
    assert [(one.change, one.sentence, one.in_words) for one in read_comments(found)] == [
        (attribution.change.id, "1.1", "comment by Bob Brown, January 2, 2024: “Did Mary revise this?”"),
        (None, "1.2", "comment by Bob Brown, January 2, 2024: “John deleted a clause.”"),
    ]


def test_reports_and_json_show_it() -> None:
    found = commented()
    shown = str(write_report(found, "md"))
    assert "- comment by Bob Brown, January 2, 2024: “Did Mary revise this?”" in shown
    assert "## Comments in the file\n\n- 1.2: comment by Bob Brown" in shown
    assert "comment by Bob Brown, January 2, 2024: " in str(write_report(found, "html"))
    assert [one["author"] for one in changes_json(found, found.attributions)["comments"]] == ["Bob Brown"] * 2


def test_it_names_nobody() -> None:
    assert not {name for a in commented().attributions for name in a.revisers} & {"Mary", "John", "Bob Brown"}
