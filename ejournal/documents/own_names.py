"""The names that the tags of a blank use, against the fields of its paper."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from jinja2 import nodes

from ejournal.documents.own_kinds import row_of

ANY = object()  # a value of which nothing is known


class Names:
    """The fields of a paper by its sample; `used` are those that a blank has named so far.

    A field is named by the path to its row: «sheets.lessons.topic».
    """

    def __init__(self, sample: Any) -> None:
        self._sample = sample
        self.used: set[str] = set()
        self._named: set[tuple[type, str]] = set()  # fields of rows
        self.has_qr = False
        rows = (row_of(getattr(sample, field.name)) for field in fields(sample))
        self.wants_qr = any(hasattr(one, "link") for one in (sample, *rows))

    def use(self, row: Any, field: str) -> None:
        """A table or a tag has named a field of a row."""
        self._named.add((type(row), field))

    def left(self) -> list[str]:
        """The fields that the blank has not named; of a field that it has not named, not the rows too."""
        return list(self._left(self._sample, ""))

    def _left(self, sample: Any, path: str) -> Iterator[str]:
        for field in fields(sample):
            if field.name not in self.used if not path else (type(sample), field.name) not in self._named:
                yield f"{path}{field.name}"
            elif (row := row_of(getattr(sample, field.name))) is not None:
                yield from self._left(row, f"{path}{field.name}.")

    def unknown(self, template: nodes.Template) -> Iterator[tuple[int, str, set[str]]]:
        """The line of each name that is no field, the name, and those that might have been meant."""
        scope = {field.name: getattr(self._sample, field.name) for field in fields(self._sample)}
        self.has_qr = self.has_qr or any(one.name == "qr" for one in template.find_all(nodes.Filter))
        yield from self._of(template, scope)

    def _of(self, node: nodes.Node, scope: dict[str, Any]) -> Iterator[tuple[int, str, set[str]]]:
        if isinstance(node, nodes.For):
            yield from self._of(node.iter, scope)
            inner = scope | {"loop": ANY} | _bound(node.target, _row(node.iter, scope))
            for child in (*node.body, *node.else_, *([node.test] if node.test else [])):
                yield from self._of(child, inner)
            return
        if isinstance(node, nodes.Assign | nodes.AssignBlock):
            scope |= _bound(node.target, ANY)
        if isinstance(node, nodes.Name) and node.ctx == "load":
            if node.name not in scope:
                yield node.lineno, node.name, set(scope)
            self.used |= {node.name} & {field.name for field in fields(self._sample)}
        if isinstance(node, nodes.Getattr):
            base = _value(node.node, scope)
            if is_dataclass(base) and not hasattr(base, node.attr):
                yield node.lineno, node.attr, {field.name for field in fields(base)}
            if is_dataclass(base):
                self.use(base, node.attr)
        for child in node.iter_child_nodes():
            yield from self._of(child, scope)


def _bound(target: nodes.Node, value: Any) -> dict[str, Any]:
    if isinstance(target, nodes.Name):
        return {target.name: value}
    return {name.name: ANY for name in target.find_all(nodes.Name)}


def _row(node: nodes.Node, scope: dict[str, Any]) -> Any:
    """What a loop goes over; ANY when the sample does not tell. A batch is of several rows."""
    if isinstance(node, nodes.Filter) and node.name == "batch" and node.node is not None:
        return _value(node.node, scope)
    row = row_of(_value(node, scope))
    return ANY if row is None else row


def _value(node: nodes.Node, scope: dict[str, Any]) -> Any:
    if isinstance(node, nodes.Name):
        return scope.get(node.name, ANY)
    if isinstance(node, nodes.Getattr):
        return getattr(_value(node.node, scope), node.attr, ANY)
    if isinstance(node, nodes.Getitem):
        return _row(node.node, scope)
    return ANY
