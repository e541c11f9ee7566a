"""The settings of the old weblog."""

import tinkerer

website = "http://bo.example/"
raise RuntimeError(tinkerer)
