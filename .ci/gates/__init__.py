"""Gates that see how the code reads: figures that are measured, recorded, and may only get better.

``.ci/gates/run`` measures the tree and fails where a figure is worse than `.ci/ratchet.toml` has
it; ``--tighten`` records what is better, ``--list`` names every place that counts.
``.ci/gates/table`` prints the measures of the house as Markdown. Figures are of the whole tree, and
nothing here knows a module by its path: code may move, the figures stay.

    sources      the Python files of a folder
    figures      a figure with the places that count, and what each measure gives
    complexity   radon            ─┐
    expressions  our own reading   ├─ measures
    linting      ruff             ─┘
    record       figures written down and compared
    recent       what has changed since they were written down
    check        the gate itself         table, packed   what people read
"""
