"""The elements that the TEI Guidelines have; which elements of a text they have not, and which hold no words of it.

The names are those of P5 up to version 4.9 (appendix C, "Elements"), with those that P4 alone had. What a project adds
in an ODD of its own is read through, so that no words are lost, and told once by its name.
"""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from provenance.sources.harmless_xml import local
from provenance.sources.tei.tei_choices import is_passed_over
from provenance.text.numbers import number_of

BESIDE_THE_TEXT = frozenset(
    {"rt", "interp", "interpGrp", "spanGrp", "fs", "fLib", "fvLib", "binaryObject", "linkGrp", "joinGrp", "altGrp"}
    | {"listAnnotation", "timeline", "precision"}
)
"""What says something of the text and holds none of its words: the gloss of a ruby, interpretation, features, links."""
_BESIDE = tuple(f"{{*}}{name}" for name in sorted(BESIDE_THE_TEXT))
_OF_OTHERS = frozenset({"attachment", "include", "fallback"})
"""Elements of the State Department's and of XInclude, which are read as what they mean."""
_MOST_NAMED = 8


def is_beside_the_text(element: etree._Element) -> bool:
    """True of a `span` that points at the words of which it says something; some use it as HTML does."""
    return any(element.get(name) for name in ("from", "to", "target", "spanTo"))


def elements_told(text: etree._Element, *apart: etree._Element) -> Iterator[str]:
    """Sentences on the elements of a text that are read through, and on those whose words are left out there, and in
    what stands `apart` from it."""
    unknown: Counter[str] = Counter()
    beside: Counter[str] = Counter()
    for element in text.iter(etree.Element):
        name = local(element.tag)
        if name not in KNOWN:
            unknown[name] += 1
        elif (name in BESIDE_THE_TEXT or (name == "span" and is_beside_the_text(element))) and _holds_words(element):
            beside[name] += 1
    beside.update(local(one.tag) for top in apart for one in top.iter(*_BESIDE) if _is_outmost(one))
    if passed_over := sum(is_passed_over(choice) for choice in text.iter("{*}choice")):
        choices = number_of(passed_over, "choice gives", "choices give")
        yield f"{choices} several readings of one kind; the first is read, with what was added beside it, and no other"
    if unknown:
        yield f"the Guidelines have no element {_listed(unknown)}; the words in it are read as text"
    if beside:
        yield f"what stands in {_listed(beside)} is a remark or a picture, and no part of the text; it is left out"


def _is_outmost(element: etree._Element) -> bool:
    """True of what has words, and stands in nothing that is told already."""
    return _holds_words(element) and next(element.iterancestors(*_BESIDE), None) is None


def _holds_words(element: etree._Element) -> bool:
    return any(str(words).strip() for words in element.itertext())


def _listed(found: Counter[str]) -> str:
    """The names with their numbers, the first few of many."""
    named = [f"{name} ({times} times)" if times > 1 else name for name, times in found.items()]
    more = [f"{len(named) - _MOST_NAMED} more"] if len(named) > _MOST_NAMED else []
    return ", ".join([*named[:_MOST_NAMED], *more])


