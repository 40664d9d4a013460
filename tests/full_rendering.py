"""A MkDocs hook for tests: it renders records' pages fully through Material, without stamping.

It stands after `hooks/publish.py` in a copy of mkdocs.yml. For every shell that MkDocs renders,
it renders the same template once per record with the record's values where the shell has holes,
and writes the pages below the folder named by DESK_FULL.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.plugins import event_priority

from desk.addresses import part_key
from desk.build import check_project, project_renderers
from desk.listings import listing_kind
from desk.project import Project
from desk.registry import REGISTRY, Collection
from desk.render import Renderer
from desk.shell import root_of
from desk.skeleton import Skeleton

_SEEN: dict[str, Any] = {}


@event_priority(-300)
def on_env(env: Any, config: Any, files: Any) -> Any:
    """Keep the theme's environment, which renders the pages."""
    _SEEN["env"] = env
    return env


@event_priority(-300)
def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> Any:
    """Render every record of this shell's kind and language with its own values."""
    kind = context["desk"]["kind"]
    collections = [
        item for item in REGISTRY.values() if kind in (item.kind, listing_kind(item.name))
    ]
    if not collections:
        return context
    root = Path(config.config_file_path).parent
    project = Project(root=root, site=root / "site")
    if "checked" not in _SEEN:
        _SEEN["checked"] = check_project(project, dt.date.fromisoformat(os.environ["DESK_AS_OF"]))
    renderer = project_renderers(
        project,
        _SEEN["checked"],
        Skeleton(digest="", shells={}, pages={}, files={}),
    )[context["desk"]["language"]]
    template = _SEEN["env"].get_template("main.html")
    [collection] = collections
    pages = _sheets if kind == collection.kind else _listings
    for entry, values in pages(renderer, collection):
        real = {name: str(escape(value)) for name, value in values.items()}
        html = template.render({**context, "desk": {**context["desk"], "hole": real}})
        out = Path(os.environ["DESK_FULL"]) / entry.file
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(html.replace('="~/', f'="{root_of(entry.depth)}'), encoding="utf-8")
    return context


def _sheets(renderer: Renderer, collection: Collection) -> Iterator[Any]:
    for record in renderer.desk.records[collection.name].values():
        for part in (None, *record.parts(renderer.desk)):
            key = part_key(collection, record, part) if part else f"{collection.kind}:{record.id}"
            entry = renderer.book.find(key, renderer.language)
            assert entry is not None
            yield entry, renderer.sheet_values(entry, collection, record, part)


def _listings(renderer: Renderer, collection: Collection) -> Iterator[Any]:
    for listing in renderer.desk.listings.values():
        for number in range(1, listing.pages + 1):
            entry = renderer.book.find(listing.page_key(number), renderer.language)
            if entry is not None and listing.collection == collection.name:
                yield entry, renderer.listing_values(entry, listing, number)
