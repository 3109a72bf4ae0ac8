"""Which fields a template asks for: dotted names, with loop variables traced back to the list they come from."""

from collections.abc import Iterable, Mapping

from jinja2 import nodes

_KEEPS_ITEMS = {"sort", "unique", "list", "select", "reject", "selectattr", "rejectattr", "first", "last"}

Scope = dict[str, str | None]
"""What a local name stands for: the dotted path it was bound to, or None when it stands for no field."""


def asked_for(template: nodes.Template) -> set[str]:
    """Return every field with its prefixes: ``{% for p in percelen %}{{ p.naam }}`` gives percelen, percelen.naam."""
    found: set[str] = set()
    _walk(template, {}, found)
    return found


def missing_from(context: Mapping[str, object], fields: Iterable[str]) -> list[str]:
    """Return the fields that ``context`` does not have, in order; in a list every item must have the field."""
    return [field for field in sorted(fields) if not _has(context, field.split("."))]


def _has(value: object, path: list[str]) -> bool:
    if not path:
        return True
    if isinstance(value, list):
        return all(_has(item, path) for item in value)
    return isinstance(value, dict) and path[0] in value and _has(value[path[0]], path[1:])


def _walk(node: nodes.Node, scope: Scope, found: set[str]) -> None:
    if isinstance(node, nodes.For):
        _walk_loop(node, scope, found)
        return
    if isinstance(node, nodes.Assign):
        _walk(node.node, scope, found)
        _bind(node.target, _path(node.node, scope), scope)
        return
    if isinstance(node, nodes.Expr) and (path := _path(node, scope)) is not None:
        parts = path.split(".")
        found.update(".".join(parts[:length]) for length in range(1, len(parts) + 1))
        if not isinstance(node, nodes.Filter):
            return
    if isinstance(node, nodes.Filter) and node.node is not None:
        base = _path(node.node, scope)
        found.update(f"{base}.{name}" for name in _attributes(node) if base is not None)
    for child in node.iter_child_nodes():
        _walk(child, scope, found)


def _walk_loop(node: nodes.For, scope: Scope, found: set[str]) -> None:
    _walk(node.iter, scope, found)
    inner = {**scope, "loop": None}
    _bind(node.target, _path(node.iter, scope), inner)
    for child in (*([node.test] if node.test else ()), *node.body):
        _walk(child, inner, found)
    for child in node.else_:
        _walk(child, scope, found)


def _bind(target: nodes.Node, path: str | None, scope: Scope) -> None:
    if isinstance(target, nodes.Name):
        scope[target.name] = path
    else:
        scope.update({name.name: None for name in target.find_all(nodes.Name)})


def _path(node: nodes.Node, scope: Scope) -> str | None:
    if isinstance(node, nodes.Name):
        return scope.get(node.name, node.name)
    if isinstance(node, nodes.Getattr):
        base = _path(node.node, scope)
        return None if base is None else f"{base}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        base = _path(node.node, scope)
        key = node.arg.value if isinstance(node.arg, nodes.Const) else None
        return base if base is None or not isinstance(key, str) else f"{base}.{key}"
    if isinstance(node, nodes.Filter) and node.name in _KEEPS_ITEMS and node.node is not None:
        return _path(node.node, scope)
    return None


def _attributes(node: nodes.Filter) -> list[str]:
    """Return the item's fields that a filter reads: ``map(attribute="naam")``, ``selectattr("hoofdaannemer")``."""
    named = [pair.value for pair in node.kwargs if pair.key == "attribute"]
    first = node.args[:1] if node.name in ("selectattr", "rejectattr") else []
    return [str(item.value) for item in (*named, *first) if isinstance(item, nodes.Const) and item.value is not None]
