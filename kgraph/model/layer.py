"""A layer: a folder of somebody's own knowledge, laid over what the product knows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layer:
    """`name` is what reasons call it (``company/``), `folder` where it lies, `digest` the hash of
    its files as they were when it was opened.
    """

    name: str
    folder: str
    digest: str

    @property
    def state(self) -> str:
        """Its name, and enough of its hash to tell it from what it was before or is later."""
        return f"{self.name} {self.digest[:16]}"
