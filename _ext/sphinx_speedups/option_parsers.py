"""docutils' parser of options, made once for all documents that are read in the same way.

Owns: when a parser may be used again. Must not: know who asks for settings. In: what docutils makes a parser of. Out:
settings that are new each time, as docutils makes them.

The options are those of a command line, some 75; nobody who reads a document types any.
"""

from __future__ import annotations

import os
import warnings
from typing import TYPE_CHECKING

from docutils.frontend import OptionParser

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from docutils import SettingsSpec
    from docutils.frontend import Values

KNOWN = {
    "docutils.frontend:OptionParser.__init__": frozenset({"c05138dde6681262"}),  # docutils 0.22, 0.23
    "docutils.frontend:OptionParser.populate_from_components": frozenset({"0bbc4345dd432991"}),
    "docutils.frontend:OptionParser.get_default_values": frozenset({"566a77d1b929da45"}),
}
"""What a patch that uses this hangs on; see `patch.Patch.known`."""
SPECIFICATION = {
    "settings_spec",
    "settings_defaults",
    "settings_default_overrides",
    "relative_path_settings",
    "config_section",
    "config_section_dependencies",
}
"""What a parser is made of. Components have it of their class; an instance that has any of its own is no like."""


class LastParser:
    """Makes settings with the last parser of options, if a new one would be the same."""

    def __init__(self) -> None:
        self._asked: object = None
        self._parser: OptionParser | None = None

    def settings(
        self,
        components: Sequence[SettingsSpec | type[SettingsSpec]],
        defaults: Mapping[str, Any],
        *,
        read_config_files: bool,
    ) -> Values:
        """Settings for a document. Its lists are its own, too."""
        kinds = [part if isinstance(part, type) else type(part) for part in components]
        has_own = any(SPECIFICATION & vars(part).keys() for part in components if not isinstance(part, type))
        # A file of settings is looked for in the working folder, and where the environment says.
        asked = (kinds, dict(defaults), read_config_files, os.environ.get("DOCUTILSCONFIG"), os.getcwd())  # noqa: PTH109
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # there is nothing else yet, docutils 0.23
            if self._parser is None or has_own or self._asked != asked:
                self._asked = None if has_own else asked
                self._parser = OptionParser(
                    components=components, defaults=defaults, read_config_files=read_config_files
                )
            values = self._parser.get_default_values()
        for name, value in vars(values).items():
            if isinstance(value, list):
                setattr(values, name, value.copy())
        return values
