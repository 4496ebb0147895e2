"""The structure of a page: what is content and what decoration, in the order of reading.

The library knows no structure, so marks go into its page code, and the tree into its document.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kgraph.words import clean

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


@dataclass(slots=True)
class Element:
    """An element of the structure: its tag, what is read instead of it, and what it holds.

    `marks` are the numbers of its pieces of the page; `link` is its annotation, if it leads
    somewhere.
    """

    tag: str
    alt: str = ""
    children: list[Element] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    link: Any = None

    def add(self, tag: str, alt: str = "") -> Element:
        """A new element within it."""
        self.children.append(Element(tag, alt))
        return self.children[-1]

    @property
    def empty(self) -> bool:
        """Whether nothing of the page belongs to it."""
        return not self.marks and all(child.empty for child in self.children)


class Tags:
    """Marks pieces of one page, and writes the tree of what they belong to."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.root = Element("Document")
        self.owners: list[Element] = []
        self.links: list[Element] = []

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """What is drawn now belongs to an element."""
        number = len(self.owners)
        self.owners.append(element)
        element.marks.append(number)
        with self._marked(f"/{element.tag} <</MCID {number}>> BDC"):
            yield

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """What is drawn now is not read."""
        with self._marked("/Artifact BMC"):
            yield

    @contextmanager
    def _marked(self, begins: str) -> Iterator[None]:
        code: list[str] = self.canvas._code
        code.append(begins)
        yield
        code.append("EMC")

    def leads(self, element: Element) -> int:
        """The number by which the next link finds its element."""
        self.links.append(element)
        return len(self.links)

    # --- the tree

    def write(self) -> None:
        """Put the tree into the document, once its page is there."""
        from reportlab.pdfbase import pdfdoc as library

        document = self.canvas._doc
        page = document.Pages.pages[-1]
        made = _Tree(library, document, document.Reference(page))
        top = made.element(self.root, made.name("root"))
        parents = made.parents(self.owners, self.links)
        tree = {"Type": library.PDFName("StructTreeRoot"), "K": top, "ParentTree": parents}
        document.Reference(library.PDFDictionary(tree), "structure-root")
        document.Catalog.StructTreeRoot = made.name("root")
        document.Catalog.MarkInfo = library.PDFDictionary({"Marked": "true"})
        shows = {"DisplayDocTitle": "true"}
        document.Catalog.ViewerPreferences = library.PDFDictionary(shows)
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = 0, library.PDFName("S")


class _Tree:
    """Elements as objects of the library."""

    def __init__(self, library: Any, document: Any, page: Any) -> None:
        self.library, self.document, self.page = library, document, page
        self.names: dict[int, Any] = {}

    def name(self, name: str) -> Any:
        """The reference to an object of that name."""
        return self.library.PDFObjectReference(f"structure-{name}")

    def element(self, element: Element, parent: Any) -> Any:
        """An element with all that it holds."""
        number = len(self.names)
        mine = self.names[id(element)] = self.name(str(number))
        kids: list[Any] = list(element.marks)
        if element.link is not None:
            kids.append(self._link(element.link))
        kids += [self.element(child, mine) for child in element.children if not child.empty]
        said = {
            "Type": self.library.PDFName("StructElem"),
            "S": self.library.PDFName(element.tag),
            "P": parent,
            "Pg": self.page,
            "K": self.library.PDFArray(kids),
        }
        if element.alt:
            said["Alt"] = self.library.PDFString(clean(element.alt))
        self.document.Reference(self.library.PDFDictionary(said), f"structure-{number}")
        return mine

    def _link(self, annotation: Any) -> Any:
        said = {"Type": self.library.PDFName("OBJR"), "Obj": annotation, "Pg": self.page}
        return self.library.PDFDictionary(said)

    def parents(self, owners: list[Element], links: list[Element]) -> Any:
        """Which element each piece of the page, and each link, belongs to."""
        array = self.library.PDFArray
        numbers: list[Any] = [0, array([self.names[id(owner)] for owner in owners])]
        for number, element in enumerate(links, 1):
            numbers += [number, self.names[id(element)]]
        return self.library.PDFDictionary({"Nums": array(numbers)})
