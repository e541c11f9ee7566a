"""What an author typed, turned into values.

Owns: how addresses, lists of names and the {post} directive at the top of a file are read; near names. Must not: know
Sphinx or docutils, read files. In: text. Out: values.
"""

from __future__ import annotations

import json
import posixpath
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FENCE = re.compile(r"^(?P<before>[\s>]*(?:[-*+]|\d+[.)])?\s*)(?P<fence>`{3,}|~{3,}|:{3,})\s*(?P<info>.*?)\s*$")
POST_INFO = re.compile(r"^\{post\}\s*(?P<argument>.*)$", re.IGNORECASE)
POST_RST = re.compile(
    r"^\.\.[ \t]+post[ \t]*::[ \t]*(?:\n[ \t]+)?(?P<argument>[^:\s].*)?$", re.MULTILINE | re.IGNORECASE
)
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<body>.*?)^(?:---|\.\.\.)[ \t]*$", re.MULTILINE | re.DOTALL)
COMMENT = re.compile(r"^ {0,3}<!--")
FIELD = re.compile(r"^:(?P<name>[^\s:][^:]*):(?:[ \t]+(?P<value>.*))?$")
COMMENT_RST = re.compile(r"^\.\.(?:[ \t]+(?!.*::)|$)")
"""A comment or a target, which may stand above the fields."""
NOTEBOOK = ".ipynb"
"""The ending of Jupyter notebooks."""
OF_KERNELS = {"kernelspec", "language_info", "source_map"}
"""The metadata of a notebook that isn't its author's."""

RST = "restructuredtext"
NULL = {"", "null", "Null", "NULL", "~"}
"""How YAML writes that there is nothing."""
NO = {"false", "no", "off", "0", "null", "~"}
"""How YAML writes false, and what else stands for it."""
BIBLIOGRAPHIC = {"author": "author", "authors": "authors", "date": "date"}
"""Fields that docutils knows however they are capitalised; in other languages by other names."""


def unique_names(values: Iterable[str], /) -> list[str]:
    """Names as they were listed, in their order, without empty ones and repetitions."""
    cleaned = (" ".join(value.split()) for value in values)
    return list(dict.fromkeys(value for value in cleaned if value))


def post_arguments(
    text: str, /, *, kind: str, by_pattern: bool = False, names: Mapping[str, str] = BIBLIOGRAPHIC
) -> list[str]:
    """The arguments of a source file's {post} directives, "" for one that has none; empty if the file is no post.

    Reads the top level of the file alone, without a parser, so that a draft can be told before Sphinx reads it.
    Front matter with `blogpost` makes a post too, as in ablog; so does any where `by_pattern` (blog_post_pattern).
    `kind` is Sphinx's name for what the file is written in; `names` are the names of fields that docutils knows.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if kind == RST:
        found = [*POST_RST.finditer(text)]
    else:
        found = [match for info in _top_level_fences(text) if (match := POST_INFO.match(info))]
    fields = fields_of(text, kind, names)
    if not found and fields is not None and is_post(fields, by_pattern=by_pattern):
        return [written_date(fields.get("date"))]
    return [(directive["argument"] or "").strip() for directive in found]


def written_date(value: object, /) -> str:
    """The date in a file's fields, as it is written there; "" for none."""
    if value is None or (isinstance(value, str) and value.strip() in NULL):
        return ""
    return value.strip() if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def is_post(fields: Mapping[str, object], /, *, by_pattern: bool) -> bool:
    """True for the fields of a file that is a post by them (`blogpost: true`), or by blog_post_pattern."""
    if str(fields.get("blogpost", "")).strip().lower() in NO:
        return False
    return by_pattern or "blogpost" in fields


def fields_of(text: str, kind: str, names: Mapping[str, str] = BIBLIOGRAPHIC, /) -> dict[str, object] | None:
    """The fields at the top of a source file, single values as text; None where there are none that can be read."""
    if text.lstrip().startswith("{") and kind != RST:
        text = notebook_as_markdown(text)
    found = _field_list(text) if kind == RST else _front_matter(text)
    if found is None:
        return None
    fields = {names.get(name.lower(), name): value for name, value in found.items()}
    if isinstance(written := fields.get("authors"), str) and ";" in written:  # as docutils separates them
        fields["authors"] = [name.strip() for name in written.split(";")]
    return {"author": fields["authors"], **fields} if "authors" in fields else fields


def notebook_as_markdown(text: str, /) -> str:
    """A Jupyter notebook's text, with its metadata as front matter; "" if the file is none."""
    try:
        notebook = json.loads(text)
        fields = {name: value for name, value in notebook["metadata"].items() if name not in OF_KERNELS}
        cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return ""  # whoever reads notebooks tells what is wrong with it
    head = [f"---\n{json.dumps(fields)}\n---"] if fields else []
    return "\n\n".join([*head, *cells])


def _front_matter(text: str) -> dict[str, object] | None:
    if not (match := FRONT_MATTER.match(text)):
        return None
    import yaml  # here, since the author's commands do without

    try:
        # All scalars as text: a date that can't be is told where it is looked at, not here.
        fields = yaml.load(match["body"], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None  # MyST tells what is wrong with it
    return {str(name): value for name, value in fields.items()} if isinstance(fields, dict) else None


def _field_list(text: str) -> dict[str, object] | None:
    """The fields at the very top of a reStructuredText file."""
    fields: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if field := FIELD.match(line):
            name = field["name"]
            fields[name] = (field["value"] or "").strip()
        elif name and line[:1].isspace():
            fields[name] = f"{fields[name]} {line.strip()}".strip()
        elif line.strip() and (name or not (line[0].isspace() or COMMENT_RST.match(line))):
            break
    return {**fields} or None


def _top_level_fences(text: str) -> Iterator[str]:
    """What stands behind the opening of each fence that isn't inside another one (CommonMark 0.31, section 4.5)."""
    open_fence, in_comment = "", False
    for line in text.splitlines():
        if not open_fence and (in_comment or COMMENT.match(line)):
            in_comment = "-->" not in line
            continue
        match = FENCE.match(line)
        if not match or ("`" in match["fence"] and "`" in match["info"]):
            continue
        fence = match["fence"]
        if not open_fence:
            open_fence = fence
            if not match["before"].strip() and len(match["before"]) < 4:
                yield match["info"]
        elif fence[0] == open_fence[0] and len(fence) >= len(open_fence) and not match["info"]:
            open_fence = ""


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """The end of a message: "; did you mean ...?", or `otherwise` where nothing is near.

    What a path's last part is like counts first: people misspell a name, or look in the wrong folder.
    """
    from difflib import get_close_matches  # here, since most commands make no mistake

    by_base = {posixpath.basename(candidate): candidate for candidate in sorted(known)}
    near = [by_base[base] for base in get_close_matches(posixpath.basename(name), sorted(by_base), n=1)]
    near = near or get_close_matches(name, sorted(known), n=1, cutoff=0.8)
    return f'; did you mean "{near[0]}"?' if near else otherwise
