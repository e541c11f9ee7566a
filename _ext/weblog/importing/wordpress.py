"""Posts of an export of WordPress (WXR).

Owns: which of its items are posts, their status and their day, and paragraphs, which are blank lines there. Must not:
read comments or addresses of mail. In: the file. Out: old posts, as the export has them.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from weblog.importing import xml_text
from weblog.importing.feeds import CONTENT, DC, address_of
from weblog.importing.model import Kind, Note, OldPost
from weblog.importing.reading_rest import moment_of
from weblog.posts.metadata import unique_names
from weblog.posts.model import slug

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

EXPORT = re.compile(r"\{https?://wordpress\.org/export/[\d.]+/\}")
LEFT_OUT = {"trash", "inherit", "auto-draft"}
BLOCK = (
    "table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|address|"
    "style|p|h[1-6]|hr|fieldset|legend|section|article|aside|header|footer|nav|figure|figcaption|details|summary|iframe"
)
SHORTCODE = re.compile(r"\[/?(?P<name>[a-z][a-z0-9_-]+)(?:[ ][^\]\n]*)?/?\]")
KNOWN = {
    "gallery",
    "slideshow",
    "audio",
    "video",
    "playlist",
    "embed",
    "polldaddy",
    "youtube",
    "vimeo",
    "caption",
    "code",
}


def fits(file: Path, /) -> bool:
    """True for an export."""
    return file.is_file() and xml_text.name_of_root(file) == "rss" and bool(EXPORT.search(_namespaces(file)))


def _namespaces(file: Path) -> str:
    with file.open("rb") as stream:
        return "".join(
            f"{{{found}}}"
            for found in re.findall(r'xmlns:wp="([^"]+)"', stream.read(20_000).decode("utf-8", "replace"))
        )


def read(file: Path, /) -> Iterator[OldPost | Note]:
    """The posts of an export, published or not."""
    root = xml_text.root_of(file)
    wp = f"{{{root.nsmap['wp']}}}"
    others: Counter[str] = Counter()
    names = {
        xml_text.text_of(author, f"{wp}author_login"): xml_text.text_of(author, f"{wp}author_display_name")
        for author in root.iter(f"{wp}author")
    }
    for item in root.iter("item"):
        kind, status = xml_text.text_of(item, f"{wp}post_type"), xml_text.text_of(item, f"{wp}status")
        if kind != "post" or status in LEFT_OUT:
            others[kind if kind != "post" else status] += 1
            continue
        if xml_text.text_of(item, f"{wp}post_password"):
            others["with a password"] += 1
            continue
        post = _post(item, wp, file.name, names, is_draft=status not in ("publish", "future"))
        for name in sorted({it["name"] for it in SHORTCODE.finditer(post.body) if it["name"] in KNOWN}):
            yield Note(file=post.file, line=post.line, message=f'"[{name}]" of WordPress is text now')
        yield post
    if others:
        told = ", ".join(f"{number} {name}" for name, number in sorted(others.items()))
        yield Note(file=file.name, line=1, message=f"no posts, and left out: {told}")


def _post(item: _Element, wp: str, file: str, names: dict[str, str], *, is_draft: bool) -> OldPost:
    def text(name: str) -> str:
        return xml_text.text_of(item, name)

    title = xml_text.words_of_html(text("title"))
    written = unquote(text(f"{wp}post_name"))
    moment = None if text(f"{wp}post_date").startswith("0000") else moment_of(text(f"{wp}post_date"))
    labels: dict[str, list[str]] = {"post_tag": [], "category": []}
    for label in item.findall("category"):
        labels.setdefault(str(label.get("domain")), []).append(unescape(str(label.text or "")))
    link = text("link")
    author = text(f"{DC}creator")
    return OldPost(
        title=title,
        moment=moment,
        body=paragraphs(text(CONTENT)),
        form="html",
        file=file,
        line=xml_text.line_of(item),
        name=slug(written) if written else slug(title) if title else "",
        is_draft=is_draft or moment is None,
        tags=tuple(unique_names(labels["post_tag"])),
        authors=tuple(unique_names([names.get(author) or author])),
        category=tuple(name for name in unique_names(labels["category"]) if name != "Uncategorized"),
        address="" if is_draft else address_of(link),
        url=link,
        entry_id="" if is_draft else text("guid"),
    )


def paragraphs(text: str, /) -> str:
    """The HTML of an export as WordPress shows it: a blank line ends a paragraph, a line end is a line break."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept: list[str] = []

    def aside(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\n\n\0{len(kept) - 1}\0\n\n"

    text = re.sub(
        r"\[(?P<name>code|sourcecode)(?P<more>[^\]]*)\](?P<inner>.*?)\[/(?P=name)\]", _as_code, text, flags=re.DOTALL
    )
    text = re.sub(
        r"\[caption[^\]]*\](?P<image>.*?<img[^>]*>(?:\s*</a>)?)(?P<words>.*?)\[/caption\]",
        lambda it: f"\n\n<figure>{it['image']}<figcaption>{it['words'].strip()}</figcaption></figure>\n\n",
        text,
        flags=re.DOTALL,
    )
    text = re.sub(r"\[embed[^\]]*\]\s*(https?://[^\s\[]+)\s*\[/embed\]", r'<a href="\1">\1</a>', text)
    if "<!-- wp:" in text:
        return text  # its paragraphs are marked
    text = re.sub(r"<!--(?!\s*more\b).*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"<pre\b.*?</pre>", aside, text, flags=re.DOTALL | re.IGNORECASE)
    text = re.sub(rf"\s*(<(?:{BLOCK})\b[^>]*>)", r"\n\n\1", text, flags=re.IGNORECASE)
    text = re.sub(rf"(</(?:{BLOCK})>|<hr\b[^>]*>)\s*", r"\1\n\n", text, flags=re.IGNORECASE)
    parts = []
    for part in re.split(r"\n\s*\n", text):
        words = part.strip("\n")
        is_block = re.match(rf"\s*(?:</?(?:{BLOCK})\b|\0)", words, re.IGNORECASE)
        inner = re.sub(r"(?<!>)\n", "<br>\n", words)
        parts.append(inner if is_block else f"<p>{inner}</p>" if words.strip() else "")
    joined = "\n".join(part for part in parts if part)
    return re.sub(r"\0(\d+)\0", lambda it: kept[int(it[1])], joined)


def _as_code(found: re.Match[str]) -> str:
    language = re.search(r"lang(?:uage)?=[\"']?([\w+#-]+)", found["more"])
    name = f' class="language-{escape(language[1])}"' if language else ""
    return f"\n\n<pre><code{name}>{escape(unescape(found['inner'].strip(chr(10))))}</code></pre>\n\n"


KIND = Kind(name="wordpress", what="an export of WordPress", fits=fits, read=read)
