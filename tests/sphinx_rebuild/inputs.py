"""What pages are made of: for each input that there is, an edit, and which files of the output are others then.

A row's `changes` are all files that differ between the clean builds before and after the edit. So they are what the
next build must write, and it must write nothing else. `reads` are the documents that it may read, at most.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .builds import Contents, State
from .sites import documents, joined, names, notebooks, own, package, translated

if TYPE_CHECKING:
    from collections.abc import Mapping

    Edit = Mapping[str, Contents | tuple[str, str] | None]
    """Path -> its new contents; or a text in it and what takes its place; or nothing, where the file goes."""

SITES: Mapping[str, Mapping[str, Contents]] = {
    "documents": documents.FILES,
    "names": names.FILES,
    "own": own.FILES,
    "package": package.FILES,
    "translated": translated.FILES,
    "joined": joined.FILES,
    "notebooks": notebooks.FILES,
}
CONF = "conf.py"
ALL = "*"


@dataclass(frozen=True, slots=True)
class Input:
    """One input, and what depends on it."""

    site: str
    name: str
    edit: Edit
    changes: str = ""
    """Paths in the output folder, those of pages without ".html"; "*" for all pages that were there.

    The copies of the edited documents, in `_sources`, go without saying.
    """
    reads: str = ""
    """Names of documents; "*" for any."""
    warns: int = 0
    """How many warnings the edit brings."""
    arguments: tuple[str, ...] = field(default=())


def edited(state: State, row: Input, /) -> State:
    """A site's state after an edit; the state itself where the edit finds nothing to do."""
    files = dict(state.files)
    for path, new in row.edit.items():
        if new is None:
            files.pop(path, None)
        elif isinstance(new, tuple):
            text = files.get(path, "")
            assert isinstance(text, str)
            files[path] = text.replace(*new)
            if path not in state.files:
                del files[path]
        else:
            files[path] = new
    return State(files=files, arguments=(*state.arguments, *row.arguments))


SWAPPED = "   figures\n   glossary\n", "   glossary\n   figures\n"
A_FIGURE = ".. figure:: pot.svg\n\n   Another pot\n\n"
AN_EQUATION = ".. math:: e = mc\n   :label: energy\n\n"

