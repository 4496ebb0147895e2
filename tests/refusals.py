"""What a call is refused with."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgraph.errors import InputError, Problem


def refusal(call: Callable[[], object]) -> Problem:
    """The one problem that a call is refused with: where, what and a remedy, in one line."""
    with pytest.raises(InputError) as caught:
        call()
    (problem,) = caught.value.problems
    assert problem.where
    assert problem.what
    assert problem.remedy
    assert str(caught.value).isprintable()
    return problem
