"""The settings of the old weblog."""

raise RuntimeError("an import runs no conf.py of the old weblog")
