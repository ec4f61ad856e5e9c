"""ARCHVERIFY: the quality gate of this project.

`python -m tools.archverify` reads the project as it is on disk, judges it by a list of checks
(`--list`) and answers with a score, the findings behind it, and an exit status: 0 the gate is open,
1 it is shut, 2 it was called wrongly. `--full` adds what takes minutes: the frontend's own linter,
types, tests and build.

How the score comes about, in full:

* A check passes when it has no finding that counts. Suppressed findings and notes do not count, and
  every report lists both. A check with nothing to judge (no frontend, say) is left out of the sums.
  A check that could not run (a tool is missing) earns nothing, and its reason is printed.
* Every check has a weight. A dimension's points are 100 x the weight of its passed checks / the
  weight of all its checks, rounded down, so that 100 means 100.
* The score is the mean of the dimensions, rounded down.
* The gate is shut below 80 points, or by a single critical finding whatever the points.

A finding is suppressed by a comment on its line, or alone on the line above, that gives a reason:
`# archverify: ignore[SEC-14] the statement has no outside input`.

Where to look: `frame` holds the vocabulary, `checks/` one module per subject, `project` what a
check may ask of the project, `probe` what Django says of itself, `scoring` the sums above, `report`
and `sarif` the outputs.
"""
