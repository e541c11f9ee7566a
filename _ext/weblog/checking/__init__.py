"""What `make check` looks at before a weblog is published, and `make linkcheck` beyond it.

Owns: the folder of `python -m weblog check` and `linkcheck`. Must not: be imported by a build. In: nothing. Out:
nothing; `command` is where it begins.

Each check is a function from plain values to findings. What files say is kept by their content (`kept`), so that a
check after an edit costs what the edit costs.
"""
