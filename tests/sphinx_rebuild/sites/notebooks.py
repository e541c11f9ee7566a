"""Notebooks, which nobody runs."""

from __future__ import annotations

import json

from ..builds import files_of


def notebook(text: str, code: str) -> str:
    """A notebook of two cells, the second of which has been run."""
    cells = [
        {"cell_type": "markdown", "id": "one", "metadata": {}, "source": [text]},
        {
            "cell_type": "code",
            "id": "two",
            "execution_count": 1,
            "metadata": {},
            "outputs": [{"name": "stdout", "output_type": "stream", "text": ["hot\\n"]}],
            "source": [code],
        },
    ]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}) + "\n"


FILES = files_of(
    """
%% conf.py
project = "Notebooks"
copyright = "nobody"
extensions = ["ENGINE", "myst_nb"]
nb_execution_mode = "off"
html_theme = "basic"

%% index.md
# Notebooks

```{toctree}
run
text
```

%% text.md
---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
language_info:
  name: python
  pygments_lexer: python
---

# Text

Words.

```{code-cell}
fire()
```
"""
) | {"run.ipynb": notebook("# Run\n\nWords.", 'print("hot")')}
