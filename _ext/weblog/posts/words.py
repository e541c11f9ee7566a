"""The weblog's own words for readers, in the site's language: sentences with places for names, numbers, lists, spans.

Owns: how a message of the catalog `weblog` becomes a text. Must not: know where it stands. In: messages as they are in
English, which the catalogs (`locale/*/LC_MESSAGES/weblog.po`) translate. Out: texts in the language of the build.

`make translations` brings the catalogs up to date; it knows a message by the function that it stands in: `say`,
`number_of`, `filled`, `later`.
"""

from __future__ import annotations

import re
from functools import cache
from gettext import GNUTranslations, NullTranslations, find
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from babel.numbers import format_decimal
from sphinx import locale

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from os import PathLike

CATALOG = "weblog"
FOLDER = Path(__file__).parents[1] / "locale"
PLACE = re.compile(r"\{(\w+)\}")


def load(language: str, folders: Iterable[str | PathLike[str]], /) -> None:
    """Takes the messages of a language: from a site's own folders, then from ours.

    Not as Sphinx does: the messages of a process's first build go before those of all others, in whatever language.
    """
    found = NullTranslations()
    for folder in (FOLDER, *reversed([*folders])):
        if file := find(CATALOG, folder, [language]):
            with Path(file).open("rb") as messages:
                own = GNUTranslations(messages)
            own.add_fallback(found)
            found = own
    locale.translators["general", CATALOG] = found


def later(message: str, /) -> str:
    """A message that stands in a table, where `say` takes it from."""
    return message


def translated(message: str, /) -> str:
    """A message in the site's language."""
    return locale.get_translator(CATALOG).gettext(message)


def say(message: str, /, **values: object) -> str:
    """A message in the site's language, with values in its places."""
    return translated(message).format(**values)


def number_of(one: str, several: str, number: int, /) -> str:
    """A message about a number of things, in which `{number}` is its place."""
    return locale.get_translator(CATALOG).ngettext(one, several, number).format(number=as_number(number))


def as_number(number: int, /) -> str:
    """A number of things as the language writes it: "1,234"."""
    return _as_number(number, _language())


@cache
def _as_number(number: int, language: str) -> str:
    return format_decimal(number, locale=language)


def filled(message: str, /, **values: Sequence[Any]) -> list[Any]:
    """A message in the site's language in parts: words, and in its places the parts of the values, of any type."""
    return _filled(translated(message), values)


def listed(names: Sequence[str], /) -> str:
    """Names as in a sentence: "A", "A and B", "A, B, and C"."""
    return format_list(names, locale=_language())


def listed_parts(names: Sequence[Any], /) -> list[Any]:
    """The same of names that aren't texts: they, and the words between them."""
    places = {f"n{position}": [name] for position, name in enumerate(names)}
    return _filled(listed([f"{{{place}}}" for place in places]), places)


def span(first: str, last: str, /) -> str:
    """From one date to another: "25 June 2020 \N{EN DASH} 27 June 2020"."""
    return _span().format(first, last)


def span_of_parts(days: Sequence[Any], /) -> list[Any]:
    """The same of dates that aren't texts: one or two of them, and what stands between."""
    return _filled(_span().format("{first}", "{last}"), {"first": days[:1], "last": days[1:]}) if days[1:] else [*days]


def direction(language: str, /) -> str:
    """The direction in which a language is written: "ltr", or "rtl"."""
    try:
        return Locale.parse(language.replace("-", "_")).text_direction
    except (ValueError, UnknownLocaleError):
        return "ltr"


def _span() -> str:
    pattern: str = Locale.parse(_language()).interval_formats.get(None, "{0} - {1}")
    return pattern


def _language() -> str:
    """The language that the words are in: the site's, or English where there is no catalog."""
    return locale.get_translator(CATALOG).info().get("language") or "en"


def _filled(text: str, values: Mapping[str, Sequence[Any]]) -> list[Any]:
    parts: list[Any] = []
    for position, piece in enumerate(PLACE.split(text)):
        if position % 2:
            parts += values[piece]
        elif piece:
            parts.append(piece)
    return parts
