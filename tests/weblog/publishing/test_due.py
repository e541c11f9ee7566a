"""What is scheduled: told without a build, and just what a build holds back."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from weblog.publishing import due
from weblog.site.sources import Sources

from ...checkout import ENVIRONMENT

if TYPE_CHECKING:
    from pathlib import Path

    from ..sites import Site

NOW = "2026-11-28 11:15"


def write(site: Site) -> None:
    """Posts of all kinds, some of them scheduled."""
    with (site.source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f'\nweblog_now = "{NOW}"\nweblog_timezone = "Europe/Amsterdam"\n')
    site.post("2020/06/25/old", "Old")
    site.post("2026/12/24/eve", "Eve")
    site.post("2026/12/24/noon", "Noon", "2026-12-24 12:00")
    site.post("2026/11/28/soon", "Soon", "2026-11-28 12:30")
    site.post("2026/11/28/before", "Before", "2026-11-28 11:15")
    site.post("drafts/some", "Some")
    site.post("elsewhere", "Elsewhere", "28 November 2026 10:30 UTC")
    site.write("posts/2027/01/01/year.rst", "Year\n====\n\n.. post::\n\nWords.\n")
    site.write("posts/front.md", "---\nblogpost: true\ndate: 2027-01-02\n---\n\n# Front\n\nWords.\n")
    site.write("page.md", "---\norphan: true\n---\n\n# Page\n\n````md\n```{post} 2027-01-03\n```\n````\n")


def of(site: Site, *arguments: str, python: str = sys.executable) -> list[str]:
    """What the command prints."""
    command = [python, "-m", "weblog", "due", *arguments]
    done = subprocess.run(
        command, cwd=site.source, env=ENVIRONMENT, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_what_is_scheduled_is_listed_in_the_weblogs_time_the_next_first(site: Site) -> None:
    write(site)
    assert of(site) == [
        "in Europe/Amsterdam, where it is 2026-11-28 11:15:",
        "2026-11-28 11:30  in 15 minutes  posts/elsewhere.md  Elsewhere",
        "2026-11-28 12:30     in 1 hour  posts/2026/11/28/soon.md  Soon",
        "2026-12-24 00:00    in 25 days  posts/2026/12/24/eve.md  Eve",
        "2026-12-24 12:00    in 26 days  posts/2026/12/24/noon.md  Noon",
        "2027-01-01 00:00    in 33 days  posts/2027/01/01/year.rst  Year",
        "2027-01-02 00:00    in 34 days  posts/front.md  Front",
    ]


def test_what_has_come_since_is_listed_and_nothing_else(site: Site) -> None:
    write(site)
    assert of(site, "--since", "2026-11-28T10:00:00Z") == [
        "2026-11-28 11:15  in 0 minutes  posts/2026/11/28/before.md  Before"
    ]
    assert of(site, "--since", NOW) == []
    assert of(site, "--since", "2026-11-28 10:30")[0].startswith("2026-11-28 11:15")


def test_nothing_is_scheduled(site: Site) -> None:
    site.post("2020/06/25/old", "Old")
    assert of(site) == ["nothing is scheduled"]


def test_it_is_just_what_a_build_holds_back_until_then(site: Site) -> None:
    write(site)
    sources = Sources(site.source)
    now = sources.now(datetime.now(UTC))
    found = due.scheduled(sources, now)
    pages = [it.path.rpartition(".")[0] for it in found]
    assert site.build().status == 0
    assert not [name for name in pages if site.exists(f"{name}.html")]
    for number, it in enumerate(found):
        assert not due.fallen_due(sources, now, now)
        assert [*due.fallen_due(sources, now, it.moment)] == found[: number + 1]
    assert site.build(weblog_now=f"{found[-1].moment:%Y-%m-%d %H:%M}").status == 0
    assert [name for name in pages if site.exists(f"{name}.html")] == pages
    assert not site.exists("posts/drafts/some.html")


def test_a_file_with_a_mistake_isnt_scheduled_and_one_with_several_posts_comes_with_the_first(site: Site) -> None:
    site.post("2027/02/02/odd", "Odd", "soonish")
    several = "\n\n".join(f"## {name}\n\n```{{post}} {name}\n```" for name in ("2027-02-03", "2027-02-02", ""))
    site.write("posts/both.md", f"# Both\n\n{several}\n")
    found = due.scheduled(Sources(site.source), datetime(2026, 11, 28, tzinfo=UTC))
    assert [(f"{it.moment:%Y-%m-%d}", it.path) for it in found] == [("2027-02-02", "posts/both.md")]


@pytest.mark.parametrize(("extension", "titles"), [("myst_nb", ["By a field", "By a cell"]), ("myst_parser", [])])
def test_notebooks_are_looked_at_where_they_are_documents(extension: str, titles: list[str], site: Site) -> None:
    with (site.source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f'\nextensions = ["{extension}", "weblog"]\n')
    for name, fields, words in (
        ("field", {"blogpost": True, "date": "2027-01-02"}, "# By a field"),
        ("cell", {}, "```{post} 2027-02-03\n```\n\n# By a cell"),
        ("none", {}, "# By nothing"),
    ):
        cells = [{"cell_type": "markdown", "metadata": {}, "source": [words]}]
        site.write(f"posts/{name}.ipynb", json.dumps({"cells": cells, "metadata": fields, "nbformat": 4}))
    found = due.scheduled(Sources(site.source), datetime(2026, 11, 28, tzinfo=UTC))
    assert [it.title for it in found] == titles


def test_it_takes_no_library_for_posts_with_plain_dates(site: Site) -> None:
    site.post("2199/11/28/soon", "Soon", "2199-11-28 12:30")
    code = (
        "import sys; from weblog.__main__ import main; assert main(['due']) == 0; print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code],
        cwd=site.source,
        env=ENVIRONMENT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert "posts/2199/11/28/soon.md" in done.stdout
    assert not {"sphinx", "yaml", "docutils", "dateutil", "babel"} & {*done.stderr.split()}


def test_a_moment_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text("", encoding="utf-8")
    command = [sys.executable, "-m", "weblog", "due", "--since", "soon"]
    done = subprocess.run(command, cwd=tmp_path, env=ENVIRONMENT, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith('"soon" is not a date; write it as 2020-06-25')
