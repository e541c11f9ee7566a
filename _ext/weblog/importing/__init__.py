"""Moving in: the posts of other weblogs become posts of this one, once.

Owns: `python -m weblog import`. Must not: have a part in a build. In: the source of another weblog, or its export. Out:
files in the folder for posts.
"""
