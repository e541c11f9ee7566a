"""How long one command takes, for the rows that compare two commands of an author."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

CODE = Path(__file__).parents[1] / "_ext"


def seconds(folder: Path, *arguments: str, code: Path = CODE, passing: int = 0) -> float:
    """Runs Python once, with nobody at a terminal; `code` is where it finds the weblog, as seen from the folder.

    A command may end with a status up to `passing`.
    """
    environment = {**os.environ, "PYTHONPATH": str(code)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, *arguments]
    os.sync()  # or the command before would still be writing to the disk
    begin = perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=environment, check=False, capture_output=True, stdin=subprocess.DEVNULL
    )
    if done.returncode > passing:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr.decode()}")
    return perf_counter() - begin
