"""A page's HTML as the content of a feed's entry, fit for readers that know neither the page's address nor its styles.

Owns: what of a page an entry shows, and in which form. Must not: know posts, feeds, Sphinx. In: the HTML of an article
and its address. Out: HTML without its title, scripts, buttons, ids and classes, in which every address is absolute.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element

NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0, section 2.2, has no way to write, and the control characters that it advises against."""

PARSER = etree.HTMLParser(huge_tree=True)
DROPPED = ("script", "style", "template", "button", "svg", "canvas", "p", "a", "td", "span")
"""The elements that may belong to the page and not to the post."""
WORDS = etree.XPath(
    ".//text()[not(ancestor::a[contains(concat(' ', @class, ' '), ' footnote-reference ')])] | .//img/@alt"
)
"""The texts of a heading, of which a post's title is made."""
NOTE_LINKS = {"footnote-reference", "citation-reference"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
KEPT_ATTRIBUTES = {
    *("abbr", "align", "alt", "checked", "cite", "colspan", "controls", "datetime", "dir", "disabled", "headers"),
    *("height", "href", "hreflang", "lang", "longdesc", "media", "open", "poster", "reversed", "rowspan", "scope"),
    *("sizes", "span", "src", "srcset", "start", "summary", "title", "type", "value", "width"),
}
"""The attributes that an entry keeps: they carry meaning without styles or scripts."""
KEPT_ELEMENTS = {
    *("a", "abbr", "address", "area", "article", "aside", "audio", "b", "bdi", "blockquote", "br", "caption", "cite"),
    *("code", "col", "colgroup", "data", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption"),
    *("figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins"),
    *("kbd", "li", "map", "mark", "ol", "p", "picture", "pre", "q", "rp", "rt", "ruby", "s"),
    *("samp", "small", "source", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead"),
    *("time", "tr", "track", "u", "ul", "var", "video", "wbr"),
}
"""The elements that an entry keeps; of others it keeps the content, as of <span> where that says nothing."""
ADDRESS_ATTRIBUTES = ("href", "src", "cite", "poster", "longdesc")
SIZE = re.compile(r"(?:^|;)\s*(width|height):\s*(\d+)(?:px)?\s*(?=;|$)")
NUMBERS = {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
"""docutils' class of a list -> HTML's type."""
ALIGNED = re.compile(r"(?:^|\s)text-(left|center|right)(?:\s|$)")
CANDIDATE = re.compile(r"\s*(?P<address>\S+)(?:(?<!,)\s+(?P<size>[^,]*)(?:,|$))?")
SCRIPT = re.compile(r"\s*(java|vb)script:", re.IGNORECASE)
NO_END = re.compile(r"</(?:source|track|wbr)>")
"""Tags that HTML 5 hasn't, and lxml, which knows HTML 4, writes."""
NOTHING = "nothing"
"""The name of elements that vanish, but for their content."""


def content(html: str, address: str, section: str, titles: Collection[str], /) -> str:
    """The content of the whole page at an address, or of the section with that id, without its title: one of some."""
    if not html.strip():
        return ""
    # In a <div>, since the parser puts text right below <body> into a paragraph; one </div> too many closes it early.
    article = etree.fromstring(f"<div>{NOT_XML.sub('', html)}</div>", PARSER)[0]
    article[0].tag = NOTHING
    if section:
        article = _with_its_notes(article, section)
    for element in list(filter(_is_of_page, article.iter(*DROPPED))):
        _drop(element)
    heading = next((element for element in article.iter(*HEADINGS)), None)
    if heading is not None:
        words = _letters("".join(map(str, WORDS(heading))))  # type: ignore[arg-type]
        if words in map(_letters, titles):
            _drop(heading)
    for formula in list(article.iter("math")):
        _show_tex(formula)
    for element in article.iter(etree.Element):
        _give_form(element)
        _clean(element, address)
    etree.strip_tags(article, NOTHING, etree.Comment, etree.ProcessingInstruction)
    inner = [etree.tostring(child, method="html", encoding="unicode") for child in article]
    return NO_END.sub("", "".join([escape(article.text or "", quote=False), *inner])).strip()


def _with_its_notes(article: _Element, section: str) -> _Element:
    """The section with that id, and behind it the footnotes that it refers to: MyST puts all of them below the page."""
    by_id = {element.get("id"): element for element in article.iter(etree.Element) if element.get("id")}
    found = by_id.get(section, article)
    links = list(found.iter("a"))
    for link in links:
        if not NOTE_LINKS.intersection((link.get("class") or "").split()):
            continue
        note = by_id.get((link.get("href") or "").removeprefix("#"))
        if note is not None and found not in (note, *note.iterancestors()):
            (etree.SubElement(found, "ol") if note.tag == "li" else found).append(note)
            links.extend(note.iter("a"))
    return found


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


def _give_form(element: _Element) -> None:
    """Says with elements and attributes what the page says with classes and styles."""
    classes = (element.get("class") or "").split()
    match element.tag:
        case "div" if "admonition" in classes:
            element.tag = "blockquote"
        case "p" if "admonition-title" in classes or "rubric" in classes:
            _wrap_content(element, "strong")
        case "ol" if numbers := NUMBERS.keys() & classes:
            element.set("type", NUMBERS[min(numbers)])
        case "object" if (element.get("data") or "").endswith(".svg"):
            element.tag = "img"
            element.set("src", element.attrib.pop("data"))
        case "bdo":
            element.tag = "span"
        case "span" if "math" in classes:
            element.tag = "code"
        case "div" if "math" in classes:
            element.tag = "pre"
        case "iframe" | "embed":
            element.tag, element.text = "a", element.get("title") or element.get("src")
            element.set("href", element.attrib.pop("src", ""))
        case "img":
            for name, size in SIZE.findall(element.get("style") or ""):
                element.set(name, size)
        case "input" if element.get("type") == "checkbox":  # of a list of tasks
            element.tag, element.text = (
                NOTHING,
                "\N{BALLOT BOX WITH CHECK}" if "checked" in element.attrib else "\N{BALLOT BOX}",
            )
        case "td" | "th" if found := ALIGNED.search(element.get("class") or ""):
            element.set("align", found[1])


def _clean(element: _Element, address: str) -> None:
    """Leaves the attributes that mean something anywhere, and makes addresses absolute."""
    for name, value in list(element.attrib.items()):
        if name not in KEPT_ATTRIBUTES or (name in ADDRESS_ATTRIBUTES and SCRIPT.match(str(value))):
            del element.attrib[name]
        elif name in ADDRESS_ATTRIBUTES:
            element.set(name, _absolute(str(value), address))
        elif name == "srcset":
            element.set(name, _absolute_srcset(str(value), address))
    if element.tag not in KEPT_ELEMENTS and not (element.tag == "span" and element.attrib):
        element.tag = NOTHING


def _is_of_page(element: _Element) -> bool:
    """True if the page needs it and the post doesn't."""
    classes = element.get("class") or ""
    match element.tag:
        case "p":
            return classes == "post-byline"
        case "a":
            is_backlink = element.get("role") == "doc-backlink" and "aria-label" in element.attrib
            return is_backlink or "headerlink" in classes.split()
        case "td" | "span":
            return "linenos" in classes.split()
    return True


def _drop(element: _Element) -> None:
    """Removes an element with its content; what follows it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _show_tex(formula: _Element) -> None:
    """Says in TeX what is there in MathML: readers that leave out its elements would make "a2" of a square."""
    tex, parent = formula.get("alttext"), formula.getparent()
    if tex and parent is not None:
        del formula[:]
        formula.tag, formula.text = NOTHING if "math" in (parent.get("class") or "").split() else "code", tex


def _wrap_content(element: _Element, tag: str) -> None:
    inner = etree.Element(tag)
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(inner)


def _absolute_srcset(value: str, address: str) -> str:
    """Image candidates (HTML standard, "srcset"): an address without white space, perhaps a descriptor, a comma."""
    candidates = []
    for match in CANDIDATE.finditer(value):
        link = match["address"].strip(",")
        if not link:
            continue
        candidates.append(" ".join(part for part in (_absolute(link, address), (match["size"] or "").strip()) if part))
    return ", ".join(candidates)


def _absolute(link: str, address: str) -> str:
    try:
        return urljoin(address, link.strip())
    except ValueError:
        return link  # it is no address; browsers leave it alone too