_NAMES = """
ab abbr abstract accMat acquisition activity actor add additional additions addName address addrLine addSpan adminInfo
affiliation age alt alternate altGrp altIdent altIdentifier am analytic anchor annotation annotationBlock anyElement
app appInfo application arc argument att attDef attList attRef author authority availability back bibl biblFull
biblScope biblStruct bicond binary binaryObject binding bindingDesc birth bloc body broadcast byline c caesura
calendar calendarDesc camera caption case castGroup castItem castList catchwords catDesc category catRef cb cell
certainty change channel char charDecl charName charProp choice cit citeData citedRange citeStructure cl classCode
classDecl classes classRef classSpec climate closer code collation collection colloc colophon cond condition
constitution constraint constraintSpec content conversion corr correction correspAction correspContext correspDesc
country creation cRefPattern custEvent custodialHist damage damageSpan dataFacet dataRef dataSpec datatype date
dateline dateRange dateStruct death decoDesc decoNote def default defaultVal del delSpan depth derivation desc
dictScrap dim dimensions distinct distributor district div div1 div2 div3 div4 div5 div6 div7 divGen docAuthor docDate
docEdition docImprint docTitle domain edition editionStmt editor editorialDecl education eg egXML eLeaf elementRef
elementSpec ellipsis email emph empty
encodingDesc entry entryFree epigraph epilogue equipment equiv eTree etym event eventName ex exemplum expan explicit
extent f facsimile factuality faith fDecl fDescr figDesc figure fileDesc filiation finalRubric fLib floatingText
floruit foliation foreign forename forest form formula front fs fsConstraints fsdDecl fsDecl fsDescr fsdLink funder
fvLib fw g gap gb gen gender genName geo geoDecl geogFeat geogName gi gloss glyph glyphName gram gramGrp graph graphic
group hand handDesc handList handNote handNotes handShift head headItem headLabel height heraldry hi history hom hyph
hyphenation ident idno if iff imprimatur imprint incident incipit index iNode institution interaction interp interpGrp
interpretation item iType join joinGrp keywords kinesic l label lacunaEnd lacunaStart lang langKnowledge langKnown
language langUsage layout layoutDesc lb lbl leaf lem lg licence line link linkGrp list listAnnotation listApp listBibl
listChange listEvent listForest listNym listObject listOrg listPerson listPlace listPrefixDef listRef listRelation
listTranspose listWit locale localName localProp location locus locusGrp m macroRef macroSpec mapping material measure
measureGrp media meeting memberOf mentioned metamark metDecl metSym milestone mod model modelGrp modelSequence
moduleRef moduleSpec monogr mood move msContents msDesc msFrag msIdentifier msItem msItemStruct msName msPart
musicNotation name nameLink namespace nationality node normalization notatedMusic note noteGrp notesStmt num number
numeric nym object objectDesc objectIdentifier objectName objectType occupation offset opener oRef org orgName orig
origDate origin origPlace orth outputRendition oVar p param paramList paramSpec particDesc path pause pb pc per
performance persName person persona personGrp persPronouns phr physDesc place placeName population pos post postBox
postCode postscript precision pRef prefixDef preparedness principal profileDesc projectDesc prologue pron provenance
ptr publicationStmt publisher pubPlace punctuation purpose pVar q quotation quote rb rdg rdgGrp re recordHist
recording recordingStmt redo ref refsDecl refState reg region relatedItem relation relationGrp remarks rendition
repository residence resp respons respStmt restore retrace revisionDesc rhyme role roleDesc roleName root row rs rt
rubric ruby s said salute samplingDecl schemaRef schemaSpec scriptDesc scriptNote scriptStmt seal sealDesc secFol secl
seg segmentation sense sequence series seriesStmt set setting settingDesc settlement sex shift sic signatures signed
soCalled socecStatus sound source sourceDesc sourceDoc sp space span spanGrp speaker specDesc specGrp specGrpRef
specList spGrp sponsor stage stamp standOff state stdVals street stress string styleDefDecl subc subst substJoin
summary superEntry supplied support supportDesc surface surfaceGrp surname surplus surrogates syll symbol table tag
tagsDecl tagUsage taxonomy tech TEI TEI.2 teiCorpus teiCorpus.2 teiHeader term terrain text textClass textDesc
textLang textNode then time timeline timeRange timeStruct title titlePage titlePart titleStmt tns trailer trait
transcriptionDesc transpose tree triangle typeDesc typeNote u unclear undo unicodeName unicodeProp unihanProp unit
unitDecl unitDef unitName usg val valDesc valItem valList vAlt value variantEncoding vColl vDefault view vLabel vMerge
vNot vocal vRange w watermark when width wit witDetail witEnd witList witness witStart writing xenoData xptr xr xref
zone
"""

KNOWN = _OF_OTHERS | frozenset(_NAMES.split())
"""The names of all elements that are known."""
