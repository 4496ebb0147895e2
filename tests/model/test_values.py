"""All values of the room.

Frozen, told, equal where they say the same, and of the standard library alone.
"""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from dataclasses import FrozenInstanceError, fields, is_dataclass
from importlib import import_module

import examples
import pytest

import kgraph.model
from kgraph import api
from kgraph.model.knowledge import Knowledge

MODULES = [
    import_module(f"kgraph.model.{one.name}") for one in pkgutil.iter_modules(kgraph.model.__path__)
]
VALUES = {
    name: value
    for module in MODULES
    for name, value in vars(module).items()
    if is_dataclass(value) and value.__module__ == module.__name__
}


def found_in(value: object, found: dict[type, object]) -> dict[type, object]:
    """One value of each kind within a value, by a plain walk."""
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for one in value:
            found_in(one, found)
    elif is_dataclass(value) and type(value).__name__ in VALUES:
        found.setdefault(type(value), value)
        for field in fields(value):
            found_in(getattr(value, field.name), found)
    return found


@pytest.fixture(scope="module")
def real(knowledge: Knowledge) -> dict[type, object]:
    """A real value of nearly every kind."""
    demo, brief = examples.architecture("demo"), "name: X\nas_of: 2026-11-23\n"
    clash = brief + "sites: [{id: dc, cloud: on-premises}]\nanswers: {kubernetes: managed}\n"
    answers = (
        knowledge,
        demo,
        api.risks(demo),
        api.views(demo),
        api.why(brief, "harbor"),
        api.alternatives(brief, count=1),
        api.diagnose(clash, count=1),
        api.compare(brief, brief + "use: [harbor]\n"),
    )
    return found_in(answers, {})


def test_every_value_is_frozen() -> None:
    assert len(VALUES) > 40
    thawed = [name for name, value in VALUES.items() if not value.__dataclass_params__.frozen]
    assert thawed == []


def test_no_field_of_a_real_value_can_be_set(real: dict[type, object]) -> None:
    assert len(real) > 30
    for value in real.values():
        name = fields(value)[0].name  # type: ignore[arg-type]
        with pytest.raises(FrozenInstanceError):
            setattr(value, name, None)


def test_real_values_hold_nothing_that_can_be_changed(real: dict[type, object]) -> None:
    mappings = []
    for kind, value in real.items():
        for field in fields(value):  # type: ignore[arg-type]
            part = getattr(value, field.name)
            assert not isinstance(part, (list, set)), f"{kind.__name__}.{field.name}"
            mappings += [kind.__name__] * isinstance(part, dict)
    assert set(mappings) == {"Knowledge"}, "which is read once and shared"


def test_values_that_say_the_same_are_one_key(real: dict[type, object]) -> None:
    for kind, value in real.items():
        if kind is not Knowledge:
            said = {field.name: getattr(value, field.name) for field in fields(value)}  # type: ignore[arg-type]
            again = kind(**said)
            assert again == value
            assert hash(again) == hash(value)


def test_every_value_says_what_it_is() -> None:
    for name, value in VALUES.items():
        assert value.__doc__, name
        assert not value.__doc__.startswith(f"{name}("), name


def test_the_room_loads_nothing_but_the_standard_library() -> None:
    names = ", ".join(module.__name__ for module in MODULES)
    program = f"import sys, {names}; print('\\n'.join(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    bare = subprocess.run(
        [sys.executable, "-c", "import sys; print('\\n'.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    tops = {name.split(".")[0] for name in {*loaded.split()} - {*bare.split()}}
    assert tops - sys.stdlib_module_names == {"kgraph"}
