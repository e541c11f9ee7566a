"""The shape of the code, held by the code: directions of imports, docstrings, documents that are true."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import weblog
from weblog.config import SETTINGS, Subtype
from weblog.talk_directives import DIRECTIVES

from .conftest import PROJECT

PACKAGE = Path(weblog.__file__).parent
MODULES = {file.stem: file for file in sorted(PACKAGE.glob("*.py"))}
LEVELS = {
    name: int(level)
    for level, names in re.findall(r"^\| (\d) \| (`.+?) \|", (PROJECT / "CONTRIBUTING.md").read_text(), re.MULTILINE)
    for name in re.findall(r"`(\w+)`", names)
}


def imports(file: Path, *, types_too: bool) -> set[str]:
    """The modules that a module imports: our own by their bare names, others by their first part."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    skipped = {
        id(node)
        for test in ast.walk(tree)
        if isinstance(test, ast.If) and ast.unparse(test.test) == "TYPE_CHECKING"
        for node in ast.walk(test)
    }
    found = set()
    for node in ast.walk(tree):
        if id(node) in skipped and not types_too:
            continue
        if isinstance(node, ast.ImportFrom) and node.level:
            found |= {node.module} if node.module else {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
        elif isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
    return {name for name in found if name}


def test_the_table_of_modules_is_the_listing() -> None:
    assert set(LEVELS) == set(MODULES)


@pytest.mark.parametrize("name", MODULES)
def test_imports_go_down_only(name: str) -> None:
    ours = imports(MODULES[name], types_too=False) & set(MODULES)
    assert all(LEVELS[other] <= LEVELS[name] for other in ours), ours


def test_modules_do_not_import_each_other_in_circles() -> None:
    graph = {name: imports(file, types_too=False) & set(MODULES) for name, file in MODULES.items()}
    while leaves := {name for name, needed in graph.items() if not needed}:
        graph = {name: needed - leaves for name, needed in graph.items() if name not in leaves}
    assert not graph


@pytest.mark.parametrize("name", [name for name, level in LEVELS.items() if level == 0])
def test_the_lowest_level_knows_no_sphinx(name: str) -> None:
    assert not imports(MODULES[name], types_too=True) & {"sphinx", "docutils", "ablog", "myst_parser"}


@pytest.mark.parametrize("name", MODULES)
def test_only_the_bridge_touches_ablog(name: str) -> None:
    assert ("ablog" in imports(MODULES[name], types_too=True)) == (name == "ablog_bridge")


@pytest.mark.parametrize("name", MODULES)
def test_a_module_says_what_it_owns_and_can_be_read_in_one_sitting(name: str) -> None:
    text = MODULES[name].read_text(encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(text)) or ""
    for part in ("Owns: ", "Must not: ", "In: ", "Out:"):
        assert part in docstring.replace("\n", " "), part
    assert len(text.splitlines()) <= 300


def test_the_extension_knows_nothing_of_this_weblog() -> None:
    for file in PACKAGE.rglob("*.*"):
        if "__pycache__" not in file.parts:
            assert not re.search(r"reinout|vanrees|devopsdays", file.read_text(encoding="utf-8"), re.IGNORECASE), file


def test_every_kind_of_warning_is_documented_and_tested() -> None:
    documented = dict(re.findall(r"^\| `weblog\.(\w+)` \| (.+) \|$", (PROJECT / "CONTRIBUTING.md").read_text(), re.M))
    tree = ast.parse(MODULES["config"].read_text(encoding="utf-8"))
    (subtype,) = (node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Subtype")
    said = [
        node.value.value for node in subtype.body if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ]
    assert documented == dict(zip((kind.value for kind in Subtype), said[1:], strict=True))
    expected = " ".join(file.read_text() for file in (PROJECT / "tests/roots/bad-input").glob("*/expected.txt"))
    assert not [kind for kind in Subtype if f"[weblog.{kind}]" not in expected]


def test_every_setting_is_documented() -> None:
    rows = re.findall(r"^\| `(weblog_\w+)` \| `(.+)` \| (.+) \|$", (PROJECT / "CONTRIBUTING.md").read_text(), re.M)
    assert rows == [(setting.name, repr(setting.default).replace("'", '"'), setting.help) for setting in SETTINGS]


def test_every_library_has_its_reason() -> None:
    table = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8").lower()
    for name in ("requirements.in", "requirements-test.in"):
        for line in (PROJECT / name).read_text(encoding="utf-8").splitlines():
            library = re.match(r"[\w-]+", line)
            if library and not re.search(r"^types-|-stubs$", library[0]):
                assert library[0].lower() in table, library[0]


def test_the_lock_files_hold_versions_and_hashes() -> None:
    for name in ("requirements.txt", "requirements-test.txt"):
        text = (PROJECT / name).read_text(encoding="utf-8")
        pinned = re.findall(r"^([\w.-]+)==\S+", text, re.MULTILINE)
        assert len(pinned) > 25
        assert len(set(pinned)) == len(pinned), "one version for every Python"
        assert text.count("--hash=sha256:") > 2 * len(pinned)


def test_every_option_of_a_directive_is_documented() -> None:
    rows = re.findall(r"^\| `\{(\w+)\}`.*? \| .+? \| (.+) \|$", (PROJECT / "CONTRIBUTING.md").read_text(), re.M)
    documented = {name: set(re.findall(r"`([\w-]+)`", options)) for name, options in rows}
    assert documented == {name: set(directive.option_spec or {}) for name, directive in DIRECTIVES.items()}
