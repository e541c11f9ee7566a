"""docutils' parser of options is used again where a new one would be the same, and its settings are new."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import pytest
from docutils.frontend import OptionParser, Values
from docutils.parsers.rst import Parser
from docutils.readers.standalone import Reader

from sphinx_speedups.option_parsers import LastParser

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The parsers that were made."""
    made: list[object] = []
    make = OptionParser.__init__

    def noting(parser: OptionParser, *args: Any, **kwargs: Any) -> None:
        made.append(parser)
        make(parser, *args, **kwargs)

    monkeypatch.setattr(OptionParser, "__init__", noting)
    return made


def settings(last: LastParser, *components: Any, read_config_files: bool = False, **defaults: Any) -> Values:
    return last.settings(components or (Reader, Parser), defaults, read_config_files=read_config_files)


def test_one_parser_makes_the_settings_of_all_who_ask_for_the_same(made: list[object]) -> None:
    last = LastParser()
    for parser in (Parser, Parser(), Parser()):
        settings(last, Reader, parser, traceback=True)
    assert len(made) == 1


def test_settings_are_those_of_docutils() -> None:
    last = LastParser()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = OptionParser(components=[Reader, Parser], defaults={"traceback": True}).get_default_values()
    for _ in range(2):
        found = vars(settings(last, traceback=True)).copy()
        assert found.pop("record_dependencies").list == []
        assert found == {name: value for name, value in vars(expected).items() if name != "record_dependencies"}


def test_others_are_asked_for_and_made(made: list[object]) -> None:
    last = LastParser()
    assert settings(last, traceback=True).traceback is True
    assert settings(last, traceback=False).traceback is False
    assert settings(last, Reader).ensure_value("tab_width", None) is None
    assert settings(last).tab_width == 8
    assert len(made) == 4


def test_defaults_that_were_changed_in_their_place_are_others() -> None:
    last, defaults = LastParser(), {"language_code": "en"}
    assert last.settings([Reader], defaults, read_config_files=False).language_code == "en"
    defaults["language_code"] = "nl"
    assert last.settings([Reader], defaults, read_config_files=False).language_code == "nl"


def test_a_component_that_differs_from_its_class_is_asked_itself() -> None:
    last, own = LastParser(), Parser()
    vars(own)["settings_defaults"] = {"own": True}
    assert not hasattr(settings(last, Parser()), "own")
    assert settings(last, own).own is True
    assert not hasattr(settings(last, Parser()), "own")


def test_each_document_has_settings_of_its_own() -> None:
    last = LastParser()
    one, other = (settings(last, strip_classes=["a"]) for _ in range(2))
    one.record_dependencies.add("a-file")
    one.title = "Another title"
    one.strip_classes.append("b")
    assert (other.record_dependencies.list, other.title, other.strip_classes) == ([], None, ["a"])


def test_files_of_settings_are_those_of_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last = LastParser()
    monkeypatch.delenv("DOCUTILSCONFIG", raising=False)
    for width in (3, 5):
        folder = tmp_path / str(width)
        folder.mkdir()
        (folder / "docutils.conf").write_text(f"[parsers]\ntab_width: {width}\n", encoding="utf-8")
        monkeypatch.chdir(folder)
        assert settings(last, read_config_files=True).tab_width == width
    monkeypatch.setenv("DOCUTILSCONFIG", str(tmp_path / "3" / "docutils.conf"))
    assert settings(last, read_config_files=True).tab_width == 3
