"""Makes the README's picture: `python -m tests.screenshot <built site> <picture>`.

The front page at 1280 by 800 pixels, light, as `make html` built it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from .browsing import CHROMIUM_OPTIONS, quick_chromium


def main(html: Path, picture: Path) -> None:
    """Writes the picture.

    :raises SystemExit: where there is no Chromium.
    """
    if not quick_chromium():
        sys.exit("Chromium isn't installed (Debian: apt install chromium)")
    picture.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=quick_chromium(), args=CHROMIUM_OPTIONS)
        page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
        page.goto((html / "index.html").resolve().as_uri())
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
