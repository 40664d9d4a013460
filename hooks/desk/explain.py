"""Turn what pydantic reports into sentences for editors, with the line and what to write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from desk import read
from desk.mistakes import Mistake
from desk.records.base import closest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_PLAIN = {
    "string_type": ("This must be text", "put it in quotes"),
    "int_type": ("This must be a whole number", "write it without quotes, spaces or unit"),
    "int_from_float": ("This must be a whole number", "write it without decimals"),
    "float_type": ("This must be a number", "write it without quotes, spaces or unit"),
    "bool_type": ("This must be true or false", "write true or false"),
    "tuple_type": ("This must be a list", "begin each item with “- ”"),
    "list_type": ("This must be a list", "begin each item with “- ”"),
    "dict_type": ("This must be a group of lines “key: value”", "indent them below the key"),
    "model_type": ("This must be a group of lines “key: value”", "indent them below the key"),
}


def explain(
    error: ValidationError,
    source: bytes,
    data: object,
    path: str,
    model: type[BaseModel],
    *,
    inside: read.Loc = (),
) -> list[Mistake]:
    """Give one mistake per error, each at its place in `source`.

    `data` is what was validated; it stands at `inside` in the file (the top by default).

    A key that is unknown and one that is missing beside it, when they look alike, are one
    mistake: the key is misspelt.
    """
    positions = read.marks(source)
    found: list[tuple[read.Loc, str, str, bool]] = []
    errors = error.errors(include_url=False)
    missing = {tuple(e["loc"]) for e in errors if e["type"] == "missing"}
    explained: set[tuple[Any, ...]] = set()
    for item in (e for e in errors if e["type"] == "extra_forbidden"):
        loc = _real(item["loc"], data)
        key, parent = str(loc[-1]), loc[:-1]
        wanted = [m[-1] for m in missing if _real(m[:-1], data) == parent]
        near = closest(key, [str(name) for name in wanted], limit=1)
        if near:
            explained |= {m for m in missing if m[-1] == near[0] and _real(m[:-1], data) == parent}
            found.append((loc, f"“{key}” is not a field", f"write {near[0]}:", True))
            continue
        fields = _fields_at(model, parent)
        close = closest(key, fields)
        fix = (
            "write " + " or ".join(f"{name}:" for name in close)
            if close
            else ("take it away; the fields here are: " + ", ".join(sorted(fields)))
        )
        found.append((loc, f"“{key}” is not a field here", fix, True))
    for loc, what, fix in _lengths(errors):
        explained.add(loc)
        found.append((_real(loc, data), what, fix, False))
    # What may be whole or not is told once, as a number.
    numbers = {_real(item["loc"], data) for item in errors if item["type"] == "float_type"}
    for item in errors:
        kind, loc = item["type"], _real(item["loc"], data)
        context = item.get("ctx", {})
        if kind in ("extra_forbidden", "too_short") or item["loc"] in explained:
            continue
        if kind == "int_type" and loc in numbers:
            continue
        if kind == "missing":
            found.append(
                (
                    _real(item["loc"][:-1], data),
                    f"“{item['loc'][-1]}:” is missing",
                    f"write {item['loc'][-1]}:",
                    False,
                )
            )
            continue
        if "at" in context:
            loc = (*loc, context["at"])
        if kind == "literal_error":
            choices = [c.strip("' ") for c in context["expected"].replace(" or ", ",").split(",")]
            near = closest(str(item["input"]), choices, limit=1)
            fix = "write " + (near[0] if near else "one of: " + ", ".join(choices))
            found.append((loc, f"“{item['input']}” is not known here", fix, False))
        elif kind in _PLAIN:
            found.append((loc, *_PLAIN[kind], False))
        else:
            what, _, fix = item["msg"].partition("; ")
            found.append((loc, what, fix, False))
    mistakes = []
    for loc, what, fix, at_key in found:
        mark = read.place(positions, (*inside, *loc), key=at_key)
        mistakes.append(Mistake(path=path, line=mark.line, column=mark.column, what=what, fix=fix))
    return sorted(set(mistakes))


def _lengths(errors: list[ErrorDetails]) -> Iterator[tuple[tuple[Any, ...], str, str]]:
    """Give what is wrong with the lengths of lists: the place, the words and what to write.

    Pydantic does not count items that have mistakes. Those are told; the length may be right.
    """
    for item in errors:
        loc, context = item["loc"], item.get("ctx", {})
        if item["type"] == "too_long":
            most = context["max_length"]
            yield loc, f"This list has more than {most} items", f"keep {most}"
        elif item["type"] == "missing" and isinstance(loc[-1], int):
            yield loc, "This list is too short", f"write item {loc[-1] + 1}"
        elif item["type"] == "too_short" and not any(
            len(other["loc"]) > len(loc) and other["loc"][: len(loc)] == loc for other in errors
        ):
            least, count = context["min_length"], len(item["input"])
            if count:
                yield loc, f"This list has fewer than {least} items", f"write {least - count} more"
            else:
                some = "one item" if least == 1 else f"{least} items"
                yield loc, "This list is empty", f"write {some} at least"


def _real(loc: tuple[int | str, ...], data: object) -> read.Loc:
    """Keep of pydantic's path what exists in the data: it also names validators and models."""
    kept: list[int | str] = []
    for index, step in enumerate(loc):
        if isinstance(data, dict):
            if step in data:
                data = data[step]
                kept.append(step)
            elif index == len(loc) - 1:
                kept.append(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
            kept.append(step)
    return tuple(kept)


def _fields_at(model: type[BaseModel], loc: read.Loc) -> list[str]:
    """Give the names of the fields that are known at `loc`."""
    current: Any = model
    keyed = False
    for step in loc:
        if isinstance(step, int):
            continue
        if keyed:  # the editor's own key, as that of a collection
            keyed = False
            continue
        info = current.model_fields.get(step) if _is_model(current) else None
        keyed = info is not None and get_origin(info.annotation) is dict
        current = next(iter(_models(info.annotation)), None) if info else None
    return [name for name in current.model_fields if name != "id"] if _is_model(current) else []


def _is_model(value: Any) -> bool:
    return isinstance(value, type) and issubclass(value, BaseModel)


def _models(annotation: Any) -> list[type[BaseModel]]:
    if _is_model(annotation):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models(argument)]
