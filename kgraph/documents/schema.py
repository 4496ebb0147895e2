"""JSON Schemas, checked as their standard means them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_END = re.compile(r"(\\.|\[(?:\\.|[^\]\\])*\])|\$", re.DOTALL)


def schema_validator(schema: Any) -> Any:
    """What checks values against a JSON Schema: patterns end where the text ends, dates are dates.

    The library takes a ``$`` as Python does, which lets one more line end through.
    """
    # slow to import, and few commands need it
    from jsonschema import Draft202012Validator, validators

    extend: Any = validators.extend  # the types of the library leave it out
    strict = extend(Draft202012Validator, {"pattern": _mismatch})
    return strict(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _mismatch(_validator: Any, pattern: str, value: Any, _schema: Any) -> Iterator[Exception]:
    from jsonschema import ValidationError

    if isinstance(value, str) and not re.search(whole(pattern), value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


def whole(pattern: str) -> str:
    r"""A pattern of a schema as one for Python, in which the end is that of the text.

    >>> whole(r"^[a-z$]+\$$")
    '^[a-z$]+\\$\\Z'
    """
    return _END.sub(lambda found: found[1] or r"\Z", pattern)
