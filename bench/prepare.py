"""Make the sources of all contenders in a folder: `python -m bench.prepare FOLDER COUNT NAME…`.

This runs in a process of its own: Linux counts the memory of the process that starts another
one in the other's peak, so the process that measures has to stay small.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from bench.contenders import CHECKOUT
from bench.records import DAY, dump, make_project
from bench.sheets import Sheet, frame, sheets
from desk.build import check_project
from desk.project import Project

PEERS = Path(__file__).parent / "peers"
Data = dict[str, Any]


class Sources:
    """The checked project and what the peers need of it."""

    def __init__(self, work: Path) -> None:
        self.work = work
        project = Project(root=work / "desk", site=work / "desk" / "site")
        checked = check_project(project, DAY)
        if checked.mistakes or checked.desk is None:
            raise SystemExit("\n".join(str(mistake) for mistake in checked.mistakes[:20]))
        self.languages = checked.desk.settings.languages
        self.root = checked.desk.settings.root_url.rstrip("/")
        self.sheets = {language: list(sheets(checked, language)) for language in self.languages}
        self.frames = {language: frame(checked, language) for language in self.languages}
        first, second = self.languages
        for language, other in ((first, second), (second, first)):
            self.frames[language] |= {
                "other_language": other,
                "other_name": self.frames[other]["language_name"],
                "other_home": self.frames[other]["home"],
            }
        laureate = next(iter(checked.desk.laureates.values()))
        assert laureate.body is not None
        self.edited: Sheet = next(
            sheet
            for sheet in self.sheets[first]
            if (sheet.kind, sheet.identifier) == ("laureate", laureate.id)
        )
        self.anchor = laureate.body.in_(first).text.partition("\n")[0]

    def of(self, language: str, kind: str) -> list[Sheet]:
        """Give the sheets of a kind in a language."""
        return [sheet for sheet in self.sheets[language] if sheet.kind == kind]

    def other_index(self, language: str, kind: str) -> str:
        """Give the address of the same index in the other language."""
        other = self.frames[self.frames[language]["other_language"]]
        address: str = other["indexes"][kind]["address"]
        return address

    def assets(self, target: Path) -> None:
        """Copy the desk's styles and scripts."""
        source = self.work / "desk" / "overrides" / "assets" / "desk"
        target.mkdir(parents=True)
        styles = [path.read_bytes() for path in sorted(source.glob("css/**/*.css"))]
        (target / "desk.css").write_bytes(b"\n".join(styles))
        for path in source.glob("*.*"):
            shutil.copy(path, target / path.name)


def hugo(sources: Sources, target: Path, *, as_json: bool) -> str:
    """One Markdown file a page, with front matter; give the path of the edited one."""
    shutil.copytree(PEERS / "hugo", target)
    sources.assets(target / "static" / "assets")
    config = {
        "baseURL": sources.root + "/",
        "defaultContentLanguage": sources.languages[0],
        "disableKinds": ["taxonomy", "term", "rss"],
        "languages": {
            language: _hugo_language(sources, language, weight)
            for weight, language in enumerate(sources.languages, 1)
        },
    }
    (target / "hugo.yaml").write_text(dump(config), encoding="utf-8")
    edited = ""
    for language, values in sources.frames.items():
        content = target / "content" / language
        content.mkdir(parents=True)
        home = {"title": values["home_title"], "description": values["home_description"]}
        _front(content / "_index.md", home)
        for kind, index in values["indexes"].items():
            folder = content / index["folder"]
            folder.mkdir()
            _front(
                folder / "_index.md",
                {
                    "title": index["title"],
                    "description": index["description"],
                    "type": kind,
                    "other": sources.other_index(language, kind),
                },
            )
            for sheet in sources.of(language, kind):
                path = folder / f"{sheet.identifier}.md"
                _front(path, sheet.front, sheet.body, as_json=as_json)
                if sheet is sources.edited:
                    edited = path.relative_to(target).as_posix()
    return edited


def _hugo_language(sources: Sources, language: str, weight: int) -> Data:
    values = sources.frames[language]
    return {
        "weight": weight,
        "title": values["name"],
        "contentDir": f"content/{language}",
        "locale": language,
        "params": {
            "root": sources.root,
            "home": values["home"],
            "otherlanguage": values["other_language"],
            "othername": values["other_name"],
            "otherhome": values["other_home"],
            "tagline": values["tagline"],
            "publisher": values["publisher"],
            "navigation": values["navigation"],
            "indexes": values["indexes"],
            "words": values["words"],
        },
    }


