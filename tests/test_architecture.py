"""The shape of the code, held by the code: directions of imports, circles, words, docstrings, lengths."""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

import pytest

from weblog.posts.config import Subtype

from .checkout import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

CODE = PROJECT / "_ext"
STOREYS = ("sphinx_rebuild", "weblog.posts", "weblog.talks", "weblog.feeds", "weblog.site", "weblog")
"""Each may import those before it."""
ALONE = "sphinx_speedups"
"""Imports none of them, and is imported by none."""
FOLDERS = (*STOREYS, ALONE)
LONGEST = 300
"""Lines of a module that is read in one sitting."""


def name_of(file: Path) -> str:
    """The name by which a module is imported."""
    return ".".join(file.relative_to(CODE).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(file): file for file in sorted(CODE.rglob("*.py"))}
TREES = {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in MODULES.items()}


def folder_of(module: str) -> str:
    """The folder of ours that a module is in; of any other module, its first part."""
    inner = [folder for folder in FOLDERS if module == folder or module.startswith(f"{folder}.")]
    return max(inner, key=len) if inner else module.partition(".")[0]


def imported_by(name: str) -> set[str]:
    """The modules that a module imports, those for types alone and those within functions among them."""
    package = name if MODULES[name].name == "__init__.py" else name.rpartition(".")[0]
    found = set()
    for node in ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: 1 - node.level or None] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            inner = {f"{base}.{alias.name}" for alias in node.names}
            found |= inner & MODULES.keys() or {base}
            found |= {base} if inner - MODULES.keys() else set()
    return found - {name}


GRAPH = {name: imported_by(name) for name in MODULES}


def modules_in(folder: str) -> list[str]:
    return [name for name in MODULES if folder_of(name) == folder]


def target_of(node: ast.AST) -> str:
    """Whose attribute or entry is set: "self" of `self.a.b[c]`; "" where it's a plain name."""
    is_inside = False
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        is_inside, node = True, node.value
    return node.id if is_inside and isinstance(node, ast.Name) else ""


def set_within(function: ast.FunctionDef) -> Iterator[str]:
    """What a function sets or deletes that outlives it, as code."""
    own = {node.id for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    for node in ast.walk(function):
        targets: Iterable[ast.expr] = ()
        if isinstance(node, (ast.Assign, ast.Delete)):
            targets = node.targets
        elif isinstance(node, (ast.AugAssign, ast.AnnAssign)):
            targets = [node.target]
        for target in targets:
            if target_of(target) not in {"", *own}:
                yield ast.unparse(target)
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            yield ", ".join(node.names)


def functions_in(folder: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    for name in modules_in(folder):
        for node in ast.walk(TREES[name]):
            if isinstance(node, ast.FunctionDef):
                yield f"{name}.{node.name}", node


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_imports_only_those_below_it(folder: str) -> None:
    below = {ALONE} if folder == ALONE else set(STOREYS[: STOREYS.index(folder) + 1])
    back = {
        f"{name} -> {other}"
        for name in modules_in(folder)
        for other in GRAPH[name]
        if folder_of(other) in FOLDERS and folder_of(other) not in below
    }
    assert modules_in(folder)
    assert not back


def test_no_modules_import_each_other_in_circles() -> None:
    TopologicalSorter({name: GRAPH[name] & MODULES.keys() for name in MODULES}).prepare()


def test_there_are_no_other_folders() -> None:
    assert {folder_of(name) for name in MODULES} == set(FOLDERS)


def test_only_the_bridge_touches_ablog() -> None:
    found = [name for name, imported in GRAPH.items() if "ablog" in {other.partition(".")[0] for other in imported}]
    assert found == ["weblog.posts.ablog_bridge"]


def test_the_engine_knows_no_weblog() -> None:
    words = re.compile(r"\b(ablog|weblogs?|blog_\w+|posts?|talks?|speakers?|drafts?|atom|opml)\b", re.IGNORECASE)
    found = [
        f"{name}: {line.strip()}"
        for name in modules_in("sphinx_rebuild")
        for line in MODULES[name].read_text(encoding="utf-8").splitlines()
        if words.search(line)
    ]
    assert not found


def test_the_program_knows_nothing_of_this_weblog() -> None:
    for file in CODE.rglob("*.*"):
        if "__pycache__" not in file.parts:
            assert not re.search(rb"reinout|vanrees|devopsdays", file.read_bytes(), re.IGNORECASE), file


@pytest.mark.parametrize("name", [name for name in MODULES if name not in STOREYS[1:-1]])
def test_a_module_says_what_it_owns_and_can_be_read_in_one_sitting(name: str) -> None:
    docstring = " ".join((ast.get_docstring(TREES[name]) or "").split())
    for part in ("Owns: ", "Must not: ", "In: ", "Out:"):
        assert part in docstring, part
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_question_changes_nothing(folder: str) -> None:
    """Neither a property nor whatever is named like a question sets anything that outlives it."""
    found = [
        f"{name}: {what}"
        for name, function in functions_in(folder)
        if re.match(r"(is|are|has|have|may|needs|keeps)_", function.name)
        or any(ast.unparse(decorator).rpartition(".")[2] == "property" for decorator in function.decorator_list)
        for what in set_within(function)
    ]
    assert not found


@pytest.mark.parametrize("folder", FOLDERS)
def test_handlers_decide_nothing(folder: str) -> None:
    """They stand in the package's first module, are short, and have no decision within another."""
    for name, function in functions_in(folder):
        if function.name.startswith("on_"):
            statements = [node for node in ast.walk(function) if isinstance(node, ast.stmt)]
            nested = [
                ast.unparse(inner)
                for outer in ast.walk(function)
                if isinstance(outer, (ast.If, ast.For, ast.While))
                for inner in ast.walk(outer)
                if inner is not outer and isinstance(inner, (ast.If, ast.While))
            ]
            assert not nested, name
            assert len(statements) <= 12, name


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_module_has_a_state(folder: str) -> None:
    """What a module holds is never set by its functions."""
    found = {
        name: list(node.names)
        for name, f in functions_in(folder)
        for node in ast.walk(f)
        if isinstance(node, ast.Global)
    }
    assert not found


def test_every_kind_of_warning_is_tested() -> None:
    expected = " ".join(file.read_text() for file in (PROJECT / "tests/weblog/roots/bad-input").glob("*/expected.txt"))
    assert not [kind for kind in Subtype if f"[weblog.{kind}]" not in expected]


def test_the_lock_files_hold_versions_and_hashes() -> None:
    for name in ("requirements.txt", "requirements-test.txt"):
        text = (PROJECT / name).read_text(encoding="utf-8")
        pinned = re.findall(r"^([\w.-]+)==\S+", text, re.MULTILINE)
        assert len(pinned) > 25
        assert len(set(pinned)) == len(pinned), "one version for every Python"
        assert text.count("--hash=sha256:") > 2 * len(pinned)
