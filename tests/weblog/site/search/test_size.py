"""What a reader of a large weblog loads to search it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import sphinx.search
from bench import posts as made
from sphinx.search.en import SearchEnglish

from weblog.posts.excerpt import shortened
from weblog.site.search.index import EVENT, SPEAKER, TALK, Entry, _in_columns, script
from weblog.site.search.places import NOTHING, Key, places_of
from weblog.site.search.text import LONGEST, Part, Stems

from ....checkout import PROJECT

POSTS = 1000
MOST = 350 * 1024


def entries(stems: Stems) -> tuple[list[Entry], dict[Key, Part]]:
    """Of the benchmark's posts, each of 600 words, and their events and speakers; the newest first; their words."""
    found = []
    parts: dict[Key, Part] = {}
    names: dict[str, Entry] = {}
    for post in reversed(made.make(POSTS)):
        about = [(f"events/event-{post.event:04}", EVENT, f"The event {post.event}")]
        about += [(f"speakers/{name.lower().replace(' ', '-')}", SPEAKER, name) for name in post.speakers]
        for page, kind, title in about:
            names.setdefault(page, Entry(key=(page, ""), kind=kind, title=title, shown="1 talk"))
        headings = re.findall(r"^## (.+)$", post.body, re.MULTILINE)
        text = re.sub(r"^## .+$|```(python)?", "", post.body, flags=re.MULTILINE)
        parts[(f"posts/{post.path}", "")] = {
            "headings": "\t".join(f" {heading}" for heading in headings),
            "words": " ".join(sorted(stems.of_text(text))),
            "first": shortened(post.body.partition("\n")[0], LONGEST),
        }
        found.append(
            Entry(
                key=(f"posts/{post.path}", ""),
                kind=TALK,
                title=post.title,
                date=post.date.date(),
                shown=f"{post.date:%-d %B %Y}",
                related=tuple((page, "") for page, _, _ in about),
            )
        )
    return [*found, *(names[page] for page in sorted(names))], parts


def compressed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def test_a_thousand_posts_take_at_most_350_kib_and_the_scripts_with_them() -> None:
    stems = Stems(SearchEnglish({}))
    found, parts = entries(stems)
    sources = {entry.key: (entry.title, parts[entry.key]["words"]) for entry in found if entry.key in parts}
    places = places_of([entry.key for entry in found], sources, NOTHING, stems.of_text)
    index = compressed(
        script(
            *(_in_columns(found, lambda page: f"{page}.html"), [parts.get(entry.key) for entry in found]),
            places["signs"],
            has_stems=True,
        )
    )
    ours = (PROJECT / "_ext/weblog/static/weblog").glob("search*.js")
    sphinxs = (
        Path(sphinx.search.__file__).parent / "minified-js" / f"{name}-stemmer.js" for name in ("base", "english")
    )
    scripts = sum(compressed(script.read_bytes()) for script in (*ours, *sphinxs))
    assert index + scripts <= MOST, (index, scripts)
    assert scripts <= 14 * 1024, scripts
