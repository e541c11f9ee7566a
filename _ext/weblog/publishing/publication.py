"""A publication: a built site is compared with what is published, sent beside it, and shown in its place in one step.

Owns: the order of it, and what is kept of it. Must not: build, know how files travel. In: a built site, a destination.
Out: another release there; lines for the author.
"""

from __future__ import annotations

import secrets
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from weblog.posts.mistake import MistakeError
from weblog.publishing import shell
from weblog.publishing.changes import Changes, changes
from weblog.publishing.destination import INSTALL
from weblog.publishing.inventory import NOT_SENT, Inventory, UnreadableError, inventory, states

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weblog.publishing.destination import Destination

PUBLISHED, RELEASE = "published.json", "published.release"
"""Beside the built site: the inventory of what was last published, wherever to, and that release's name."""
RSYNC = (
    "-rlpc",  # by contents, without times: what is the same stays, with its time, of which servers make ETags
    "--chmod=Du=rwx,Dgo=rx,Fu=rw,Fgo=r",  # whatever umask it was built with
    "--copy-unsafe-links",
    "-s",  # names with blanks and quotes
    "-i",
)
OTHERS = (
    "{}: somebody else has begun to publish there after this did, so that theirs counts: look at it, and run this again"
)
SHOWN = 20
"""How many addresses that would be lost are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What is at a destination: a release, 0 for none yet, and its inventory, if this version can read it."""

    number: int = 0
    name: str = ""
    inventory: Inventory | None = field(default_factory=Inventory)

    @property
    def link(self) -> str:
        """Where `current` leads."""
        return f"releases/{self.number}/html" if self.number else ""


def look(destination: Destination, kept: Path, /) -> Published:
    """What is published at a destination; `kept` is the folder of what is known from here.

    :raises MistakeError: if it can't be published to.
    """
    own = _kept(kept)
    (answer, *words), more = destination.run(shell.LOOK, known=own.name)
    if answer == "no-rsync":
        raise MistakeError(f"rsync isn't installed on {destination.host or 'this machine'}: {INSTALL}")
    if answer == "foreign":
        raise MistakeError(
            f"{destination.written} has something that make publish didn't put there: {' '.join(words)}; "
            "name a folder of its own for the site, which needn't be there yet"
        )
    if answer == "nothing":
        return Published()
    number, name = int(words[0]), words[1]
    if name == own.name:
        return Published(number=number, name=name, inventory=own.inventory)
    try:
        return Published(number=number, name=name, inventory=Inventory.from_json(more))
    except UnreadableError:
        return Published(number=number, name=name, inventory=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A built site as it was at a moment: its folder, what changes whenever a file does, and its inventory."""

    folder: Path
    states: Mapping[str, tuple[int, int, int]]
    inventory: Inventory

    @classmethod
    def now(cls, folder: Path, published: Published, /) -> Built:
        """The site that is in a folder; files that are published as they are aren't looked into."""
        return cls(folder=folder, states=states(folder), inventory=inventory(folder, published.inventory))


def publish(destination: Destination, published: Published, built: Built, kept: Path, /, *, lose: bool = False) -> None:
    """Publishes a built site in the place of what is published, and tells what that does.

    :raises MistakeError: if addresses would be lost, or anything goes wrong: all is as it was then.
    """
    new = built.inventory
    if published.inventory is None and not lose:
        raise MistakeError(
            f"{destination.written}: release {published.number} was published by another version of this program, so "
            "that nobody can tell whether addresses would be lost: LOSE=1 publishes all the same"
        )
    done = changes(published.inventory or Inventory(), new)
    print(done.sentence(), flush=True)
    if done.lost and not lose:
        raise MistakeError(_refusal(done))
    if published.number and new == published.inventory:
        _keep(kept, new, published.name)
        print(f"{destination.written} has all of it, as release {published.number}")
        return
    name = secrets.token_hex(6)
    destination.run(shell.PREPARE, id=name)
    try:
        sent = _send(destination, published, built, name)
    except MistakeError:
        if destination.run(shell.IS_HELD, id=name)[0] == ["no"]:
            raise MistakeError(OTHERS.format(destination.written)) from None
        raise
    if states(built.folder) != built.states:
        raise MistakeError("the site was built once more while it was sent: run this again")
    (answer, *words), _ = destination.run(shell.SWITCH, id=name, seen=published.link)
    if answer != "release":
        raise MistakeError(OTHERS.format(destination.written))
    _keep(kept, new, name)
    print(
        f"published at {destination.written} as release {words[0]}: "
        f"{sent} files sent, {len(new.files) - sent} as they were"
    )


def back(destination: Destination, kept: Path, /) -> None:
    """Shows the release before the one that is shown.

    :raises MistakeError: if there is none.
    """
    (answer, *words), more = destination.run(shell.BACK)
    if answer == "nothing":
        raise MistakeError(f"{destination.written} has no release: make publish sends the first one")
    if answer == "first":
        raise MistakeError(f"{destination.written} has no release before {words[0]}, which is shown")
    try:
        _keep(kept, Inventory.from_json(more), words[1])
    except UnreadableError:
        (kept / RELEASE).unlink(missing_ok=True)
    print(f"{destination.written} shows release {words[0]} again, and no longer {words[2]}")


def _send(destination: Destination, published: Published, built: Built, name: str) -> int:
    """Sends a site with its inventory into the folder that was made for it: how many files of the site were sent."""
    with tempfile.TemporaryDirectory(prefix="weblog-") as aside:
        html, written = Path(aside, "html"), Path(aside, PUBLISHED)
        html.symlink_to(built.folder.resolve())
        written.write_text(built.inventory.as_json(), encoding="utf-8")
        options = [*RSYNC, *(f"--exclude=/html/{name}" for name in NOT_SENT)]
        if published.number:
            options.append(f"--link-dest=../{published.number}/")
        lines = destination.send([html, written], f"releases/.new-{name}", options)
    return sum(line[1:2] == "f" and line[:1] in "<>" and not line.endswith(f" {PUBLISHED}") for line in lines)


def _refusal(done: Changes) -> str:
    """Why a publication is refused, and the way out."""
    posts = {post.partition("#")[0] for post in done.removed_posts}
    lost = sorted(done.lost, key=lambda address: (address not in posts, address))
    lines = ["these addresses are published, and would be lost:", *(f"  {address}" for address in lost[:SHOWN])]
    if len(lost) > SHOWN:
        lines.append(f"  and {len(lost) - SHOWN} more")
    if pages := [address for address in lost if address.endswith(".html")]:
        name = pages[0].removesuffix(".html")
        lines.append(f'a post that is elsewhere now leads on from there with ":was: {name}" in its {{post}}')
    lines.append("LOSE=1 publishes all the same")
    return "\n".join(lines)


def _kept(folder: Path) -> Published:
    """What was last published, as far as this folder knows."""
    try:
        name = (folder / RELEASE).read_text(encoding="utf-8")
        return Published(name=name, inventory=Inventory.from_json((folder / PUBLISHED).read_bytes()))
    except (OSError, ValueError):
        return Published()


def _keep(folder: Path, published: Inventory, name: str) -> None:
    """Notes what is published; the name goes first and comes last, so that it never stands beside another inventory."""
    (folder / RELEASE).unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in ((PUBLISHED, published.as_json()), (RELEASE, name)):
        beside = folder / f"{file}.new"
        beside.write_text(text, encoding="utf-8")
        beside.replace(folder / file)
