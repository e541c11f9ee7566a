"""Publishing: a built site is sent to where the world reads it, whole and in one step.

Owns: the folder of what `python -m weblog publish`, `rollback` and `due` are made of. Must not: be imported by a build,
import Sphinx. In: nothing. Out: nothing; `publication` is where it begins.

`inventory` says what a built site is for its readers, `changes` what a publication does to them, `destination` where it
goes and how it gets there.
"""
