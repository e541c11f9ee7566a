"""The pages that the preview shows: files of the output, with a script that keeps the open page up to date.

Owns: what is added to a page on its way to the browser. Must not: write a file, know when one changes. In: the output
folder, what a browser asks for. Out: answers.
"""

from __future__ import annotations

from pathlib import Path
from stat import S_ISDIR
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

from sphinx_rebuild.digests import digest_of_bytes

if TYPE_CHECKING:
    import os
    from os import PathLike

    from starlette.types import Scope

SCRIPT = Path(__file__).with_name("open_page.js")
ADDRESS = "/-preview-/open_page.js"
"""The script's address, which no site has."""
TAG = '\n<script id="weblog-preview" src="{address}" data-digest="{digest}" defer></script>\n'
NO_PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body><p>{title}</p></body></html>'
)
NOT_THERE = "There is no such page yet."
ALWAYS_ASK = {"Cache-Control": "no-cache"}
"""A browser would keep a style sheet for a while, which may be another one now."""


class Pages(StaticFiles):
    """The files of the output."""

    def __init__(self, outdir: Path, /) -> None:
        super().__init__(directory=outdir, html=True, check_dir=False)

    def digest_of(self, address: str, /) -> str:
        """The digest of the page that a browser finds at an address, "/a/page.html"; "" if there is none."""
        try:
            path, state = self.lookup_path(address.lstrip("/") or ".")
            if state and S_ISDIR(state.st_mode):
                path = f"{path}/index.html"
            return digest_of_bytes(Path(path).read_bytes()) if path else ""
        except (OSError, ValueError):
            return ""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The answer to a request; a page that isn't there comes as soon as it is."""
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != 404:
                raise
            response = self._page(NO_PAGE.format(title=NOT_THERE).encode(), "", status_code=404)
        if response.status_code == 404 and (file := getattr(response, "path", None)):
            response = self._page(Path(file).read_bytes(), "", status_code=404)
        response.headers.update(ALWAYS_ASK)
        return response

    def file_response(
        self, full_path: PathLike[str] | str, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """A page with the script, read whole, since a build may replace it; another file as it is."""
        if Path(full_path).suffix not in {".html", ".htm"}:
            return super().file_response(full_path, stat_result, scope, status_code)
        try:
            content = Path(full_path).read_bytes()
        except OSError:  # it was removed since
            raise HTTPException(status_code=404) from None
        return self._page(content, digest_of_bytes(content), status_code=status_code)

    def _page(self, content: bytes, digest: str, *, status_code: int) -> Response:
        """The script comes last, where it changes nothing of how the page is read, in whichever encoding that is."""
        tag = TAG.format(address=ADDRESS, digest=digest).encode()
        return HTMLResponse(content + tag, status_code=status_code, headers=ALWAYS_ASK)
