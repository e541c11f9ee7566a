"""The benchmark: synthetic weblogs of any size, and what a build of them costs, here and with other tools."""
