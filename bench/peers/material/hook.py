"""The plain way: a hook that makes a Markdown page of each record and leaves the rest to MkDocs."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from mkdocs.structure.files import File, Files, InclusionLevel

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

Data = dict[str, Any]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for every record, and an index for every kind and language."""
    folder = Path(config.config_file_path).parent / "sheets"
    frames = yaml.load((folder / "frames.yml").read_bytes(), yaml.CSafeLoader)
    for frame in frames:
        for kind, index in frame["indexes"].items():
            sheets = [
                yaml.load(path.read_bytes(), yaml.CSafeLoader)
                for path in sorted((folder / frame["language"] / kind).glob("*.yml"))
            ]
            pages = {sheet["address"]: page(sheet, frame["words"]) for sheet in sheets}
            pages[index["address"]] = listing(index, sheets)
            for address, content in pages.items():
                source = address.strip("/") + ("/index.md" if content.startswith("<!--") else ".md")
                level = InclusionLevel.NOT_IN_NAV
                files.append(File.generated(config, source, content=content, inclusion=level))
    return files


def page(sheet: Data, words: dict[str, str]) -> str:
    """Write a record's page in Markdown."""
    facts = "".join(
        f"<div><dt>{escape(fact['label'])}</dt><dd>{link(fact)}</dd></div>\n"
        for fact in sheet["facts"]
    )
    parts = [
        f"---\ndescription: {yaml.dump(sheet.get('summary', sheet['title']), width=10**9)}---\n",
        f"{sheet['kicker']}\n\n# {sheet['title']}\n\n{sheet.get('summary', '')}\n",
        f"## {words['brief']}\n\n<dl>\n{facts}</dl>\n",
    ]
    if sheet.get("body"):
        parts.append(f"## {words['about']}\n\n{sheet['body']}\n")
    if sheet.get("waves"):
        parts.append(f"## {words['waves']}\n")
        parts += [f"- **{wave['label']}** {wave['period']}" for wave in sheet["waves"]]
    if sheet.get("figures"):
        rows = "".join(
            f"| {row['measure']} {row['note']} | {row['value']} | {row['origin']} |\n"
            for row in sheet["figures"]
        )
        head = f"| {words['measure']} | {words['value']} | {words['origin']} |\n|---|---|---|\n"
        parts.append(f"\n## {words['figures']}\n\n{head}{rows}")
    for section in sheet.get("sections", ()):
        items = "".join(
            f"- [{item['text']}]({item['href']}) {item.get('meta', '')}\n"
            for item in section["links"]
        )
        parts.append(f"\n## {section['title']}\n\n{items}")
    if sheet.get("notes"):
        parts.append(f"\n## {words['notes']}\n\n" + "\n\n".join(sheet["notes"]))
    if sheet.get("spellings"):
        parts.append(f"\n## {words['spellings']}\n\n- " + "\n- ".join(sheet["spellings"]))
    parts.append(f"\n## {words['title']}\n\n- " + "\n- ".join(sheet["sources"]))
    dates = [
        f"{words[name]} {sheet[name]['text']}." for name in ("verified", "updated") if name in sheet
    ]
    return "\n".join([*parts, "", " ".join(dates), ""])


def link(fact: Data) -> str:
    """Write a fact's value, linked where it names a record."""
    text = escape(fact["text"])
    return f'<a href="{fact["href"]}">{text}</a>' if "href" in fact else text


def listing(index: Data, sheets: list[Data]) -> str:
    """Write an index page; its list is HTML, which costs Python-Markdown least."""
    items = "".join(
        f'<li{facets(sheet)}><h2><a href="{sheet["address"]}">{escape(sheet["title"])}</a></h2>'
        f"<p>{escape(sheet.get('summary', ''))}</p><p>{escape(sheet['meta'])}</p></li>\n"
        for sheet in sheets
    )
    return f"<!-- index -->\n\n# {index['title']}\n\n{index['description']}\n\n<ul>\n{items}</ul>\n"


def facets(sheet: Data) -> str:
    """Write what a filter would read."""
    return "".join(f' data-{name}="{value}"' for name, value in sheet.get("facets", {}).items())
