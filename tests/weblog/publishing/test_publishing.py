"""Publications to a folder: what it holds before and after them. Sites are made by hand, rsync is real."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from pathlib import Path

import pytest

from weblog.posts.mistake import MistakeError
from weblog.publishing import publication, shell
from weblog.publishing.destination import connected
from weblog.publishing.inventory import Inventory

from .made import back, make_site, mark_of, names, need, publish, refused, releases, states, write


@pytest.fixture(autouse=True)
def programs() -> None:
    need("rsync")


def test_a_site_is_published_in_a_release_and_shown_by_a_link(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, dest = make_site(tmp_path / "b/html", "one"), tmp_path / 'my site\'s "$HOME"'
    publish(dest, site)
    assert str((dest / "current").readlink()) == "releases/1/html"
    assert mark_of(dest / "current") == "one"
    assert not (dest / "current/.buildinfo").exists()
    assert capsys.readouterr().out == (
        "0 new posts, 0 changed; feeds: 0 new entries, 0 changed; 0 addresses redirect; 0 addresses lost\n"
        f"published at {dest} as release 1: 5 files sent, 0 as they were\n"
    )
    kept = [site.parent / "published.json", dest / "releases/1/published.json"]
    assert [Inventory.from_json(file.read_bytes()).files.keys() for file in kept] == [
        {"index.html", "posts/0.html", "posts/1.html", "posts/2.html", "_static/style.css"}
    ] * 2


def test_what_is_the_same_is_neither_sent_nor_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site, dest = make_site(tmp_path / "b/html", "one"), tmp_path / "dest"
    publish(dest, site)
    before = states(dest / "current/")
    make_site(site, "one")  # a clean build: other times, the same bytes
    write(site / "posts/1.html", "<!DOCTYPE html><p>one</p> More.</html>")
    publish(dest, site)
    after = states(dest / "current/")
    assert {name for name in before if before[name] != after[name]} == {"posts/1.html"}
    assert (dest / "current/index.html").stat().st_nlink == 2
    assert "as release 2: 1 files sent, 4 as they were" in capsys.readouterr().out
    publish(
        dest,
        make_site(tmp_path / "elsewhere/html", "one", {"posts/1.html": "<!DOCTYPE html><p>one</p> More.</html>"}),
    )
    assert f"{dest} has all of it, as release 2\n" in capsys.readouterr().out
    assert releases(dest) == ["1", "2"]


def test_web_servers_may_read_it_whatever_it_was_built_with(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        site, dest = make_site(tmp_path / "b/html", "one"), tmp_path / "a/dest"
        publish(dest, site)
    finally:
        os.umask(before)
    for path in [dest, *dest.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o755 if path.is_dir() else 0o644), path


def test_five_releases_stay_and_one_goes_back_to_those_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site, dest = tmp_path / "b/html", tmp_path / "dest"
    for number in range(1, 8):
        publish(dest, make_site(site, f"n{number}", pages=1))
    assert releases(dest) == ["3", "4", "5", "6", "7"]
    capsys.readouterr()
    back(dest, site)
    assert capsys.readouterr().out == f"{dest} shows release 6 again, and no longer 7\n"
    assert mark_of(dest / "current") == "n6"
    publish(dest, make_site(site, "n8", pages=1))
    assert releases(dest) == ["4", "5", "6", "7", "8"]
    for expected in ("n6", "n5", "n4"):  # never the one that was wrong
        back(dest, site)
        assert mark_of(dest / "current") == expected
    with pytest.raises(MistakeError, match="has no release before 4, which is shown"):
        back(dest, site)
    for number in range(9, 15):  # the release that is shown is never removed, however old
        publish(dest, make_site(site, f"n{number}", pages=1))
        assert mark_of(dest / "current") == f"n{number}"
    with pytest.raises(MistakeError, match="has no release: make publish sends the first one"):
        back(tmp_path / "other", site)


def test_going_back_tells_what_is_published_now(tmp_path: Path) -> None:
    site, dest = tmp_path / "b/html", tmp_path / "dest"
    publish(dest, make_site(site, "one"))
    first = (site.parent / "published.json").read_bytes()
    publish(dest, make_site(site, "two"))
    back(dest, site)
    assert (site.parent / "published.json").read_bytes() == first
    for name in ("published.json", "published.release"):
        (site.parent / name).unlink()
    publish(dest, make_site(site, "one"))  # what stands at the destination is asked
    assert releases(dest) == ["1", "2"]


def test_a_lost_address_is_refused_with_the_way_out(tmp_path: Path) -> None:
    site, dest = tmp_path / "b/html", tmp_path / "dest"
    publish(dest, make_site(site, "one", {"atom.xml": "<feed/>"}))
    make_site(site, "two", pages=1)
    assert refused(dest, site) == (
        "these addresses are published, and would be lost:\n  atom.xml\n  posts/1.html\n  posts/2.html\n"
        'a post that is elsewhere now leads on from there with ":was: posts/1" in its {post}\n'
        "LOSE=1 publishes all the same"
    )
    assert mark_of(dest / "current") == "one"
    (site.parent / "published.json").unlink()  # a new clone knows of it, too
    assert "posts/1.html" in refused(dest, site)
    publish(dest, site, lose=True)
    assert mark_of(dest / "current") == "two"
    publish(dest, make_site(site, "three", pages=1))  # told once


def test_a_release_of_another_version_is_told(tmp_path: Path) -> None:
    site, dest = make_site(tmp_path / "b/html", "one"), tmp_path / "dest"
    publish(dest, site)
    write(dest / "releases/1/published.json", '{"version": 0}')
    (site.parent / "published.release").unlink()
    assert "release 1 was published by another version of this program" in refused(dest, site)
    publish(dest, site, lose=True)
    assert releases(dest) == ["1", "2"]


@pytest.mark.parametrize("others", ["index.html", ".bashrc", "releases/2020/app.py", "current/index.html"])
def test_a_folder_with_files_of_other_people_is_left_alone(tmp_path: Path, others: str) -> None:
    site, dest = make_site(tmp_path / "b/html", "one"), tmp_path / "dest"
    write(dest / others, "Mine.")
    assert "has something that make publish didn't put there: " in refused(dest, site)
    assert [path.name for path in dest.rglob("*") if path.is_file()] == [Path(others).name]


def test_a_link_of_other_people_is_left_alone(tmp_path: Path) -> None:
    dest = tmp_path / "dest"
    dest.mkdir()
    (dest / "current").symlink_to("/srv/other")
    assert ": current" in refused(dest, make_site(tmp_path / "b/html", "one"))
    assert str((dest / "current").readlink()) == "/srv/other"


@pytest.mark.parametrize(
    ("dest", "message"),
    [
        ("", "say where the site is published: DEST=folder, or DEST=host:folder"),
        ("web:", "say the folder behind the colon"),
        ("web:~", "say the folder behind the colon"),
        ("web:~ada/site", "say the folder behind the colon"),
        ("-oProxyCommand=touch x:site", "say|no host|no folder|No such"),
        ("-ohost:site", "no host has a name that begins with a dash"),
        ("web::module", 'no folder that ssh leads to: write it as "host:folder"'),
        ("rsync://web/module", "no folder that ssh leads to"),
        ("https://web.example.org/", "no folder that ssh leads to"),
        ("a\nb", "DEST is one line"),
    ],
)
def test_a_destination_that_makes_no_sense_is_told(tmp_path: Path, dest: str, message: str) -> None:
    if "=" in dest:
        with connected(dest, tmp_path) as found:  # a name with a blank is no host's, but a folder's
            assert (found.host, found.folder) == ("", f"{tmp_path}/{dest}")
        return
    with pytest.raises(MistakeError, match=message), connected(dest, tmp_path):
        pass


def test_a_destination_is_a_folder_or_a_host_and_a_folder(tmp_path: Path) -> None:
    expected = {
        "site": ("", f"{tmp_path}/site"),
        "/srv/a:b": ("", "/srv/a:b"),
        "./a:b": ("", f"{tmp_path}/a:b"),
        "~/site": ("", f"{Path.home()}/site"),
        "web:site/": ("web", "site"),
        "web:~/my site": ("web", "my site"),
        "ada@web.example.org:/srv/it's": ("ada@web.example.org", "/srv/it's"),
        "ada@[::1]:/srv": ("ada@::1", "/srv"),
    }
    for written, (host, folder) in expected.items():
        with connected(written, tmp_path, sys.executable) as found:
            assert (found.host, found.folder) == (host, folder)


def test_a_program_that_makes_no_sense_is_told(tmp_path: Path) -> None:
    for ssh, message in {
        "ssh -p '22": "SSH=ssh -p '22: No closing quotation",
        "no-ssh": "no-ssh isn't installed",
    }.items():
        with pytest.raises(MistakeError, match=message), connected("web:site", tmp_path, ssh):
            pass


def test_nothing_is_left_of_half_releases(tmp_path: Path) -> None:
    site, dest = make_site(tmp_path / "b/html", "one"), tmp_path / "dest"
    publish(dest, site)
    for name in (".new-dead/html/posts", ".old-dead/html"):
        (dest / "releases" / name).mkdir(parents=True)
    (dest / ".current-dead").symlink_to("releases/9/html")
    publish(dest, make_site(site, "two"))
    assert releases(dest) == ["1", "2"]
    assert names(dest) == ["current", "releases"]


def test_of_two_at_once_the_later_one_counts_and_the_other_says_so(tmp_path: Path) -> None:
    site, dest, other = make_site(tmp_path / "b/html", "one"), tmp_path / "dest", make_site(tmp_path / "c/html", "two")
    publish(dest, site)
    make_site(site, "three")
    with connected(str(dest), tmp_path) as destination:
        seen = publication.look(destination, site.parent)
        publish(dest, other)  # all of it, while the first one has looked
        with pytest.raises(MistakeError, match="somebody else has begun to publish there after this did"):
            publication.publish(destination, seen, publication.Built.now(site, seen), site.parent)
        assert (mark_of(dest / "current"), releases(dest)) == ("two", ["1", "2"])
        seen = publication.look(destination, site.parent)
        destination.run(shell.PREPARE, id="first")
        destination.run(shell.PREPARE, id="second")  # begins while the first one sends
        assert destination.run(shell.IS_HELD, id="first")[0] == ["no"]
        assert destination.run(shell.SWITCH, id="first", seen=seen.link)[0] == ["meanwhile"]
        assert destination.run(shell.IS_HELD, id="second")[0] == ["yes"]
    assert mark_of(dest / "current") == "two"


def test_an_inventory_that_is_known_here_isnt_sent_again(tmp_path: Path) -> None:
    site, dest = make_site(tmp_path / "b/html", "one"), tmp_path / "dest"
    publish(dest, site)
    with connected(str(dest), tmp_path) as destination:
        name = (site.parent / publication.RELEASE).read_text(encoding="utf-8")
        assert destination.run(shell.LOOK, known=name) == (["release", "1", name], b"")
        assert destination.run(shell.LOOK, known="")[1] == (site.parent / publication.PUBLISHED).read_bytes()


def test_a_site_that_is_built_while_it_is_sent_isnt_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, dest = make_site(tmp_path / "b/html", "one"), tmp_path / "dest"
    rsync = shutil.which("rsync")
    write(tmp_path / "bin/rsync", f'#!/bin/sh\n{rsync} "$@"\necho more >>{site}/posts/1.html\n')
    (tmp_path / "bin/rsync").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}/bin:{os.environ['PATH']}")
    assert refused(dest, site) == "the site was built once more while it was sent: run this again"
    assert names(dest) == ["releases"]


WATCHED = ("ln", "mv", "rm", "mkdir", "readlink", "cat", "sort", "tail", "grep", "ls")
"""The programs that the shell runs at a destination."""
WATCHING = """\
#!/bin/sh
echo x >>{folder}/calls
{readlink} {dest}/current >>{folder}/links || echo nowhere >>{folder}/links
[ "$(wc -l <{folder}/calls)" != "$KILL_AT" ] || kill -9 $PPID
exec {program} "$@"
"""


def test_killed_at_any_step_there_the_site_is_the_one_or_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site, dest, tools = tmp_path / "b/html", tmp_path / "dest", tmp_path / "tools"
    for number in range(1, 6):  # so that one goes
        publish(dest, make_site(site, f"n{number}", pages=1))
    tools.mkdir()
    for name in WATCHED:
        values = {"folder": tools, "dest": dest, "program": shutil.which(name), "readlink": shutil.which("readlink")}
        write(tools / name, WATCHING.format(**values))
        (tools / name).chmod(0o755)
    path = os.environ["PATH"]
    ends = 0
    for moment in range(1, 100):
        before = mark_of(dest / "current")
        make_site(site, f"m{moment}", pages=1)
        write(tools / "calls", "")
        monkeypatch.setenv("PATH", f"{tools}:{path}")
        monkeypatch.setenv("KILL_AT", str(moment))
        try:
            publish(dest, site)
        except MistakeError:
            ends += 1
        calls = (tools / "calls").read_text(encoding="utf-8").count("x")
        assert mark_of(dest / "current") in {before, f"m{moment}"}
        monkeypatch.setenv("PATH", path)
        if calls < moment:
            break
        publish(dest, site)
        assert mark_of(dest / "current") == f"m{moment}"
    assert ends > 8
    links = {*(tools / "links").read_text(encoding="utf-8").split()}
    assert len(links) > ends
    assert "nowhere" not in links
    assert len([name for name in releases(dest) if name.isdigit()]) == shell.KEPT
