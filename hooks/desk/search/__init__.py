"""Search: what Pagefind indexes, what it cannot know, and the files that a reader's browser loads.

The pages stay as they are. Each gives one small document (its text, its names, its kind), and the
records that have no page of their own give theirs; Pagefind indexes these. Names, words and
weights go into one further file per language, for the scripts in `overrides/assets/desk/search/`.
"""

from __future__ import annotations

PAGE = "page:search"
"""The key of the page that searches. A desk without one has no search."""

FOLDER = "assets/search"
"""Where the files of the search lie in the site."""
