"""Every command says what it does: in its own help and in docs/cli.md."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sif_desktop.cli import parser

GUIDE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
SHARED = {"-h", "--help", "--json", "--today", "--passphrase-file"}


def _commands(
    of: argparse.ArgumentParser, name: str = "sif"
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command that does something, by its whole name; a group of commands is not one."""
    groups = [a for a in of._actions if isinstance(a, argparse._SubParsersAction)]
    if not groups:
        yield name, of
    for group in groups:
        for word, inner in group.choices.items():
            yield from _commands(inner, f"{name} {word}")


COMMANDS = dict(_commands(parser()))


def _section(name: str) -> str:
    """The part of the guide under the heading that begins with this command."""
    found = re.search(rf"^## `{name}\b.*?(?=^## |\Z)", GUIDE, re.MULTILINE | re.DOTALL)
    return found[0] if found else ""


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_a_section_with_an_example_of_its_use(name: str) -> None:
    assert re.search(rf"^    {name}\b", _section(name), re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_section_names_every_option_and_choice_of_its_command(name: str) -> None:
    section = _section(name)
    for action in COMMANDS[name]._actions:
        for option in set(action.option_strings) - SHARED:
            assert option in section, option
        for choice in action.choices or ():
            assert choice in section, choice


@pytest.mark.parametrize("name", COMMANDS)
def test_help_ends_with_an_example_of_the_command(name: str) -> None:
    assert (COMMANDS[name].epilog or "").startswith(f"Example: {name}")


def test_the_guide_describes_no_command_there_is_not() -> None:
    described = re.findall(r"^## `(sif [^`]*)`", GUIDE, re.MULTILINE)
    assert described
    for heading in described:
        assert any(heading == name or heading.startswith(f"{name} ") for name in COMMANDS), heading


def test_what_every_command_shares_is_told_once() -> None:
    shared = GUIDE.partition("## `sif")[0]
    assert all(option in shared for option in SHARED - {"-h"})
