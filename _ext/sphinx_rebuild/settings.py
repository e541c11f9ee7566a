"""Settings as the author made them.

Owns: that settings which an extension changes during a build don't count as changed in the next one. Must not: judge a
setting. In: Sphinx's configuration when all extensions are there. Out: the same in the pickled environment.

Sphinx compares the settings of conf.py with those of the pickled environment, and reads everything again if they
differ. A theme that sets one of them on its way (`fontawesome_included`) would have everything read in every build.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from sphinx.config import is_serializable

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


class PristineSettings:
    """The values that the settings had before the build began."""

    def __init__(self, config: Config, /) -> None:
        self.values: dict[str, Any] = {
            setting.name: copy.deepcopy(setting.value) for setting in config if is_serializable(setting.value)
        }
        self.current: Config | None = None

    def put_into(self, env: BuildEnvironment, /) -> None:
        """Puts a configuration with these values into the environment, to be pickled."""
        changed = {
            setting.name: self.values[setting.name]
            for setting in env.config
            if setting.name in self.values and setting.value != self.values[setting.name]
        }
        if changed:
            self.current, pristine = env.config, object.__new__(type(env.config))
            vars(pristine).update(vars(env.config) | changed)
            env.config = pristine

    def take_out_of(self, env: BuildEnvironment, /) -> None:
        """Puts the configuration of this build back."""
        if self.current is not None:
            env.config, self.current = self.current, None
