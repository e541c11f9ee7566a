"""What every page is made of besides its document: code, settings, theme, templates, static files.

Owns: which of these count. Must not: know documents. In: Sphinx's application, of which each part is asked where its
files are. Out: two digests: with another one of the first everything is read again, with another one of the second all
pages are written again.

An installed library is what its version says; code, themes and templates that lie elsewhere are what their files hold.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any

from sphinx import locale
from sphinx.builders.html import StandaloneHTMLBuilder

from . import digests
from .places import places_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from gettext import NullTranslations

    from sphinx.application import Sphinx

SETTINGS_OF_MESSAGES = {"nitpicky", "nitpick_ignore", "nitpick_ignore_regex"}
"""Settings that change what is told while pages are written, of which Sphinx takes no notice."""
SETTINGS_OF_PLACES = {"templates_path", "html_static_path"}
"""Settings that hold places on this machine, whose content counts."""
DISTRIBUTION = ".dist-info"


def digest_of_code(app: Sphinx, left_out: Collection[str] = (), /) -> str:
    """The digest of all code that documents are read with: installed libraries, extensions, conf.py's functions.

    `left_out` are modules and packages that don't count, whatever has loaded them.
    """
    installed = installed_folders()
    return digests.digest(
        sys.version_info[:2],
        sorted(name for folder in installed for name in distributions(folder)),
        digests.digest_of_files(_own_modules(app, installed, left_out)),
        _own_code_of_settings(app),
        sorted((name, _messages(found)) for name, found in locale.translators.items() if name[0] != "console"),
    )


def _messages(found: NullTranslations | None) -> list[tuple[object, object]]:
    """The translations of a catalog, those of its fallbacks included."""
    messages: dict[object, object] = {}
    while found is not None:
        messages = {**vars(found).get("_catalog", {}), **messages}
        found = vars(found).get("_fallback")
    return sorted(messages.items(), key=str)


def installed_folders() -> tuple[str, ...]:
    """The folders that libraries are installed into, Python's own first, each with a slash."""
    paths = sysconfig.get_paths()
    own = {path for path in sys.path if path.endswith(("site-packages", "dist-packages"))}
    return tuple(
        f"{folder}{os.sep}" for folder in (paths["stdlib"], *sorted({paths["purelib"], paths["platlib"], *own}))
    )


def distributions(folder: str, /) -> list[str]:
    """The names and versions of what is installed into a folder."""
    try:
        return [name for name in os.listdir(folder) if name.endswith(DISTRIBUTION)]  # noqa: PTH208 - hundreds, each build
    except OSError:
        return []


def is_installed(path: str, installed: tuple[str, ...], /) -> bool:
    """True for what lies in one of the folders of libraries."""
    return f"{path}{os.sep}".startswith(installed)


def _own_modules(app: Sphinx, installed: tuple[str, ...], left_out: Collection[str] = ()) -> list[Path]:
    """The files of extensions that aren't installed, of what was loaded from the same folders, and beside conf.py.

    Of an extension that is a package all modules count: some are loaded when a page needs them, or by whoever builds.
    """
    names = {getattr(module, "__file__", None) or "": _name_of(module, name) for name, module in [*sys.modules.items()]}
    folders = set()
    for extension in app.extensions.values():
        name, file = extension.module.__name__, getattr(extension.module, "__file__", None)
        if file and not is_installed(file, installed):
            path = Path(file)
            is_package = path.stem == "__init__"
            folders.add(f"{path.parents[name.count('.') + is_package]}{os.sep}")
            names |= _modules_in(str(path.parent), name) if is_package else {}
    beside = str(app.confdir)
    beside_builds = tuple(f"{name}." for name in left_out)
    return [
        Path(file)
        for file, name in sorted(names.items())
        if (file.startswith(tuple(folders)) or os.path.dirname(file) == beside)  # noqa: PTH120 - thousands
        and not is_installed(file, installed)
        and not f"{name}.".startswith(beside_builds)
    ]


def _name_of(module: object, otherwise: str) -> str:
    """The name by which a module is found, also that which Python runs as its main one."""
    return str(getattr(getattr(module, "__spec__", None), "name", otherwise))


