"""The documentation says what is so: names are those of the code, examples are built, paths are there."""

from __future__ import annotations

import ast
import configparser
import dataclasses
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_rebuild import BuildView, Chapter, Contributor, File, Page
from weblog.posts.ablog_bridge import PostDirective, PostListDirective
from weblog.posts.ablog_values import SETTINGS as ABLOG_SETTINGS
from weblog.posts.config import SETTINGS, Subtype
from weblog.posts.setting_checks import FEED_KEYS
from weblog.site.lists import FeedsDirective, StatisticsDirective
from weblog.talks.directives import DIRECTIVES
from weblog.talks.domain import TalksDomain

from .checkout import PROJECT
from .parsing import texts
from .weblog.hostile import CASES
from .weblog.sites import Site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from docutils.parsers.rst import Directive
    from playwright.sync_api import Browser

DOCS = PROJECT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
FILES = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *PAGES]
FENCE = re.compile(r"^(?P<fence>`{3,})(?P<info>[^`\n]*)\n(?P<body>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL)
OURS = ("_ext", "_static", "_templates", "tests", "docs", "bench", ".ci", ".github")
"""Folders of which each file that is mentioned has to be there; a post that is mentioned may be made up."""


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def prose(text: str) -> str:
    """A text without its examples."""
    return FENCE.sub("", text)


def sections(text: str) -> dict[str, str]:
    """Heading, without its marks -> the text below it."""
    parts = re.split(r"^#+ (.+)$", prose(text), flags=re.MULTILINE)
    return {heading.strip("`"): body for heading, body in zip(parts[1::2], parts[2::2], strict=True)}


def documented(text: str) -> set[str]:
    """The names in the first columns of tables."""
    cells = re.findall(r"^\| (`.+?`) \|", text, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def examples(text: str) -> Iterator[tuple[str, str, str]]:
    """The language, the caption and the content of each example that is a file."""
    for found in FENCE.finditer(text):
        if match := re.fullmatch(r"\{code-block\} (.+)", found["info"]):
            caption, body = re.fullmatch(r":caption: (.+?)\n\n(.*)", found["body"], re.DOTALL).groups()  # type: ignore[union-attr]
            yield match[1], caption, body


def written(folder: Path, name: str, **more: str) -> Site:
    """A small weblog with the examples of a page."""
    site = Site.from_root(folder)
    for path, text in more.items():
        site.write(f"{path}.md", text)
    for _, path, text in examples(page(name)):
        if path == "conf.py":
            text = f"{(site.source / path).read_text(encoding='utf-8')}\n{text}"
        site.write(path, text)
    return site


# The documentation is a site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation as `make docs` builds it."""
    out = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-W", "--keep-going", "-q", "-d"]
    result = subprocess.run(
        [*command, out / "doctrees", DOCS, out / "html"], check=False, capture_output=True, text=True
    )
    assert (result.stderr, result.returncode) == ("", 0)
    return out / "html"


def test_the_documentation_is_built_by_the_engine_and_the_theme_without_a_warning(built: Path) -> None:
    assert (built.parent / "doctrees/sphinx_rebuild/html/record.json").is_file()
    assert (built / "_static/styles/sphinx-book-theme.css").is_file()
    for file in PAGES:
        assert (built / f"{file.stem}.html").is_file()


def test_the_documentation_asks_no_other_host(built: Path) -> None:
    for file in built.glob("*.html"):
        asked = re.findall(r'<(?:script|link|img)[^>]* (?:src|href)="(https?:[^"]+)"', file.read_text(encoding="utf-8"))
        assert not asked, file


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_of_the_documentation_fits_its_screen(browser: Browser, built: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    for file in PAGES:
        page.goto((built / f"{file.stem}.html").as_uri())
        beyond = page.evaluate(
            "[...document.querySelectorAll('article *')]"
            ".filter(part => part.getBoundingClientRect().right > innerWidth + 1 && !part.closest('pre'))"
            ".map(part => part.textContent)"
        )
        assert (page.evaluate("document.documentElement.scrollWidth"), beyond) == (width, []), file
    page.close()


# What it says is so


def test_directives_stand_between_backticks_which_formatters_leave_alone() -> None:
    for file in [*FILES, *(PROJECT / "tests/sample").rglob("*.md")]:
        assert not re.search(r"^:{3,}\{", file.read_text(encoding="utf-8"), re.MULTILINE), file


def test_settings_for_tools_that_would_break_posts_are_there() -> None:
    """docs/tools.md says what each would do without."""
    assert tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["rumdl"]["flavor"] == "myst"
    assert "myst" in tomllib.loads((PROJECT / ".mdformat.toml").read_text(encoding="utf-8"))["extensions"]
    assert json.loads((PROJECT / ".prettierrc").read_text(encoding="utf-8"))["embeddedLanguageFormatting"] == "off"
    assert json.loads((PROJECT / ".markdownlint.json").read_text(encoding="utf-8"))["MD014"] is False
    settings = configparser.ConfigParser()
    settings.read_string((PROJECT / ".editorconfig").read_text(encoding="utf-8").partition("\n")[2])
    assert settings["*.md"]["trim_trailing_whitespace"].partition(" ")[0] == "false"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_is_mentioned_is_there(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    paths = re.findall(rf"`((?:{'|'.join(map(re.escape, OURS))})/[^`\s]*)`", prose(text))
    paths += re.findall(r"\]\((?!https?:)/?([^)#]+)", prose(text)) if file.parent == PROJECT else []
    assert [path for path in paths if not (PROJECT / path).exists()] == []
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= targets


def test_the_map_names_every_folder_and_is_read_in_five_minutes() -> None:
    text = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    packages = [file.parent for file in (PROJECT / "_ext").rglob("__init__.py")]
    assert [folder for folder in packages if f"`{folder.relative_to(PROJECT).as_posix()}/`" not in text] == []
    words = re.findall(r"\w[^\s|]*", text)
    assert len(words) <= 900


def test_every_directive_and_each_of_its_options_is_documented() -> None:
    known: dict[str, type[Directive]] = {"post": PostDirective, "postlist": PostListDirective, "feeds": FeedsDirective}
    known |= {"statistics": StatisticsDirective, **DIRECTIVES}
    said = sections(page("directives"))
    for name, directive in known.items():
        assert documented(said[f"{{{name}}}"]) == set(directive.option_spec or {}), name
    assert documented(said["Roles"]) == {f"{{{name}}}" for name in TalksDomain.roles}


def test_every_setting_is_documented() -> None:
    said = sections(page("settings"))
    for setting in SETTINGS:
        default = repr(setting.default).replace("'", '"')
        assert said[setting.name].startswith(f"\n\nDefault: `{default}`\n\n{setting.help}\n"), setting.name
    assert {name for name in said if name.startswith("weblog_")} == {setting.name for setting in SETTINGS}
    assert documented(said["weblog_feeds"]) == set(FEED_KEYS)


def test_each_of_ablogs_settings_is_documented_with_what_it_does() -> None:
    said = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", sections(page("settings"))["ablog's settings"], re.MULTILINE))
    assert said == {name: setting.meaning for name, setting in ABLOG_SETTINGS.items()}


def test_every_kind_of_warning_is_documented_with_a_message_that_is_really_told() -> None:
    tree = ast.parse(Path(sys.modules[Subtype.__module__].__file__ or "").read_text(encoding="utf-8"))
    (subtype,) = (node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Subtype")
    meanings = [
        node.value.value for node in subtype.body if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ]
    said = sections(page("warnings"))
    assert {name: text.strip() for name, text in said.items() if name.startswith("weblog.")} == {
        f"weblog.{kind}": meaning for kind, meaning in zip(Subtype, meanings[1:], strict=True)
    }
    told = {
        line
        for file in (PROJECT / "tests").rglob("roots/bad-input/*/expected.txt")
        for line in file.read_text(encoding="utf-8").splitlines()
    }
    told |= {message for case in CASES for message in case.told}
    shown = [found["body"].strip() for found in FENCE.finditer(page("warnings")) if found["info"] == "text"]
    assert [message for message in shown if message not in told] == []
    for kind in Subtype:
        assert any(message.endswith(f"[weblog.{kind}]") for message in shown), kind


def test_the_engines_warnings_are_documented() -> None:
    kinds = set()
    for file in (PROJECT / "_ext/sphinx_rebuild").glob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            named = {keyword.arg: keyword.value for keyword in getattr(call, "keywords", ())}
            if "sphinx_rebuild" in constants(named.get("type")):
                kinds |= {f"sphinx_rebuild.{kind}" for kind in constants(named.get("subtype"))}
    assert documented(sections(page("engine"))["Its warnings"]) == kinds


def constants(node: ast.AST | None) -> set[str]:
    """The texts in an expression."""
    found = ast.walk(node) if node is not None else ()
    return {str(part.value) for part in found if isinstance(part, ast.Constant)}


def test_all_that_the_engine_asks_a_contributor_for_is_documented() -> None:
    said = sections(page("engine"))
    public = {name for name in {*vars(Contributor), *Contributor.__annotations__} if not name.startswith("_")}
    of_values = {field.name for kind in (Page, Chapter, File) for field in dataclasses.fields(kind)}
    assert documented(said["What the engine asks for"]) == public | of_values | {"Page", "Chapter", "File"}
    assert documented(said["What a contributor sees"]) == {field.name for field in dataclasses.fields(BuildView)} | {
        "BuildView"
    }


def test_every_library_has_its_reason() -> None:
    reasons = page("libraries").lower()
    for file in [file for file in PROJECT.glob("requirements*.in") if file.stem != "requirements-peers"]:
        for line in file.read_text(encoding="utf-8").splitlines():
            library = re.match(r"[\w-]+", line)
            if library and not re.search(r"^types-|-stubs$", library[0]):
                assert library[0].lower() in reasons, library[0]


# Every example is built


@pytest.mark.parametrize("name", [file.stem for file in PAGES])
def test_every_example_names_its_file(name: str) -> None:
    """Only then is it built."""
    infos = [found["info"] for found in FENCE.finditer(page(name))]
    expected = {"python"} if name == "engine" else set()  # one line, which the tests of the engine have in each site
    assert {info for info in infos if not info.startswith("{")} <= {"text", "console", "yaml", *expected}


@pytest.mark.parametrize("parallel", [1, 2])
def test_the_examples_of_directives_are_a_weblog_without_a_mistake(tmp_path: Path, parallel: int) -> None:
    site = written(tmp_path, "directives")
    assert site.build(parallel=parallel).warnings == []
    assert {link.text for link in site.page("keynotes").select("main a, .body a")} >= {"BizDevOps", "Ada Example"}
    assert [link.text for link in site.page("posts/2020/06/27/looking-back").select("p a")][:3] == [
        "Devopsdays Amsterdam 2020",
        "the one by Ada",
        "Ada Example",
    ]
    assert site.exists("speakers/sarah-polan.html")
    assert site.exists("speakers/ada-example.html")
    assert site.exists("events/devopsdays-amsterdam-2020.ics")


def test_the_examples_of_settings_work(tmp_path: Path) -> None:
    post = "```{post}\n:tags: python, django, travel\n```\n\n# Words - Ada Example\n\n```{talk}\n```\n"
    site = written(tmp_path, "settings", **{"posts/2020/06/24/words": post})
    assert site.build().warnings == []
    assert site.exists("blog/feeds/planet-python.xml")
    assert b"<entry>" in site.contents()["blog/feeds/planet-python.xml"]
    assert b"<entry>" not in site.contents()["blog/feeds/no-travel.xml"]


def test_the_example_of_one_word_is_a_weblog(tmp_path: Path) -> None:
    site = written(tmp_path, "from-ablog", **{"posts/2020/06/25/moved": "```{post}\n```\n\n# Words\n"})
    assert site.build().warnings == []
    assert site.exists("blog/atom.xml")


def test_the_example_of_a_move_from_elsewhere_keeps_addresses_and_entries(tmp_path: Path) -> None:
    site = written(tmp_path, "from-others")
    assert site.build(primary_domain=None).warnings == []
    assert [link["href"] for link in site.page("2020/06/25/secrets").select('a[href$="told.html"]')]
    assert "secrets.html" in site.contents()["secrets.html"].decode()
    assert site.exists("2020/06/secrets/index.html")
    assert b"<id>tag:ada.example,2020-06-25:/secrets.html</id>" in site.contents()["blog/atom.xml"]
    assert site.exists("blog/tag/python/atom.xml")


def test_the_example_of_warnings_silences_one(tmp_path: Path) -> None:
    site = written(tmp_path, "warnings", **{"posts/2020/06/25/moved": "```{post} 2020-06-26\n```\n\n# Moved\n"})
    assert site.build().warnings == []


def test_the_example_of_talks_json_is_what_is_written(tmp_path: Path) -> None:
    site = written(tmp_path, "talks-json")
    shown = json.loads((site.source / "talks.json").read_text(encoding="utf-8"))
    assert site.build().warnings == []
    assert json.loads((site.out / "talks.json").read_text(encoding="utf-8")) == shown
    said = sections(page("talks-json"))
    assert documented(said["talks.json"]) == set(shown)
    for name in ("events", "talks", "speakers"):
        assert documented(said[name]) == set(shown[name][0]), name


def files_and_times(folder: Path) -> Mapping[str, int]:
    """Path of each page -> when it was written (ns)."""
    return {file.relative_to(folder).as_posix(): os.stat(file).st_mtime_ns for file in folder.rglob("*.html")}  # noqa: PTH116


def test_the_example_of_a_contributor_is_rebuilt_by_what_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])  # conf.py changes it
    monkeypatch.delitem(sys.modules, "word_count", raising=False)
    site = Site(tmp_path)
    for _, path, text in examples(page("engine")):
        site.write(path, text)
    site.write("index.rst", "Index\n=====\n\n.. toctree::\n\n   one\n   two\n   three\n")
    site.write("one.rst", "One\n===\n\nA few words on this and that.\n")
    site.write("two.rst", "Two\n===\n\nA few words.\n")
    site.write("three.rst", "Three\n=====\n\nWords.\n")
    assert site.build().warnings == []
    assert site.page("one").select_one(".longest")
    assert json.loads(site.contents()["words.json"])["two"] == 4
    before = files_and_times(site.out)
    site.write("two.rst", "Two\n===\n\nA few words, and then a few more words on this and that.\n")
    assert site.build().warnings == []
    after = files_and_times(site.out)
    assert {name for name in after if after[name] != before[name]} == {"one.html", "two.html", "longest.html"}
    assert texts(site.page("longest"), "ol li") == [
        *("two, 14 words", "one, 8 words", "three, 2 words", "index, 1 words")
    ]
    clean = Site(tmp_path / "clean")
    clean.source = site.source
    assert clean.build(parallel=2).warnings == []
    assert clean.contents() == site.contents()