def eleventy(sources: Sources, target: Path) -> str:
    """One data file a kind and language, paginated; give the path of the edited one."""
    shutil.copytree(PEERS / "eleventy", target)
    sources.assets(target / "assets")
    (target / "node_modules").symlink_to(CHECKOUT / "node_modules")
    data = target / "_data"
    data.mkdir()
    _json(data / "root.json", sources.root)
    edited = ""
    for language, values in sources.frames.items():
        content = target / "content" / language
        content.mkdir(parents=True)
        _json(content / f"{language}.11tydata.json", {"lang": language, "frame": values})
        numbers = []
        for kind, index in values["indexes"].items():
            rows = [sheet.front | {"body": sheet.body} for sheet in sources.of(language, kind)]
            path = data / f"{language}_{kind}.yaml"
            path.write_text(dump(rows), encoding="utf-8")
            if (language, kind) == (sources.edited.language, sources.edited.kind):
                edited = path.relative_to(target).as_posix()
            numbers.append({**index, "count": len(rows)})
            layout = "call.njk" if kind == "call" else "sheet.njk"
            _template(
                content / f"{kind}.njk",
                {
                    "pagination": {"data": path.stem, "size": 1, "alias": "sheet"},
                    "permalink": "{{ sheet.address }}index.html",
                    "index": index,
                    "type": kind,
                },
                f'{{% extends "{layout}" %}}',
            )
            listed = {
                "title": index["title"],
                "summary": index["description"],
                "address": index["address"],
                "other": sources.other_index(language, kind),
            }
            _template(
                content / f"list-{kind}.njk",
                {
                    "permalink": f"{index['address']}index.html",
                    "index": index,
                    "type": kind,
                    "list": True,
                    "sheet": listed,
                },
                f'{{% set items = {path.stem} %}}{{% include "list.njk" %}}',
            )
        home = {
            "title": values["home_title"],
            "summary": values["home_description"],
            "address": values["home"],
        }
        _template(
            content / "index.njk",
            {
                "permalink": f"{values['home']}index.html",
                "type": "home",
                "home": True,
                "numbers": numbers,
                "sheet": home,
            },
            '{% extends "home.njk" %}',
        )
    return edited


def material(sources: Sources, target: Path) -> str:
    """One YAML file a page, which the hook reads; give the path of the edited one."""
    shutil.copytree(PEERS / "material", target)
    edited = ""
    frames = [{"language": language, **values} for language, values in sources.frames.items()]
    pages = []
    for values in frames:
        home = target / "docs" / f"{values['home'].strip('/')}/index.md".lstrip("/")
        home.parent.mkdir(parents=True, exist_ok=True)
        home.write_text(f"# {values['home_title']}\n\n{values['home_description']}\n", "utf-8")
        pages.append(home.relative_to(target / "docs").as_posix())
        pages += [f"{index['address'].strip('/')}/index.md" for index in values["indexes"].values()]
        for kind in values["indexes"]:
            folder = target / "sheets" / values["language"] / kind
            folder.mkdir(parents=True)
            for sheet in sources.of(values["language"], kind):
                path = folder / f"{sheet.identifier}.yml"
                path.write_text(dump(sheet.front | {"body": sheet.body}), encoding="utf-8")
                if sheet is sources.edited:
                    edited = path.relative_to(target).as_posix()
    (target / "sheets" / "frames.yml").write_text(dump(frames), encoding="utf-8")
    with (target / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(dump({"nav": pages}))
    return edited


def _front(path: Path, front: Data, body: str = "", *, as_json: bool = False) -> None:
    head = (
        json.dumps(front, ensure_ascii=False, indent=1) + "\n\n"
        if as_json
        else f"---\n{dump(front)}---\n"
    )
    path.write_text(head + body, encoding="utf-8")


def _template(path: Path, front: Data, template: str) -> None:
    head = json.dumps(front, ensure_ascii=False)
    path.write_text(f"---json\n{head}\n---\n{template}", encoding="utf-8")


def _json(path: Path, data: object) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Make the desk's project and the sources of the named peers."""
    work, count = Path(arguments[0]), int(arguments[1])
    make_project(CHECKOUT, work / "desk", count)
    sources = Sources(work)
    edited = {"desk": f"data/laureates/{sources.edited.identifier}.yml"}
    makers = {
        "hugo": lambda target: hugo(sources, target, as_json=False),
        "hugo-json": lambda target: hugo(sources, target, as_json=True),
        "eleventy": lambda target: eleventy(sources, target),
        "material": lambda target: material(sources, target),
    }
    for name in arguments[2:]:
        if name in makers:
            edited[name] = makers[name](work / name)
    plan = {"edited": edited, "anchor": sources.anchor, "address": sources.edited.address}
    _json(work / "plan.json", plan)


if __name__ == "__main__":
    main(sys.argv[1:])
