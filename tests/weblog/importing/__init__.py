"""Tests of what `python -m weblog import` makes of other weblogs."""
