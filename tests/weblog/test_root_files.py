"""What browsers and search engines ask for by fixed names, robots.txt and favicon.ico, and the pictures of a site."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.robotparser import RobotFileParser

import pytest

from ..checkout import PROJECT, build
from .test_feeds import feed_of
from .test_incremental import clean_contents

if TYPE_CHECKING:
    from .sites import Site

ROOT = "https://small.example/"
ICONS: dict[str, Any] = {"html_static_path": ["static"], "html_favicon": "static/mark.svg", "blog_baseurl": ROOT}
ICO = b"\x00\x00\x01\x00 a picture"


@pytest.fixture
def weblog(site: Site) -> Site:
    """A weblog with pictures for all browsers."""
    site.post("2020/06/25/a")
    site.write("static/mark.svg", "<svg/>")
    (site.source / "static/mark.ico").write_bytes(ICO)
    site.write("static/mark-180.png", "a larger picture")
    return site


def robots(site: Site) -> RobotFileParser:
    found = RobotFileParser()
    found.parse((site.out / "robots.txt").read_text(encoding="utf-8").splitlines())
    return found


def test_search_engines_may_read_everything_and_are_told_where_it_all_is(site: Site) -> None:
    site.post("2020/06/25/a")
    assert site.build(blog_baseurl=ROOT).warnings == []
    found = robots(site)
    assert found.can_fetch("Anybody", f"{ROOT}posts/2020/06/25/a.html")
    assert found.site_maps() == [f"{ROOT}sitemap.xml"]
    assert site.exists("sitemap.xml")
    before = (site.out / "robots.txt").stat().st_mtime_ns
    site.build(blog_baseurl=ROOT)
    assert (site.out / "robots.txt").stat().st_mtime_ns == before
    site.build(blog_baseurl="https://other.example")
    assert robots(site).site_maps() == ["https://other.example/sitemap.xml"]


@pytest.mark.parametrize("address", [f"{ROOT}site/", "https://small.example/~ada", "", "/", "/site/"])
def test_where_nobody_would_look_for_them_there_are_none(weblog: Site, address: str) -> None:
    weblog.build(**ICONS)
    assert weblog.exists("robots.txt")
    assert (weblog.out / "favicon.ico").read_bytes() == ICO
    weblog.build(**{**ICONS, "blog_baseurl": address})
    assert not weblog.exists("robots.txt")
    assert not weblog.exists("favicon.ico")
    assert weblog.page("index").select("link[rel=icon][sizes='32x32']")


@pytest.mark.parametrize("name", ["robots.txt", "favicon.ico"])
def test_ones_own_file_stays(weblog: Site, name: str) -> None:
    weblog.build(**ICONS)
    ours = weblog.contents()[name]
    weblog.write(f"extra/{name}", "Mine.")
    for _ in range(2):
        weblog.build(**ICONS, html_extra_path=["extra"])
        assert weblog.contents()[name] == b"Mine."
    assert weblog.contents() == clean_contents(weblog, **ICONS, html_extra_path=["extra"])
    weblog.build(**ICONS)
    assert weblog.contents()[name] == ours


@pytest.mark.parametrize("event", ["builder-inited", "html-collect-pages", "build-finished"])
def test_the_robots_txt_of_another_extension_stays(site: Site, event: str) -> None:
    name = f"writes_at_{event.replace('-', '_')}"
    site.post("2020/06/25/a")
    site.write(
        f"{name}.py",
        "from pathlib import Path\n\n\ndef write(app, *more):\n    Path(app.outdir).mkdir(exist_ok=True)\n"
        "    Path(app.outdir, 'robots.txt').write_text('Theirs.')\n    return []\n\n\n"
        f"def setup(app):\n    app.connect('{event}', write)\n    return {{'parallel_read_safe': True}}\n",
    )
    conf = (site.source / "conf.py").read_text(encoding="utf-8")
    path = "import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).parent))"
    site.write("conf.py", f"{conf}\n{path}\nextensions += ['{name}']\n")
    for _ in range(3):
        site.build(blog_baseurl=ROOT)
        assert site.contents()["robots.txt"] == b"Theirs."
    if event == "builder-inited":
        return  # the engine leaves alone what was there before a build
    site.write("conf.py", conf)
    site.build(blog_baseurl=ROOT)
    assert robots(site).site_maps() == [f"{ROOT}sitemap.xml"]


def test_what_somebody_has_put_into_the_output_stays(site: Site) -> None:
    site.post("2020/06/25/a")
    site.out.mkdir(parents=True)
    (site.out / "robots.txt").write_text("By hand.", encoding="utf-8")
    for _ in range(2):
        site.build(blog_baseurl=ROOT)
        assert site.contents()["robots.txt"] == b"By hand."


def test_a_robots_txt_of_ours_goes_though_the_record_of_the_last_build_is_lost(site: Site) -> None:
    site.build(blog_baseurl=ROOT)
    for record in site.doctrees.rglob("record.json"):
        record.unlink()
    site.build(blog_baseurl="")
    assert not site.exists("robots.txt")


def test_with_sphinx_sitemap_its_sitemap_is_the_one(site: Site) -> None:
    """In a process of its own, since that extension uses what Sphinx warns of."""
    conf = f"import sys\nsys.path.insert(0, {str(PROJECT / '_ext')!r})\n"
    conf += (site.source / "conf.py").read_text(encoding="utf-8")
    for address, expected in ((ROOT, [f"{ROOT}pages.xml"]), ("", None)):
        settings = f'sitemap_filename = "pages.xml"\nblog_baseurl = "{ROOT}"\nhtml_baseurl = "{address}"\n'
        settings += 'suppress_warnings = ["sitemap"]\n'
        site.write("conf.py", f'{conf}\nextensions += ["sphinx_sitemap"]\n{settings}')
        build(site.source, site.out)
        assert site.exists("robots.txt") == bool(expected)
        assert not expected or (robots(site).site_maps() == expected and site.exists("pages.xml"))


@pytest.mark.parametrize("theme", ["alabaster", "sphinx_book_theme", "furo"])
def test_browsers_that_know_no_svg_find_a_picture_first(weblog: Site, theme: str) -> None:
    assert weblog.build(**ICONS, html_theme=theme).warnings == []
    for name, root in (("index", ""), ("posts/2020/06/25/a", "../../../../")):
        links = weblog.page(name).select("link[rel~=icon]")
        found = [(str(link["href"]).partition("?")[0], link.get("sizes")) for link in links]
        assert found == [(f"{root}_static/mark.ico", "32x32"), (f"{root}_static/mark.svg", None)]
        (touch,) = weblog.page(name).select("link[rel=apple-touch-icon]")
        assert touch["href"] == f"{root}_static/mark-180.png"
    assert feed_of(weblog).feed.icon == f"{ROOT}_static/mark-180.png"
    assert json.loads((weblog.out / "feed.json").read_bytes())["favicon"] == f"{ROOT}_static/mark-180.png"


@pytest.mark.parametrize("folder", ["static", "elsewhere"])
def test_an_ico_of_ones_own_is_at_the_root_too(weblog: Site, folder: str) -> None:
    (weblog.source / "elsewhere").mkdir()
    (weblog.source / "elsewhere/mark.ico").write_bytes(ICO)
    assert weblog.build(**{**ICONS, "html_favicon": f"{folder}/mark.ico"}).warnings == []
    assert (weblog.out / "favicon.ico").read_bytes() == ICO
    assert len(weblog.page("index").select("link[rel~=icon]")) == 1
    assert len(weblog.page("index").select("link[rel=apple-touch-icon]")) == (folder == "static")


@pytest.mark.parametrize("favicon", ["static/mine.svg", "static/mine.png", "elsewhere/mark.svg", None])
def test_who_has_another_picture_has_none_of_these(weblog: Site, favicon: str | None) -> None:
    for path in ("static/mine.svg", "static/mine.png", "elsewhere/mark.svg"):
        weblog.write(path, "<svg/>")
    (weblog.source / "elsewhere/mark.ico").write_bytes(ICO)  # which isn't published
    weblog.build(**ICONS)
    settings = {**ICONS, "html_favicon": favicon}
    assert weblog.build(**settings).warnings == []
    page = weblog.page("index")
    assert [link.get("sizes") for link in page.select("link[rel~=icon]")] == [None] * bool(favicon)
    assert not page.select("link[rel=apple-touch-icon]")
    assert not weblog.exists("favicon.ico")
    assert weblog.contents() == clean_contents(weblog, **settings)


def test_a_picture_that_goes_is_named_no_more_and_another_one_takes_its_place(weblog: Site) -> None:
    weblog.build(**ICONS)
    (weblog.source / "static/mark.ico").write_bytes(ICO + b" of another kind")
    weblog.build(**ICONS)
    assert weblog.contents()["favicon.ico"].endswith(b"kind")
    (weblog.source / "static/mark.ico").unlink()
    (weblog.source / "static/mark-180.png").unlink()
    weblog.build(**ICONS)
    assert weblog.contents() == clean_contents(weblog, **ICONS)
    assert not weblog.exists("favicon.ico")
    assert len(weblog.page("index").select("link[rel~=icon]")) == 1
