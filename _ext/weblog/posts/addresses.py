"""Addresses that a person typed: which of them a link may lead to, and what was meant by others.

Owns: what is whole, what is a path below the site, what lacks its scheme. Must not: know whose address it is. In: text.
Out: the same text, or what would be right.

A browser takes "example.org/x" for a page beside the one that it stands on, which isn't there; and it follows
"javascript:" where nobody expects it. So what is no scheme of these, and no path, is refused.
"""

from __future__ import annotations

import re

WEB = re.compile(r"(?i:https?)://[^\s<>\"]+")
MAIL = re.compile(r"(?i:mailto):[^\s<>\"]+")
WITHOUT_SCHEME = re.compile(r"(//)?([\w-]+(\.[\w-]+)+|localhost)\.?(:\d+)?(/\S*)?")
"""An address that begins with its host."""
HOST = re.compile(r"(?://)?(?:[\w-]+(?:\.[\w-]+)*\.(?P<last>[^\W\d_]{2,})|localhost)\.?(?P<port>:\d+)?(?:[/?#]\S*)?")
PERSON = re.compile(r"[^\s@/:<>\"]+@[\w-]+(?:\.[\w-]+)+")
PATH = re.compile(r"(?!//)[^\s:<>\"\\?#]+(?:[?#][^\s<>\"\\]*)?")
FILES = frozenset(
    {"htm", "html", "ics", "ipynb", "jpeg", "jpg", "json", "key", "md", "odp", "pdf", "php", "png", "pptx"}
)
FILES |= {"gif", "rst", "svg", "txt", "webp", "xhtml", "xml", "zip"}
"""How files end that are no hosts, where nothing follows them."""


def is_whole(address: str, /) -> bool:
    """True for an address on the web, or of a person's mail."""
    return bool(WEB.fullmatch(address) or MAIL.fullmatch(address))


def is_path(address: str, /) -> bool:
    """True for the path of a page: nothing that names a scheme, and nothing that begins as a host does."""
    return bool(PATH.fullmatch(address)) and not meant(address)


def meant(address: str, /) -> str:
    """The whole address that was meant by one that lacks its scheme; "" if there is no telling."""
    if PERSON.fullmatch(address):
        return f"mailto:{address}"
    found = HOST.fullmatch(address)
    if not found or ((found["last"] or "").casefold() in FILES and not address.startswith(("www.", "//"))):
        return ""
    is_named = bool(found["last"]) or found["port"] or address.startswith("//")
    return f"https://{address.removeprefix('//')}" if is_named else ""


def way_out(address: str, otherwise: str, /) -> str:
    """What to write instead, as the end of a sentence."""
    return f'write "{whole}"' if (whole := meant(address.strip())) else otherwise
