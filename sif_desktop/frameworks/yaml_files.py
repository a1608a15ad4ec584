"""Reads one YAML file of a pack without trusting it.

Plain data only, at most 1 MB and 30 levels deep, no anchors or aliases (they can make a short
file expand without end), no key given twice. Words such as yes, no, on and off stay words: only
true and false are truth values.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

MAX_BYTES = 1_000_000
MAX_DEPTH = 30


class UnreadableFile(Exception):
    """The file cannot be read as data; the text says where and what to do."""


def read_yaml(path: Path) -> Any:
    """The file's content as dicts, lists, texts, numbers, dates; raises UnreadableFile."""
    return parse_yaml(_text(path))


def parse_yaml(text: str) -> Any:
    """The same for text already in hand."""
    import yaml

    loader = _loader()
    try:
        _refuse_dangerous(text, loader)
        return yaml.load(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        raise UnreadableFile(_syntax(error)) from None
    except yaml.YAMLError as error:
        raise UnreadableFile(f"The file cannot be read as YAML: {_brief(error)}.") from None
    except ValueError as error:  # an impossible date such as 2015-02-30
        raise UnreadableFile(f"A value cannot be read: {error}.") from None


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableFile("The file is larger than 1 MB. Split it into smaller files.")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"The file is not UTF-8 text (byte {error.start + 1}). Save it again as UTF-8."
        ) from None
    except OSError as error:
        raise UnreadableFile(
            f"The file cannot be opened: {error.strerror or error}. Check that it may be read."
        ) from None


def _refuse_dangerous(text: str, loader: Any) -> None:
    import yaml

    depth, documents = 0, 0
    for event in yaml.parse(text, Loader=loader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise UnreadableFile(
                f"Line {line} uses an anchor (&) or alias (*). Write the text out in full."
            )
        documents += isinstance(event, yaml.DocumentStartEvent)
        if documents > 1:
            raise UnreadableFile(f"Line {line} begins a second document (---). Keep one to a file.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise UnreadableFile(f"Line {line} is nested more than {MAX_DEPTH} levels deep.")


def _syntax(error: Any) -> str:
    mark = error.problem_mark or error.context_mark
    where = f"Line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
    return (
        f"{where}{error.problem or error.context}. Check indentation, colons and quotation marks."
    )


def _brief(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".")


@cache
def _loader() -> Any:
    """A safe loader with stricter rules, built on the C parser where PyYAML has one."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class PackLoader(base):
        def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
            seen: set[str] = set()
            for key, _value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    raise yaml.constructor.ConstructorError(
                        None, None, "a key must be a plain word", key.start_mark
                    )
                if key.value in seen:
                    raise yaml.constructor.ConstructorError(
                        None, None, f"the key “{key.value}” is given twice", key.start_mark
                    )
                seen.add(key.value)
            return super().construct_mapping(node, deep=deep)

    kept = ("tag:yaml.org,2002:null", "tag:yaml.org,2002:timestamp")
    PackLoader.yaml_implicit_resolvers = {
        first: [(tag, rule) for tag, rule in rules if tag in kept]
        for first, rules in base.yaml_implicit_resolvers.items()
    }
    add = PackLoader.add_implicit_resolver
    add("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
    add("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789"))
    add("tag:yaml.org,2002:float", re.compile(r"^-?[0-9]+\.[0-9]+$"), list("-0123456789"))
    return PackLoader
