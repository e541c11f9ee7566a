"""Bodies in HTML become Markdown; what Markdown has no signs for stays HTML, what a page would load becomes a link.

Owns: what stands for which element. Must not: fetch, write. In: an old post and its place. Out: a body.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin, urlsplit

from bs4 import BeautifulSoup, CData, Comment, Declaration, NavigableString, ProcessingInstruction
from markdownify import MarkdownConverter

from weblog.importing import counting, doctrees
from weblog.importing.bodies import Levels, NewBody, keep_images
from weblog.importing.markdown_bodies import outside_code
from weblog.importing.model import Note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import Tag

    from weblog.importing.bodies import Desk
    from weblog.importing.moves import Place

GONE = ("script", "style", "noscript", "template", "meta", "link", "base")
"""Elements of which nothing stays."""
LOADED = ("iframe", "embed", "object", "video", "audio", "frame", "applet", "source", "track")
"""Elements by which a page would load something from elsewhere."""
AS_HTML = {"sup": (), "sub": (), "u": (), "ins": (), "abbr": ("title",), "mark": ()}
"""Elements that stay HTML, with these of their attributes."""
OF_TABLES = ("colspan", "rowspan")
SAFE = re.compile(r"(?:https?:|mailto:|[^:]*$|[^:/?#]*[/?#])", re.IGNORECASE)
"""Addresses that a link may lead to."""
AT_START = re.compile(r"(?m)^(\s*)(?=[%:])")
PLAIN = {"prettyprint", "code", "highlight", "pre", "wp-block-code", "literal-block", "programlisting", "brush"}


def convert(place: Place, desk: Desk, /) -> NewBody:
    """A body in Markdown."""
    post = place.post
    soup = BeautifulSoup(post.body, "html.parser")
    for link in soup.find_all("a", href=True):
        link["href"] = _target(str(link["href"]), place, desk)
    for image in soup.find_all("img", src=True):
        image["src"] = urljoin(post.url, str(image["src"]).strip()) if post.url else str(image["src"]).strip()
    counts = counting.of_html([str(soup)])
    notes = [Note(file=post.file, line=post.line, message=message) for message in _made_plain(soup)]
    images = keep_images(dict.fromkeys(str(image["src"]) for image in soup.find_all("img", src=True)), place, desk)
    for image in soup.find_all("img", src=True):
        image["src"] = images.names.get(str(image["src"]), str(image["src"]))
    body = outside_code(_Converter().convert_soup(soup), without_needless_lines).strip("\n") + "\n"
    found = counting.of_doctree(doctrees.markdown(body, desk.known))
    return NewBody(
        text=body,
        form="markdown",
        numbers=counts.numbers,
        lost=counts.without(found),
        notes=(*notes, *images.notes),
        files=images.files,
    )


def without_needless_lines(text: str, /) -> str:
    """A text without a line across the page at its ends, beside a heading or beside another such line."""
    text = re.sub(r"(?m)^---\n\s*(?=---$|#{1,6} |\Z)", "", text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"(?m)(\A|^#{1,6} .*\n)\s*---\n", r"\1", text))


def _target(href: str, place: Place, desk: Desk) -> str:
    """Where a link leads: to the file of a post that moves along, or where it led, by its whole address."""
    whole = urljoin(place.post.url, href.strip()) if place.post.url and not href.startswith("#") else href.strip()
    page, _ = desk.moves.page_of(whole, place.post.address) if not href.startswith("#") else ("", "")
    return desk.file_of(page) if page else whole


def _made_plain(soup: BeautifulSoup) -> Iterator[str]:
    """Takes out what runs or loads, and says so."""
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for code in soup.find_all(string=lambda text: isinstance(text, (ProcessingInstruction, Declaration, CData))):
        code.replace_with(NavigableString(code.output_ready()))  # "<?php ..." is text that nobody has escaped
    for line_end in soup.select("pre br"):
        line_end.replace_with("\n")
    for element in soup.find_all(GONE):
        if element.name in ("script", "style"):
            yield f"a <{element.name}> is left out"
        element.decompose()
    for element in soup.find_all(LOADED):
        if element.decomposed or element.parent is None:  # within another one, which is a link already
            continue
        inner = element.find(["source", "embed", "param"], attrs={"src": True})
        address = str(element.get("src") or element.get("data") or (inner.get("src") if inner else "") or "")
        address = f"https:{address}" if address.startswith("//") else address
        yield f"what a <{element.name}> would load is {'a link' if SAFE.match(address) and address else 'left out'} now"
        element.clear()
        if address and urlsplit(address).scheme in ("http", "https"):
            element.name, element.attrs = "a", {"href": address}
            element.string = address
            element.wrap(soup.new_tag("p"))
        else:
            element.decompose()
    for link in soup.find_all("a", href=True):
        if not SAFE.match(str(link["href"])):
            yield f'a link to "{str(link["href"])[:60]}" is its words alone now'
            del link["href"]
    _order_headings(soup)
    yield from _mark_anchors(soup)


def _order_headings(soup: BeautifulSoup) -> None:
    """Puts images behind the heading that they stand in, and headings below the title, without gaps."""
    levels = Levels()
    for heading in soup.find_all(re.compile("^h[1-6]$")):
        for image in reversed(heading.find_all("img")):
            heading.insert_after(image.wrap(soup.new_tag("p")).extract())
        if heading.get_text().strip():
            heading.name = f"h{levels.below_title(int(heading.name[1]))}"


def _mark_anchors(soup: BeautifulSoup) -> Iterator[str]:
    """Keeps places within the body that links in it lead to; of links to others the words alone."""
    places = {str(place.get("id") or place.get("name")): place for place in soup.find_all(_is_place)}
    wanted: dict[str, None] = {}
    for link in soup.find_all("a", href=re.compile("^#")):
        name = str(link["href"])[1:]
        if name in places and re.fullmatch(r"[\w.:-]+", name):
            wanted[name] = None
            link.name = "inner-link"
        else:
            del link["href"]
            yield f'a link to "#{name[:60]}" is its words alone now: there is no such place'
    for name in wanted:
        mark = soup.new_tag("inner-place", id=name)
        places[name].insert_before(mark) if places[name].name == "a" else places[name].insert(0, mark)


def _is_place(element: Tag) -> bool:
    return element.has_attr("id") or (element.name == "a" and element.has_attr("name"))


def _as_html(name: str) -> Any:
    """What leaves an element as HTML."""

    def kept(self: MarkdownConverter, el: Tag, text: str, parent_tags: set[str]) -> str:
        if not text.strip() or "_noformat" in parent_tags:
            return text
        given = "".join(f' {key}="{quote(str(el[key]), safe=" ")}"' for key in AS_HTML[name] if el.get(key))
        return f"<{name}{given}>{text}</{name}>"

    return kept


class _Converter(MarkdownConverter):
    """markdownify with all signs escaped that MyST knows."""

    def __init__(self) -> None:
        super().__init__(escape_misc=True, heading_style="atx", newline_style="backslash", autolinks=False, bullets="-")

    convert_sup, convert_sub, convert_u = _as_html("sup"), _as_html("sub"), _as_html("u")
    convert_ins, convert_abbr, convert_mark = _as_html("ins"), _as_html("abbr"), _as_html("mark")

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """A text that MyST shows as it is."""
        escaped: str = super().escape(text, parent_tags)  # type: ignore[misc]  # the stubs lack it
        return AT_START.sub(r"\1\\", re.sub(r"[$^{}]", lambda sign: f"\\{sign[0]}", escaped))

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A link; around an image, too."""
        words = text.strip()
        href = _address(el.get("href"))
        if "_noformat" in parent_tags or not words or not href:
            return text
        before, after = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() else "")
        return f"{before}[{' '.join(words.split())}]({href}){after}"

    def convert_inner_link(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A link within the body, which stays HTML: MyST would look for a heading."""
        return text if "_noformat" in parent_tags else f'<a href="{el["href"]}">{text}</a>'

    def convert_inner_place(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A place in the body."""
        return "" if "_noformat" in parent_tags else f'<a id="{el["id"]}"></a>'

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """An image."""
        alt = self.escape(" ".join(str(el.get("alt") or "").split()), parent_tags)
        source = _address(el.get("src"))
        return f"![{alt}]({source})" if source and SAFE.match(source.lstrip("<")) else alt

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Code, in a fence that is longer than any in it."""
        code = re.sub(r"^\n|\n\s*$", "", el.get_text())
        if not code.strip():
            return ""
        longest = max((len(run) for run in re.findall("`+", code)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"\n\n{fence}{_language(el)}\n{code}\n{fence}\n\n"

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A table in Markdown, or in HTML where cells span several, or hold more than a line."""
        is_plain = not el.find(attrs={"colspan": True}) and not el.find(attrs={"rowspan": True})
        is_plain = is_plain and not el.find(["table", "ul", "ol", "pre", "blockquote", "p", "br"])
        if is_plain:
            return f"\n\n{text.strip()}\n\n"
        for part in [el, *el.find_all(True)]:
            kept = {*OF_TABLES, "href", "src", "alt"}
            part.attrs = {name: value for name, value in part.attrs.items() if name in kept and SAFE.match(str(value))}
        return "\n\n" + re.sub(r"\n\s*\n+", "\n", str(el)) + "\n\n"

    def convert_caption(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A table's caption, above it."""
        return f"{text.strip()}\n\n"


def _address(written: object) -> str:
    """An address that ends where it ends, between brackets."""
    found = re.sub(r"[\s<>\\\"]", lambda sign: quote(sign[0]), str(written or "").strip())
    return f"<{found}>" if re.search(r"[()]", found) else found


def _language(el: Tag) -> str:
    """The language that the class of a piece of code tells; "" for none that is known."""
    from pygments.lexers import find_lexer_class_by_name
    from pygments.util import ClassNotFound

    parts = [el, *el.find_all("code", limit=1)]
    classes = [name for part in parts for name in (part.get("class") or ())] + [str(el.get("lang") or "")]
    for written in classes:
        match = re.fullmatch(r"(?:language-|lang-|highlight-source-)?([a-z][a-z0-9+#-]*);?", str(written).lower())
        if match and match[1] not in PLAIN:
            try:
                find_lexer_class_by_name(match[1])
            except ClassNotFound:
                continue
            return match[1]
    return ""
