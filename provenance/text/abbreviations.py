"""Short forms that carry a full stop, by what the full stop says of a sentence's end; all in small letters.

A short form that is not listed is taken for a word: the full stop after it ends the sentence. To teach the
program another one, add it to the group whose description fits.
"""


def _group(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _group(
    """mr mrs ms dr prof gen col lt sgt cpl pvt capt cmdr cdr maj brig adm amb sen rep rev hon messrs mme mmes mlle
    msgr pres secy asst dep supt fr sra srta hr frau herr"""
)
"""Never the last word of a sentence: a name follows."""

NEVER_LAST = _group("i.e e.g ie eg viz cf vs ca approx resp incl esp")
"""Never the last word of a sentence: what they announce follows."""

BEFORE_NUMBERS = _group(
    """no nos nr p pp vol vols bk fig figs art arts sec sect ch chap chaps para paras n nn fn doc docs ex ed eds app
    tel desp enc encl cl c f ff l ll"""
)
"""Not the last word where a number follows."""

EITHER = _group(
    """st ste mt ft jr sr esq inc ltd co corp bros dept div dist gov govt etc et al ibid id op cit est misc natl
    intl jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun ave blvd rd apt
    bldg rm ext univ assn comm cong sess stat def"""
)
"""The last word only where the next one is of those that begin sentences."""

CALENDAR = _group(
    """january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday eastern central pacific greenwich"""
)
"""Words that go on after "a.m." and "p.m." although they are written with a capital."""

STARTERS = _group(
    """the a an he she it they we you i this that these those there here who what which when where why how if as in
    on at but and or nor yet so for from to by with without not neither either both all some any many most few each
    every my our his her its their your however moreover furthermore thus therefore hence indeed nevertheless
    nonetheless although though while whereas since because until unless after before during under over between among
    against then now later once finally first second third also still again perhaps one two three let is are was were
    do does did has have had can could may might must shall should will would"""
)
"""Words that begin sentences and hardly ever stand, with a capital, inside one."""