def _modules_in(folder: str, package: str) -> dict[str, str]:
    """The files of a package's modules, and the modules' names."""
    found: dict[str, str] = {}
    for path, _, files in os.walk(folder):
        inner = path.removeprefix(folder).replace(os.sep, ".")
        found |= {f"{path}{os.sep}{file}": f"{package}{inner}.{file[:-3]}" for file in files if file.endswith(".py")}
    return found


def _own_code_of_settings(app: Sphinx) -> str:
    """The text of conf.py if there is code in it which Sphinx may call; else its values say all of it."""
    values = vars(app.config).get("_raw_config", {})
    own = [value for value in values.values() if isinstance(value, (FunctionType, type))]
    file = Path(app.confdir, "conf.py")
    # Sphinx gives conf.py no name, so that its classes have Python's own.
    has_code = any(value.__module__ == "builtins" or _is_of(value, file) for value in own)
    return file.read_text(encoding="utf-8", errors="replace") if has_code and file.is_file() else ""


def _is_of(value: object, file: Path) -> bool:
    code = getattr(value, "__code__", None)
    return code is not None and Path(code.co_filename) == file


def digest_of_inputs(
    app: Sphinx, html: StandaloneHTMLBuilder | None, code: str, left_out: set[str], indices: Iterable[str], /
) -> str:
    """The digest of all that every page depends on; `code` is the digest above.

    `left_out` are settings that hold no content, `indices` the domains' indices, to which each page may have a link.
    """
    config, neutral = app.config, places_of(app).neutral
    values = [value for value in config if value.name in SETTINGS_OF_MESSAGES or value.rebuild in ("html", "env")]
    values = [value for value in values if value.name not in left_out]
    return digests.digest(
        code,
        digests.digest_of_files(_files(app, html)),
        sorted((value.name, digests.setting_as_text(value.value, neutral)) for value in values),
        sorted(app.tags),
        sorted((name, extension.version) for name, extension in app.extensions.items()),
        sorted((name, _inventory(found)) for name, found in getattr(app.env, "intersphinx_cache", {}).items()),
        _assets(html, neutral) if html else "",
        list(indices),
    )


def places_of_inputs(app: Sphinx, /) -> list[Path]:
    """The files and folders of all that a site is made of besides its documents, but for installed libraries."""
    html = app.builder if isinstance(app.builder, StandaloneHTMLBuilder) else None
    return [*_own_modules(app, installed_folders()), *_files(app, html)]


def digest_of_settings(app: Sphinx, /) -> str:
    """The digest of all settings, of whichever kind."""
    neutral = places_of(app).neutral
    return digests.digest(sorted((value.name, digests.setting_as_text(value.value, neutral)) for value in app.config))


def _inventory(found: Any) -> str:
    """The content of an inventory of another site: what Sphinx keeps of it, without the time at which it came."""
    return (
        digests.as_text((found[0], found[2])) if isinstance(found, tuple) and len(found) > 2 else digests.as_text(found)
    )


def _files(app: Sphinx, html: StandaloneHTMLBuilder | None) -> Iterator[Path]:
    """The files that pages are made with, and the folders of such files, as each part of Sphinx names them."""
    if html is None:
        return
    config = app.config
    installed = installed_folders()
    single = [name for name in (config.html_logo, config.html_favicon, config.html_search_scorer) if name]
    yield from (Path(app.confdir, name) for name in (*config.html_static_path, *single))
    yield from (
        Path(folder) for folder in getattr(app.registry, "static_dirs", ()) if not is_installed(str(folder), installed)
    )
    yield from (Path(folder) for folder in html.theme.get_theme_dirs() if not is_installed(str(folder), installed))
    loaders = getattr(html.templates, "loaders", ())
    folders = dict.fromkeys(str(folder) for loader in loaders for folder in getattr(loader, "searchpath", ()))
    yield from (Path(folder) for folder in folders if not is_installed(str(folder), installed))
    if script := html._get_translations_js():
        yield Path(script)


def _assets(html: StandaloneHTMLBuilder, neutral: Callable[[str], str]) -> str:
    """The style sheets and scripts that every page names, in their order, and the options of the theme."""
    files: list[Any] = [*html._css_files, *html._js_files]
    named = [(str(file.filename), file.priority, sorted(file.attributes.items())) for file in files]
    return digests.setting_as_text([named, html.theme.get_options(html.theme_options)], neutral)
