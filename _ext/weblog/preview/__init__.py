"""The preview: what an author writes, in the browser, soon after it was saved.

Owns: the folder of what `python -m weblog serve` is made of. Must not: be imported by a build. In: nothing. Out:
nothing; `serving` is where it begins.

One process serves and watches. Another one keeps the libraries imported and forks a child for each build, so that
nothing leaks from one build to the next. What a child leaves is what `make html` would leave with the same settings.
"""
