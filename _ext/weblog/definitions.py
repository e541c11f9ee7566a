"""Terms, variables, options, equations and citations, which documents define for each other.

Owns: which document's definition counts where several define one thing. Must not: parse, resolve references. In: what
Sphinx's domains are told while documents are read. Out: their tables as they should be, whatever was read when and by
which process.

Sphinx takes the definition that was read last, and tells of two only if one process reads both in one build. Labels are
alike, and in `labels`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.domains.citation import CitationDomain
from sphinx.domains.math import MathDomain
from sphinx.domains.std import StandardDomain

from .config import Subtype, warn
from .store import Store

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.environment import BuildEnvironment


class Definition(NamedTuple):
    """What a document defines, and where Sphinx keeps it."""

    domain: str
    table: str
    key: Hashable
    value: Any  # beginning with document and id
    line: int | None
    name: str  # what messages call it; "" for what nothing is said about


class NotingStandardDomain(StandardDomain):
    """Sphinx's domain of terms, variables and options."""

    def note_object(self, objtype: str, name: str, labelid: str, location: Any = None) -> None:
        """Takes note of a term or a variable."""
        key = (objtype, name)
        self.objects.pop(key, None)  # Sphinx would tell of two
        super().note_object(objtype, name, labelid, location)
        _note(self, "objects", key, location, f'the {objtype} "{name}"')

    def _note_term(self, term: str, labelid: str, location: Any = None) -> None:
        super()._note_term(term, labelid, location)
        _note(self, "terms", term.lower(), location)

    def add_program_option(self, program: str | None, name: str, docname: str, labelid: str) -> None:
        """Takes note of a program's option."""
        self.progoptions.pop((program, name), None)  # Sphinx would keep that of another document
        super().add_program_option(program, name, docname, labelid)
        _note(self, "progoptions", (program, name))


class NotingMathDomain(MathDomain):
    """Sphinx's domain of equations."""

    def note_equation(self, docname: str, labelid: str, location: Any = None) -> None:
        """Takes note of an equation with a label."""
        self.equations.pop(labelid, None)
        super().note_equation(docname, labelid, location)
        _note(self, "objects", labelid, location, f'the label of an equation "{labelid}"')


class NotingCitationDomain(CitationDomain):
    """Sphinx's domain of citations."""

    def note_citation(self, node: nodes.citation) -> None:
        """Takes note of a citation."""
        label = node[0].astext()
        self.citations.pop(label, None)
        super().note_citation(node)
        _note(self, "citations", label, node)  # it is a label too, and told as such


def note_in(app: Sphinx, /) -> None:
    """Has Sphinx's domains, or those that extensions have put in their place, note what they are told."""
    for noting in (NotingStandardDomain, NotingMathDomain, NotingCitationDomain):
        theirs = app.registry.domains[noting.name]
        app.add_domain(type(noting.__name__, (noting, theirs), {}), override=True)


def _note(domain: Domain, table: str, key: Hashable, location: Any = None, name: str = "") -> None:
    found = domain.data[table][key]
    definition = Definition(domain.name, table, key, found, getattr(location, "line", None), name)
    Store(domain.env).definitions.setdefault(found[0], []).append(definition)


def located(definitions: Iterable[Definition], text: str, /) -> list[Definition]:
    """The definitions of a document with this text; its terms have the lines where they stand.

    Sphinx counts these from 0, and in Markdown from somewhere else.
    """
    lines = [line.strip() for line in text.splitlines()]
    found, last = [], 0
    for definition in definitions:
        match definition.key:
            case ("term", term) if term in lines[last:]:
                last = lines.index(term, last) + 1
                found.append(definition._replace(line=last))
            case _:
                found.append(definition)
    return found


def settle(env: BuildEnvironment, definitions: Mapping[str, Iterable[Definition]], /) -> None:
    """Has the first definition of each thing count, by the names of the documents, and tells of the others."""
    counting: dict[tuple[str, str, Hashable], tuple[str, int | None]] = {}
    for docname in sorted(definitions):
        for domain, table, key, found, line, name in definitions[docname]:
            if (domain, table, key) not in counting:
                counting[domain, table, key] = (docname, line)
                env.domaindata[domain][table][key] = found
            elif name:
                first, place = counting[domain, table, key]
                owner = f"{env.doc2path(first, base=False)}{f', line {place}' if place else ''}"
                message = f"{name} is already defined in {owner}: keep one of the two, or rename one"
                warn(Subtype.LABEL, message, location=(docname, line))
