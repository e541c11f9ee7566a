"""The tags that an author means to use, as `tags.yml` beside conf.py lists them: descriptions, other names.

Owns: how that file is read, and which tag another spelling means. Must not: know Sphinx or posts, open other
files. In: the file. Out: a `TagsFile`, with what is wrong in it by line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from weblog.posts.metadata import did_you_mean, unique_names
from weblog.posts.model import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from yaml import MappingNode, ScalarNode, SequenceNode

    Node = ScalarNode | SequenceNode | MappingNode

NAME = "tags.yml"
DESCRIPTION, OTHER_NAMES = "description", "other-names"
FORM = 'write a tag like "python: What it is about", or below it "description: ..." and "other-names: [py, Python 3]"'


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTag:
    """A tag of the file, and the other names that count as it, as they are written there."""

    name: str
    description: str = ""
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LineProblem:
    """What is wrong in a line, and what would be right."""

    line: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsFile:
    """What the file says; that of a site without one says nothing."""

    tags: Mapping[str, KnownTag] = field(default_factory=dict)  # by name, in the order of the file
    main_names_by_slug: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[LineProblem, ...] = ()

    def main_name(self, written: str, /) -> str:
        """The name of the tag that a post means: other spellings and capitals are one tag if the file knows it."""
        return self.main_names_by_slug.get(slug(written), written) if self.main_names_by_slug else written

    def main_names(self, written: Iterable[str], /) -> list[str]:
        """The tags that a post means, each once."""
        return unique_names(map(self.main_name, written))

    def description(self, name: str, /) -> str:
        """What a tag is about; "" for one of which the file says nothing."""
        return self.tags[name].description if name in self.tags else ""

    def other_slugs(self, name: str, /) -> tuple[str, ...]:
        """The parts of addresses that a tag's other names would have, without its own."""
        found = self.tags[name].other_names if name in self.tags else ()
        slugs = dict.fromkeys(other for other in map(slug, found) if self.main_names_by_slug.get(other) == name)
        return tuple(other for other in slugs if other != slug(name))


def beside_conf_py(folder: Path, /) -> TagsFile:
    """What the file in conf.py's folder says; nothing where there is none."""
    file = folder / NAME
    return read(file.read_bytes()) if file.is_file() else TagsFile()


def read(content: bytes, /) -> TagsFile:
    """Reads the file; what is wrong is left out, and told."""
    import yaml  # here, since the author's commands do without where there is no such file

    try:
        text = content.decode("utf-8-sig")
        root: Any = yaml.compose(text, Loader=yaml.BaseLoader)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return _nothing_but(line, "this file isn't UTF-8, so that no tag is known: save it as UTF-8 in your editor")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return _nothing_but(mark.line + 1 if mark else 1, f"this is no YAML: {error.problem or error.context}; {FORM}")
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return _nothing_but(1, f"this is no YAML: {str(error).partition(chr(10))[0]}; {FORM}")
    if root is None:
        return TagsFile()
    if root.id != "mapping":
        return _nothing_but(_line(root), FORM)
    problems: list[LineProblem] = []
    places: dict[str, tuple[str, int]] = {}  # slug -> the tag whose it is, and the line that says so
    tags = {}
    for key, value in root.value:
        if name := _name(key, problems):
            found, others = _tag(name, value, problems)
            if _takes(name, name, _line(key), places, problems):
                tags[name] = found
                for other, line in ((other, line) for other, line in others if slug(other) != slug(name)):
                    _takes(other, name, line, places, problems)
    by_slug = {own: name for own, (name, _) in places.items()}
    return TagsFile(tags=tags, main_names_by_slug=by_slug, problems=tuple(sorted(problems, key=lambda it: it.line)))


def _nothing_but(line: int, message: str) -> TagsFile:
    return TagsFile(problems=(LineProblem(line=line, message=message),))


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _text(node: Node) -> str | None:
    """A node's text on one line; None for a list or a mapping."""
    return " ".join(node.value.split()) if isinstance(node.value, str) else None


def _name(node: Node, problems: list[LineProblem]) -> str:
    """A tag's name; "" for what can't be one, which is told."""
    name = _text(node) or ""
    if not name or "," in name:
        what = f'"{name}" can\'t be a tag, for a comma separates tags' if name else "here is no name of a tag"
        problems.append(LineProblem(line=_line(node), message=f"{what}: {FORM}"))
    return "" if "," in name else name


def _tag(name: str, node: Node, problems: list[LineProblem]) -> tuple[KnownTag, list[tuple[str, int]]]:
    """A tag, and its other names with their lines."""
    description, others = _text(node) or "", list[tuple[str, int]]()
    if node.id == "sequence":
        problems.append(LineProblem(line=_line(node), message=f'the tag "{name}" has a list: {FORM}'))
    for key, value in node.value if node.id == "mapping" else ():
        option, text = _text(key) or "", _text(value)
        if option == DESCRIPTION and text is not None:
            description = text
        elif option == OTHER_NAMES and value.id != "mapping":
            others += _names(value, problems)
        else:
            near = did_you_mean(option, {DESCRIPTION, OTHER_NAMES} - {option}, f"; {FORM}")
            message = f'"{option}" says nothing of the tag "{name}"{near}'
            problems.append(LineProblem(line=_line(key), message=message))
    return KnownTag(name=name, description=description, other_names=tuple(other for other, _ in others)), others


def _names(node: Node, problems: list[LineProblem]) -> Iterator[tuple[str, int]]:
    """Names and their lines: a list, or a text with commas between them."""
    if (text := _text(node)) is not None:
        yield from ((name, _line(node)) for name in unique_names(text.split(",")))
        return
    for part in node.value:
        if name := _name(part, problems):
            yield name, _line(part)


def _takes(name: str, tag: str, line: int, places: dict[str, tuple[str, int]], problems: list[LineProblem]) -> bool:
    """True if a name becomes the tag's; told if it is another one's already."""
    other, where = places.setdefault(slug(name), (tag, line))
    if (other, where) == (tag, line) or (other == tag and name != tag):
        return True
    message = (
        f'"{name}" means "{other}" already (line {where}): put the two together, or choose names that differ in more '
        "than case and punctuation"
    )
    problems.append(LineProblem(line=line, message=message))
    return False
