"""Edits of the table in `inputs` that are made one upon the other, since none has to do with those before it.

A walk needs one clean build at its end, where each edit for itself would need its own. An edit that is named nowhere
here is a walk by itself.
"""

from __future__ import annotations

from .inputs import INPUTS, Input

NAMED = {
    "documents": [
        ["a template", "a word of a document", "an included file", "an icon", "an extra file"],
        ["a new template", "a title two levels down", "a definition", "a new static file"],
        ["a style sheet", "a heading two levels down", "a listing's file", "a new extra file"],
        ["a style sheet more", "a heading that a reference shows", "a file to be downloaded", "a new document"],
        ["a static file that goes", "a heading more two levels down", "an image", "a document that goes"],
        ["a setting of pages", "a new document two levels down", "an included file that goes", "a logo"],
        [
            *("a setting of the command", "the order of a table of contents", "an extra file that goes", "a tag"),
            "an extra file in a page's place",
        ],
        ["a value for templates of the command", "the order of a nested one", "a term's name", "a citation that moves"],
        ["a setting of documents", "an option of a table of contents", "a figure more before a numbered one"],
        ["a setting of one extension", "a document in the middle that goes", "an entry of the index"],
        [
            *("the numbers of figures", "a document in no table of contents", "an equation more before a numbered one"),
            "something to do",
        ],
    ],
    "names": [
        ["a label that moves", "a function that goes", "another site's inventory"],
        ["a label twice", "a function that moves", "a warning of a document's form"],
        ["a label that goes", "a function twice", "a title that a reference shows"],
        ["a heading twice", "an option that moves"],
        ["a heading that is a label", "a term twice"],
    ],
    "own": [
        ["a theme's template", "an extension's directive", "a theme's new template", "an extension's handler"],
        ["a theme's style sheet", "a module of an extension", "a theme's setting in conf.py"],
        ["a theme's own setting", "a module of conf.py", "the setup of conf.py", "an extension's static folder"],
    ],
    "package": [
        ["a docstring", "a function more", "an inherited docstring"],
        ["a signature", "the docstring in a summary"],
        ["a comment in the code", "the template of made documents"],
    ],
    "translated": [["a catalog", "a new catalog"], ["a title in a catalog", "another language"]],
    "joined": [
        ["a word of a document with cards", "a redirect more", "a document that goes"],
        ["the address of the site", "a new document"],
    ],
    "notebooks": [["a word of a notebook", "a notebook in text"], ["what a notebook printed"]],
}
"""Site -> its walks, each the names of edits."""


def walks() -> list[list[Input]]:
    """All edits of the table, in walks."""
    rows = {(row.site, row.name): row for row in INPUTS}
    found = [
        [rows.pop((site, name)) for name in names if (site, name) in rows]
        for site, walks in NAMED.items()
        for names in walks
    ]
    return [*found, *([row] for row in rows.values())]
