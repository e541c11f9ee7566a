"""Which static files a build leaves in their place when it copies them anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_rebuild.files import state_of_file
from sphinx_rebuild.static_files import StaticFiles

if TYPE_CHECKING:
    from pathlib import Path


def test_what_the_last_build_left_goes_and_what_was_written_since_stays(tmp_path: Path) -> None:
    folder = tmp_path / "_static"
    folder.mkdir()
    for name in ("left.css", "changed.css", "new.css"):
        (folder / name).write_text("p { color: red }\n")
    before = {name: (state_of_file(str(folder / name)), "digest") for name in ("left.css", "changed.css")}
    (folder / "changed.css").write_text("p { color: blue }\n")

    StaticFiles(tmp_path, before, 0).copy_anew(lambda: None)

    assert sorted(path.name for path in folder.iterdir()) == ["changed.css", "new.css"]
    assert [path.name for path in tmp_path.iterdir()] == ["_static"]
