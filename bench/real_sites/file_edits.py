"""Random edits of what isn't a document: settings, the theme, templates, images, static files, what documents include.

Owns: what is edited, and how. Must not: build or compare. In: a random number generator and the sources. Out: the edit
in words.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from .sources import WORDS, bytes_of, lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from .sources import Site

SETTINGS = (
    "html_title = 'Another title {number}'",
    "html_short_title = 'Short {number}'",
    "html_show_sourcelink = False",
    "html_copy_source = False",
    "html_split_index = True",
    "html_use_index = False",
    "html_domain_indices = False",
    "html_additional_pages = {{}}",
    "html_permalinks_icon = '#'",
    "html_theme = 'alabaster'",
    "html_css_files = []",
    "html_context = {{'number': {number}}}",
    "pygments_style = 'tango'",
    "language = 'de'",
    "numfig = True",
    "nitpicky = False",
    "nitpick_ignore = {{('py:class', 'pathlib.Path'), ('py:func', 'getattr')}}",
    "suppress_warnings = ['ref.class', 'autodoc']",
    "exclude_patterns += ['man', 'changelog.rst']",
    "add_function_parentheses = False",
    "autodoc_member_order = 'alphabetical'",
    "modindex_common_prefix = []",
    "rst_epilog = 'Words at the end of each document, {number}.'",
    "todo_include_todos = False",
    "release = version = '{number}.0'",
    "extensions = [name for name in extensions if name != 'sphinx.ext.viewcode']",
    "extensions.append('sphinx.ext.autosectionlabel')",
)


def image(random: Random, site: Site) -> str:
    """An image of other bytes, or one that is gone."""
    file = random.choice(site.files("*.png", "*.svg"))
    if random.random() < 0.2:
        file.unlink()
        return f"{site.name(file)} removed"
    file.write_bytes(file.read_bytes() + b"\n")
    return f"{site.name(file)} a byte longer"


def included(random: Random, site: Site) -> str:
    """A file that documents include, show or offer."""
    above = sorted(site.folder.parent.glob("*.[rm][sd]*"))
    file = random.choice([*above, *site.files("*.py", "*.txt", "*.inc")])
    if file.name == "conf.py":
        return setting(random, site)
    return site.write(file, [*lines_of(file), "", f"# {random.choice(WORDS)}"], "a line at the end")


def setting(random: Random, site: Site) -> str:
    """A setting of conf.py, or one of those made earlier taken back."""
    file = site.folder / "conf.py"
    lines = lines_of(file)
    if lines[-1].endswith("# edited") and random.random() < 0.5:
        return site.write(file, lines[:-1], f"{lines[-1]} taken back")
    line = random.choice(SETTINGS).format(number=random.randrange(100)) + "  # edited"
    return site.write(file, [*lines, line], line)


def theme(random: Random, site: Site) -> str:
    """A file of the theme, or one of the site's templates."""
    themes = [file for file in site.files("*.html", "*.css", "*.css.jinja", "*.conf") if file.parent.name != "examples"]
    file = random.choice(themes)
    lines = lines_of(file)
    if file.suffix == ".html":
        blocks = [number for number, line in enumerate(lines) if "endblock" in line]
        if blocks:
            place = random.choice(blocks)
            lines[place] = lines[place].replace("{%", f"<!-- {random.choice(WORDS)} -->{{%", 1)
            return site.write(file, lines, f"a comment in line {place + 1}")
        return site.write(file, [*lines, f"<!-- {random.choice(WORDS)} -->"], "a comment at the end")
    comment = f"/* {random.choice(WORDS)} */" if ".css" in file.name else f"# {random.choice(WORDS)}"
    return site.write(file, [*lines, comment], "a comment at the end")


def static_file(random: Random, site: Site) -> str:
    """A static file, new or of other bytes."""
    folder = site.folder / "_static"
    if not folder.exists():
        raise LookupError(folder)
    if random.random() < 0.5:
        file = folder / f"added-{random.randrange(10**6)}.txt"
        file.write_text("words\n", encoding="utf-8")
        return f"{site.name(file)} added"
    file = random.choice([file for file in sorted(folder.rglob("*")) if file.is_file()])
    file.write_bytes(file.read_bytes() + b"\n")
    return f"{site.name(file)} a byte longer"


def taken_back(random: Random, site: Site) -> str:
    """A file as it was at the start, or gone, if it wasn't there."""
    files = {
        file.relative_to(root) for root in (site.folder, site.untouched) for file in root.rglob("*") if file.is_file()
    }
    changed = [name for name in sorted(files) if bytes_of(site.folder / name) != bytes_of(site.untouched / name)]
    if not changed:
        return nothing(random, site)
    name = random.choice(changed)
    if (site.untouched / name).exists():
        (site.folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site.untouched / name, site.folder / name)
    else:
        (site.folder / name).unlink()
    return f"{name.as_posix()} as it was at the start"


def nothing(random: Random, site: Site) -> str:
    """A file that is written anew with the bytes that it had."""
    file = random.choice(site.documents())
    file.write_bytes(file.read_bytes())
    return f"{site.name(file)} saved unchanged"


FILE_EDITS: Sequence[Callable[[Random, Site], str]] = (
    image,
    included,
    setting,
    theme,
    static_file,
    taken_back,
    nothing,
)
