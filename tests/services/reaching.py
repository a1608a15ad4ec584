"""Which methods of the services can write: found by following what each calls.

A method reaches a write if it, or anything of the program it names, opens a transaction of the
store. What it holds in a local variable is not followed.
"""

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from types import FunctionType
from typing import Any

TRANSACTIONS = {"action", "logged", "local", "receiving"}  # of models.store.Store
Names = tuple[tuple[str, ...], ...]


def writing(services: Any) -> set[str]:
    """`area.method` of every public method that reaches a write."""
    clean: set[Any] = set()  # what is known to reach none
    return {
        f"{area}.{name}"
        for area, service in vars(services).items()
        for name, method in inspect.getmembers(service, inspect.ismethod)
        if not name.startswith("_") and _reaches(method.__func__, service, clean)
    }


def _reaches(method: FunctionType, service: Any, clean: set[Any]) -> bool:
    todo: list[tuple[FunctionType, Any]] = [(inspect.unwrap(method), service)]
    seen: set[Any] = set()
    while todo:
        plain, owner = todo.pop()
        key = (plain, id(owner))
        if key in seen or key in clean:
            continue
        seen.add(key)
        opens, names, imports = _read(plain)
        if opens:
            return True
        todo += _followed(names, {**plain.__globals__, **_imported(imports), "self": owner})
    clean |= seen
    return False


def _followed(names: Names, near: dict[str, Any]) -> Iterator[tuple[FunctionType, Any]]:
    for first, *rest in names:
        owner, found = None, near.get(first)
        for name in rest:
            owner, found = found, getattr(found, name, None)
        function = inspect.unwrap(getattr(found, "__func__", found)) if callable(found) else None
        if isinstance(function, FunctionType) and function.__module__.startswith("sif_desktop"):
            yield function, getattr(found, "__self__", owner if inspect.isclass(owner) else None)


@cache
def _read(plain: FunctionType) -> tuple[bool, Names, tuple[str, ...]]:
    """Whether it opens a transaction itself, every dotted name in it, and what it imports."""
    top = _defined(plain.__module__).get(plain.__code__.co_firstlineno)
    nodes = list(ast.walk(top)) if top else []
    called = [node.func for node in nodes if isinstance(node, ast.Call)]
    opens = any(isinstance(one, ast.Attribute) and one.attr in TRANSACTIONS for one in called)
    names = {_dotted(node) for node in nodes if isinstance(node, ast.Name | ast.Attribute)} - {()}
    imports = tuple(ast.unparse(one) for one in nodes if isinstance(one, ast.ImportFrom))
    return opens, tuple(names), imports


@cache
def _defined(module: str) -> dict[int, ast.AST]:
    """The functions of a module by the line they begin on."""
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    kinds = ast.FunctionDef | ast.Lambda
    return {
        min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))]): node
        for node in reversed(list(ast.walk(tree)))
        if isinstance(node, kinds)
    }


def _dotted(node: ast.expr) -> tuple[str, ...]:
    """`a.b.c`, and `A(…).b`, which is a method of the class."""
    if isinstance(node, ast.Call):
        return _dotted(node.func)
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute) and (first := _dotted(node.value)):
        return (*first, node.attr)
    return ()


@cache
def _imported(lines: tuple[str, ...]) -> dict[str, Any]:
    """What a function imports for itself when it is called."""
    found: dict[str, Any] = {}
    for line in lines:
        exec(line, found)
    return found