INPUTS = [
    # Documents
    Input(
        "documents",
        "a word of a document",
        {"alone.rst": ("Nobody leads", "No road leads")},
        changes="alone searchindex.js",
        reads="alone",
    ),
    Input(
        "documents",
        "a title two levels down",
        {"book/page.rst": ("A page\n======", "The page\n========")},
        changes="book/chapter book/glazing book/index book/page index notes objects.inv searchindex.js todos",
        reads="book/page",
    ),
    Input(
        "documents",
        "a heading two levels down",
        {"book/page.rst": ("Cooling\n-------", "Cooling down\n------------")},
        changes="book/chapter book/index book/page index searchindex.js",
        reads="book/page",
    ),
    Input(
        "documents",
        "a heading that a reference shows",
        {"book/page.rst": ("Firing\n------", "Burning\n-------")},
        changes="book/chapter book/index book/page index notes objects.inv searchindex.js",
        reads="book/page",
    ),
    Input(
        "documents",
        "a heading more two levels down",
        {"book/page.rst": ("More words.\n", "More words.\n\nSelling\n-------\n")},
        changes="book/chapter book/index book/page index searchindex.js",
        reads="book/page",
    ),
    Input(
        "documents",
        "the order of a table of contents",
        {"index.rst": SWAPPED},
        changes="book/glazing book/page figures glossary index notes",
        reads="index",
    ),
    Input(
        "documents",
        "the order of a nested one",
        {"book/index.rst": ("   chapter\n   glazing\n", "   glazing\n   chapter\n")},
        changes="book/chapter book/glazing book/index book/page figures index",
        reads="book/index",
    ),
    Input(
        "documents",
        "an option of a table of contents",
        {"index.rst": (":numbered:", ":maxdepth: 2")},
        changes="book/chapter book/glazing book/index book/page figures glossary index notes parts-of "
        "searchindex.js todos",
        reads="index",
    ),
    Input(
        "documents",
        "a new document",
        {"new.rst": ":orphan:\n\nNew\n===\n\nNews.\n"},
        changes="new objects.inv searchindex.js",
        reads="new",
    ),
    Input(
        "documents",
        "a new document two levels down",
        {"book/chapter.rst": ("   page\n", "   page\n   new\n"), "book/new.rst": "New\n===\n\nNews.\n"},
        changes="book/chapter book/glazing book/index book/new book/page index objects.inv searchindex.js",
        reads="book/chapter book/new",
    ),
    Input(
        "documents",
        "a document that goes",
        {"alone.rst": None},
        changes="alone objects.inv searchindex.js",
        reads="",
    ),
    Input(
        "documents",
        "a document in the middle that goes",
        {"figures.rst": None, "index.rst": ("   figures\n", "")},
        changes="book/glazing book/page figures glossary index notes objects.inv parts-of searchindex.js todos",
        reads="index",
        warns=2,
    ),
    Input(
        "documents",
        "a document in no table of contents",
        {"index.rst": ("   todos\n", "")},
        changes="index parts-of searchindex.js todos",
        reads="index",
        warns=1,
    ),
    Input(
        "documents",
        "an included file",
        {"parts/shared.txt": "Other words.\n"},
        changes="parts-of searchindex.js",
        reads="parts-of",
    ),
    Input(
        "documents",
        "an included file that goes",
        {"parts/shared.txt": None},
        changes="parts-of searchindex.js",
        reads="parts-of",
        warns=2,
    ),
    Input(
        "documents",
        "a listing's file",
        {"parts/fire.py": 'print("cool")\n'},
        changes="parts-of searchindex.js",
        reads="parts-of",
    ),
    Input(
        "documents",
        "a file to be downloaded",
        {"parts/form.txt": "Another form.\n"},
        changes="_downloads/a307b6d9b8e6ec873cd9be8d958d9e55/form.txt",
        reads="parts-of",
    ),
    Input(
        "documents",
        "an image",
        {"pot.svg": documents.PICTURE.format(9)},
        changes="_images/pot.svg",
        reads="figures parts-of",
    ),
    Input(
        "documents",
        "a figure more before a numbered one",
        {"figures.rst": (".. _the-figure:", f"{A_FIGURE}.. _the-figure:")},
        changes="book/page figures searchindex.js",
        reads="figures",
    ),
    Input(
        "documents",
        "an equation more before a numbered one",
        {"notes.rst": (".. math:: h", f"{AN_EQUATION}.. math:: h")},
        changes="book/page notes searchindex.js",
        reads="notes",
    ),
    Input(
        "documents",
        "a definition",
        {"glossary.rst": ("An oven.", "A hot oven.")},
        changes="glossary searchindex.js",
        reads="glossary",
    ),
    Input(
        "documents",
        "a term's name",
        {"glossary.rst": ("kiln", "oven")},
        changes="book/page genindex glossary objects.inv searchindex.js",
        reads="glossary",
        warns=1,
    ),
    Input(
        "documents",
        "an entry of the index",
        {"book/page.rst": ("firing; of pots", "firing; of bowls")},
        changes="genindex searchindex.js",
        reads="book/page",
    ),
    Input(
        "documents",
        "something to do",
        {"book/page.rst": ("Fire it.", "Cool it.")},
        changes="book/page searchindex.js todos",
        reads="book/page",
    ),
    Input(
        "documents",
        "a citation that moves",
        {
            "notes.rst": (".. [Ada01] Ada. *Pots*. 2001.\n", ""),
            "alone.rst": ("Nobody leads here.", ".. [Ada01] Ada. *Pots*. 2001."),
        },
        changes="alone book/page notes objects.inv searchindex.js",
        reads="alone notes",
    ),
    Input("documents", "a tag", {}, changes="parts-of searchindex.js", reads="*", arguments=("-t", "draft")),
    # What all pages have
    Input(
        "documents",
        "a template",
        {"_templates/mine.html": "<p>Another sidebar of {{ project }}.</p>\n"},
        changes="*",
        reads="",
    ),
    Input(
        "documents",
        "a new template",
        {"_templates/layout.html": '{% extends "!layout.html" %}{% block footer %}Foot{% endblock %}'},
        changes="*",
        reads="",
    ),
    Input(
        "documents", "a style sheet", {"_static/mine.css": "p { color: red }\n"}, changes="* _static/mine.css", reads=""
    ),
    Input(
        "documents", "a new static file", {"_static/new.css": "p { color: red }\n"}, changes="_static/new.css", reads=""
    ),
    Input(
        "documents",
        "a style sheet more",
        {"_static/new.css": "p { color: red }\n", CONF: ('["mine.css"]', '["mine.css", "new.css"]')},
        changes="* _static/new.css",
        reads="",
    ),
    Input("documents", "a static file that goes", {"_static/mine.css": None}, changes="* _static/mine.css", reads=""),
    Input("documents", "an icon", {"icon.svg": documents.PICTURE.format(9)}, changes="_static/icon.svg", reads=""),
    Input("documents", "a logo", {"logo.svg": documents.PICTURE.format(9)}, changes="_static/logo.svg", reads=""),
    Input("documents", "an extra file", {"extra/robots.txt": "User-agent: somebody\n"}, changes="robots.txt", reads=""),
    Input("documents", "a new extra file", {"extra/old/new.txt": "New.\n"}, changes="old/new.txt", reads=""),
    Input("documents", "an extra file that goes", {"extra/old/page.txt": None}, changes="old/page.txt", reads=""),
    Input(
        "documents", "an extra file in a page's place", {"extra/alone.html": "Mine.\n"}, changes="", reads="", warns=1
    ),
    Input(
        "documents",
        "a setting of pages",
        {CONF: ("html_theme =", 'html_title = "Bowls"\nhtml_theme =')},
        changes="*",
        reads="",
    ),
    Input(
        "documents",
        "a setting of documents",
        {CONF: ("replace:: Ada", "replace:: Bo")},
        changes="book/page index searchindex.js",
        reads="*",
    ),
    Input(
        "documents",
        "a setting of one extension",
        {CONF: ("todo_include_todos = True", "todo_include_todos = False")},
        changes="book/page searchindex.js todos",
        reads="",
    ),
    Input(
        "documents",
        "the numbers of figures",
        {CONF: ("numfig = True", 'numfig = True\nnumfig_format = {"figure": "Picture %s"}')},
        changes="book/page figures searchindex.js",
        reads="*",
    ),
    Input("documents", "a setting of the command", {}, changes="*", reads="", arguments=("-D", "html_title=Bowls")),
    Input(
        "documents",
        "a value for templates of the command",
        {"_templates/mine.html": "<p>{{ told }}</p>\n"},
        changes="*",
        reads="",
        arguments=("-A", "told=Bowls"),
    ),
    # Names
    Input(
        "names",
        "a label that moves",
        {"one.rst": (".. _place:\n\n", ""), "two.rst": ("Answers\n", ".. _place:\n\nAnswers\n")},
        changes="objects.inv one referring searchindex.js two",
        reads="one two referring",
    ),
    Input(
        "names",
        "a label twice",
        {"two.rst": ("Answers\n", ".. _place:\n\nAnswers\n")},
        changes="two",
        reads="one two referring",
        warns=1,
    ),
    Input(
        "names",
        "a label that goes",
        {"one.rst": (".. _place:\n\n", "")},
        changes="objects.inv one referring searchindex.js",
        reads="one two referring",
        warns=1,
    ),
    Input(
        "names",
        "a heading twice",
        {"two.rst": ("Answers\n-------", "Questions\n---------")},
        changes="index objects.inv searchindex.js two",
        reads="one two referring",
        warns=1,
    ),
    Input(
        "names",
        "a heading that is a label",
        {"one.rst": ("Questions\n---------", "Requests\n--------")},
        changes="index objects.inv one referring searchindex.js",
        reads="one two referring",
        warns=1,
    ),
    Input(
        "names",
        "a function twice",
        {"two.rst": (".. option:: --hot", ".. option:: --hot\n\n.. py:function:: fire()")},
        changes="genindex index searchindex.js two",
        reads="one two referring",
        warns=1,
    ),
    Input(
        "names",
        "a function that moves",
        {
            "one.rst": (".. py:function:: fire()", ""),
            "two.rst": (".. option:: --hot", ".. option:: --hot\n\n.. py:function:: fire()"),
        },
        changes="genindex index objects.inv one referring searchindex.js two",
        reads="one two referring",
    ),
    Input(
        "names",
        "a function that goes",
        {"one.rst": (".. py:function:: fire()", "")},
        changes="genindex index objects.inv one referring searchindex.js",
        reads="one two referring",
    ),
    Input(
        "names",
        "a term twice",
        {"one.rst": (".. py:function::", ".. glossary::\n\n   kiln\n      A furnace.\n\n.. py:function::")},
        changes="genindex objects.inv one referring searchindex.js",
        reads="one two referring",
        warns=1,
    ),
    Input(
        "names",
        "an option that moves",
        {
            "two.rst": (".. option:: --hot\n", ""),
            "one.rst": (".. py:function::", ".. option:: --hot\n\n.. py:function::"),
        },
        changes="genindex objects.inv one referring searchindex.js two",
        reads="one two referring",
    ),
    Input(
        "names",
        "a title that a reference shows",
        {"two.rst": ("Two\n===", "Second\n======")},
        changes="index objects.inv one referring searchindex.js two",
        reads="one two referring",
    ),
    Input(
        "names",
        "another site's inventory",
        {"other.inv": names.inventory("Loam")},
        changes="referring searchindex.js",
        reads="one two referring",
    ),
    Input(
        "names",
        "a warning of a document's form",
        {"alone.rst": ("Nobody", "*Nobody")},
        changes="alone",
        reads="alone",
        warns=1,
    ),
    # A theme and an extension of the site's own
    Input(
        "own", "a theme's template", {"themes/mine/layout.html": ("A footer", "Another footer")}, changes="*", reads=""
    ),
    Input(
        "own",
        "a theme's style sheet",
        {"themes/mine/static/mine.css": "p { color: red }\n"},
        changes="* _static/mine.css",
        reads="",
    ),
    Input(
        "own",
        "a theme's new template",
        {"themes/mine/search.html": '{% extends "basic/search.html" %}{% block body %}Seek.{% endblock %}\n'},
        changes="search",
        reads="",
    ),
    Input("own", "a theme's own setting", {"themes/mine/theme.conf": ("Good bye", "Ciao")}, changes="*", reads=""),
    Input("own", "a theme's setting in conf.py", {CONF: ('"Hello"', '"Hi"')}, changes="*", reads="*"),
    Input(
        "own",
        "an extension's directive",
        {"tools/ours.py": ("An oven: ", "The oven: ")},
        changes="ovens searchindex.js",
        reads="*",
    ),
    Input(
        "own",
        "a module of an extension",
        {"tools/helper.py": 'HEAT = "warm"\n'},
        changes="ovens searchindex.js",
        reads="*",
    ),
    Input(
        "own", "an extension's handler", {"tools/ours.py": ("told by ours", "told by theirs")}, changes="*", reads="*"
    ),
    Input(
        "own",
        "a module of conf.py",
        {"tools/facts.py": 'FACT = "another fact"\n'},
        changes="ovens searchindex.js",
        reads="*",
    ),
    Input("own", "a module beside conf.py", {"words.py": ("by conf.py", "by a module")}, changes="*", reads="*"),
    Input("own", "the setup of conf.py", {CONF: ("said=words.SAID", "said='by nobody'")}, changes="*", reads="*"),
    # A package
    Input(
        "package",
        "a docstring",
        {"src/pots/kilns.py": ("A kiln.", "An oven.")},
        changes="_modules/pots/kilns kilns searchindex.js",
        reads="kilns",
    ),
    Input(
        "package",
        "an inherited docstring",
        {"src/pots/base.py": ("Weigh it.", "Weigh all.")},
        changes="_modules/pots/base kilns",
        reads="kilns",
    ),
    Input(
        "package",
        "a signature",
        {"src/pots/kilns.py": ("heat=900", "heat=1000")},
        changes="_modules/pots/kilns kilns",
        reads="kilns",
    ),
    Input(
        "package",
        "a comment in the code",
        {"src/pots/kilns.py": ("# as it is", "# as told")},
        changes="_modules/pots/kilns",
        reads="kilns",
    ),
    Input(
        "package",
        "a function more",
        {"src/pots/glazes.py": ('    """Mix them."""\n', '    """Mix them."""\n\n\ndef thin():\n    """Thin."""\n')},
        changes="_modules/pots/glazes genindex index made/pots.glazes objects.inv searchindex.js",
        reads="made/pots.glazes summary",
    ),
    Input(
        "package",
        "the docstring in a summary",
        {"src/pots/glazes.py": ("Glazes.", "Shiny glazes.")},
        changes="_modules/pots/glazes made/pots.glazes searchindex.js summary",
        reads="made/pots.glazes summary",
    ),
    Input(
        "package",
        "the template of made documents",
        {"_templates/autosummary/module.rst": (":members:", ":members:\n   :undoc-members:\n\nMade.")},
        changes="_sources/made/pots.glazes.rst.txt made/pots.glazes searchindex.js",
        reads="made/pots.glazes",
    ),
    # Translations
    Input(
        "translated",
        "a catalog",
        {"locales/de/LC_MESSAGES/kilns.po": ("Sehr heiß.", "Heiß.")},
        changes="kilns searchindex.js",
        reads="kilns",
    ),
    Input(
        "translated",
        "a title in a catalog",
        {"locales/de/LC_MESSAGES/kilns.po": ("Brennöfen", "Öfen")},
        changes="glazes index kilns objects.inv searchindex.js",
        reads="kilns",
    ),
    Input(
        "translated",
        "a new catalog",
        {"locales/de/LC_MESSAGES/index.po": translated.CATALOG.format("Pots", "Töpfe")},
        changes="index kilns objects.inv searchindex.js",
        reads="index",
    ),
    Input(
        "translated",
        "another language",
        {},
        changes="* _static/documentation_options.js _static/french-stemmer.js _static/german-stemmer.js "
        "_static/language_data.js _static/translations.js objects.inv searchindex.js",
        reads="*",
        arguments=("-D", "language=fr"),
    ),
    # Other people's extensions
    Input(
        "joined",
        "a word of a document with cards",
        {"cards.rst": ("Words of a card", "Text of a card")},
        changes="cards searchindex.js",
        reads="cards",
    ),
    Input(
        "joined",
        "a new document",
        {"new.rst": ":orphan:\n\nNew\n===\n\nNews.\n"},
        changes="new objects.inv searchindex.js",
        reads="new",
    ),
    Input(
        "joined",
        "a document that goes",
        {"alone.rst": None},
        changes="alone objects.inv searchindex.js",
        reads="",
    ),
    Input(
        "joined",
        "a redirect more",
        {CONF: ('"old.rst": "cards.rst"', '"old.rst": "cards.rst", "older.rst": "code.rst"')},
        changes="_rediraffe_redirected.json older",
        reads="",
    ),
    Input(
        "joined",
        "the address of the site",
        {CONF: ("pots.example", "bowls.example")},
        changes="404 alone cards code genindex index search",
        reads="",
    ),
    Input(
        "notebooks",
        "a word of a notebook",
        {"run.ipynb": ("Words.", "Text.")},
        changes="run searchindex.js",
        reads="run",
    ),
    Input(
        "notebooks",
        "what a notebook printed",
        {"run.ipynb": ("hot\\\\n", "cool\\\\n")},
        changes="run searchindex.js",
        reads="run",
    ),
    Input(
        "notebooks",
        "a notebook in text",
        {"text.md": ("fire()", "cool()")},
        changes="searchindex.js text",
        reads="text",
    ),
]
if own.HAS_STATIC_FOLDERS:
    INPUTS.append(
        Input(
            "own",
            "an extension's static folder",
            {"tools/assets/ours.css": "p { margin: 1px }\n"},
            changes="* _static/ours.css",
        )
    )
