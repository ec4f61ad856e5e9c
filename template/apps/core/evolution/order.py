"""The order of operations within an app, and of apps."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from typing import Any

from django.db.migrations.operations.base import Operation


def sorted_by_need(
    operations: list[Operation],
    needs: Callable[[Operation], Iterable[Any]],
    meets: Callable[[Operation, Any], bool],
) -> list[Operation]:
    """Move what others need before them, and nothing else.

    needs: the dependencies of an operation within its app
    meets: whether an operation is what a dependency means
    """
    places = {id(operation): number for number, operation in enumerate(operations)}
    about: dict[str, list[Operation]] = defaultdict(list)
    for operation in operations:
        about[_model_of(operation)].append(operation)
    done: dict[int, Operation] = {}
    started: set[int] = set()

    def place(operation: Operation) -> None:
        if id(operation) in started:
            return
        started.add(id(operation))
        needed = {
            places[id(other)]: other
            for dependency in needs(operation)
            for other in about[dependency.model_name.lower()]
            if meets(other, dependency)
        }
        for _, other in sorted(needed.items()):
            place(other)
        done[id(operation)] = operation

    for operation in operations:
        place(operation)
    return list(done.values())


def _model_of(operation: Any) -> str:
    """Return the model that an operation is about, in lower case."""
    if hasattr(operation, "model_name"):
        return str(operation.model_name).lower()
    return str(operation.name).lower()


def groups(needs: Mapping[str, Set[str]]) -> Iterator[list[str]]:
    """Yield the apps, each after those that it needs; those that need each other come together."""
    waiting = dict(needs)
    while waiting:
        free = [label for label, needed in waiting.items() if needed.isdisjoint(waiting)]
        if not free:
            yield list(waiting)
            return
        for label in free:
            del waiting[label]
            yield [label]
