"""Made-up posts: the same for the same seed, on every machine.

Owns: what a synthetic post is made of. Must not: know any tool. In: a number of posts. Out: `SyntheticPost`s, oldest
first. 600 words each: paragraphs, a list, some code, sections, links to older posts; tags by Zipf's law; dates spread
evenly over twenty years. Each is about a talk: of 1,000 posts the talks are of 300 events and 700 speakers.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

SEED = 20200625
WORDS_IN_A_POST = 600
TAGS = 40
FIRST = datetime(2005, 1, 1, 9, 0)
DAYS = 20 * 365
SYLLABLES = [
    a + b for a in ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr") for b in "aeiou"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntheticPost:
    """One post; `body` is Markdown in which `{{0}}`, `{{1}}`, ... stand for links to the posts numbered in `links`."""

    number: int
    date: datetime
    slug: str
    title: str
    tags: tuple[str, ...]
    body: str
    links: tuple[int, ...]
    event: int
    speakers: tuple[str, ...]

    @property
    def path(self) -> str:
        """Where the post lies: "2020/06/25/slug"."""
        return f"{self.date:%Y/%m/%d}/{self.slug}"


def make(count: int, /, seed: int = SEED) -> list[SyntheticPost]:
    """`count` posts, oldest first."""
    dice = random.Random(seed)
    vocabulary = _vocabulary(dice)
    tags = [vocabulary[place] for place in range(200, 200 + TAGS)]
    weights = [1 / (rank + 1) for rank in range(TAGS)]
    cast = _cast(random.Random(seed), vocabulary, count * 7 // 10 + 1)
    posts = []
    for number in range(count):
        date = FIRST + timedelta(days=DAYS * number // count, minutes=number % 600)
        chosen = tuple(dict.fromkeys(dice.choices(tags, weights, k=dice.randint(1, 3))))
        links = tuple(sorted({dice.randrange(number) for _ in range(2)})) if number else ()
        title = f"{_words(dice, vocabulary, 5).capitalize()} {number}"
        body = _body(dice, vocabulary, len(links))
        slug = f"post-{number:05}"
        posts.append(
            SyntheticPost(
                number=number,
                date=date,
                slug=slug,
                title=title,
                tags=chosen,
                body=body,
                links=links,
                event=number * 3 // 10,
                speakers=(cast[number * 7 // 10], cast[number // 2])[: 1 + number % 4 // 3],
            )
        )
    return posts


def _cast(dice: random.Random, vocabulary: list[str], count: int) -> list[str]:
    """Names of speakers, of which no two have a word in common: none is nearly another one."""
    first = dice.sample(_enough(vocabulary, vocabulary, count, 2), count)
    pairs = [f"{one}{other}" for one, other in pairwise(vocabulary)]
    last = dice.sample(_enough(pairs, vocabulary, count, 3), count)
    return [f"{one.capitalize()} {other.capitalize()}" for one, other in zip(first, last, strict=True)]


def _enough(names: list[str], vocabulary: list[str], count: int, parts: int) -> list[str]:
    """The names, and as many more as there have to be, each of so many words that stand apart in the vocabulary."""
    step = 1
    while len(names) < count:
        step += 1
        apart = [vocabulary[step * part :] + vocabulary[: step * part] for part in range(parts)]
        names = [*names, *map("".join, zip(*apart, strict=True))]
    return names


def _vocabulary(dice: random.Random) -> list[str]:
    words = {"".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))) for _ in range(6000)}
    return sorted(sorted(words), key=lambda word: dice.random())  # a set has another order in each process


def _words(dice: random.Random, vocabulary: list[str], count: int) -> str:
    """Words of which few are frequent and many are rare, as in a language."""
    ranks = (int(len(vocabulary) ** dice.random()) - 1 for _ in range(count))
    return " ".join(vocabulary[rank] for rank in ranks)


def _body(dice: random.Random, vocabulary: list[str], links: int) -> str:
    def sentence(count: int) -> str:
        return _words(dice, vocabulary, count).capitalize() + "."

    def paragraph() -> str:
        return " ".join(sentence(12) for _ in range(5))

    parts = [paragraph()]
    parts += [
        f"See {{{{{place}}}}}, *{_words(dice, vocabulary, 2)}* and `{vocabulary[place]}`." for place in range(links)
    ]
    for _ in range(3):
        parts += [f"## {_words(dice, vocabulary, 4).capitalize()}", paragraph(), paragraph()]
        parts.append("\n".join(f"- {sentence(8)}" for _ in range(5)))
        parts.append(f"```python\ndef {vocabulary[dice.randrange(900)]}(value):\n    return value + 1\n```")
    return "\n\n".join(parts) + "\n"
