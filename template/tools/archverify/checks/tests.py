"""Checks of the project's own tests."""

import ast
from collections.abc import Iterator

from ..code import Function, Module, called, calls, keyword, string
from ..frame import Finding, Severity, check
from ..project import Project

_KINDS = ("models", "views", "serializers", "api", "integration")
_SKIPS = {"skip", "skipif", "xfail", "importorskip", "skipIf", "skipUnless", "expectedFailure"}


@check(
    "QUA-01",
    "every app is tested, from its models to its API",
    severity=Severity.MAJOR,
    weight=8,
    reason="What no test asserts is broken by the next change, and nobody hears of it.",
    fix="keep tests/test_{models,views,serializers,api,integration}.py in the app, with assertions",
)
def tests_per_app(project: Project) -> Iterator[Finding]:
    for app in project.entity_apps:
        for kind in _KINDS:
            path = f"apps/{app}/tests/test_{kind}.py"
            module = project.code.modules.get(f"apps.{app}.tests.test_{kind}")
            if module is None:
                yield Finding(f"apps/{app}/models.py", 1, f"{path} is missing")
            elif not any(_asserts(function) for function in _tests(module)):
                yield Finding(path, 1, "no test here asserts anything")


@check(
    "QUA-02",
    "no test is empty",
    severity=Severity.MINOR,
    weight=3,
    reason="A test that does nothing passes whatever the code does.",
    fix="assert what the code should do, or delete the test",
)
def no_empty_tests(project: Project) -> Iterator[Finding]:
    for module in project.modules("apps", "tests", tests=True):
        for function in _tests(module):
            if not _asserts(function) and next(calls(function), None) is None:
                yield Finding(module.path, function.lineno, f"{function.name}() tests nothing")


@check(
    "QUA-03",
    "no test is skipped without a reason",
    severity=Severity.MINOR,
    weight=3,
    reason="A skipped test looks like a passed one in every summary.",
    fix="mend the test, or give reason=",
)
def reasons_for_skips(project: Project) -> Iterator[Finding]:
    for module in project.modules("apps", "config", "conftest.py", "tests", tests=True):
        for node in module.nodes:
            if isinstance(node, Function | ast.ClassDef):
                for decorator in node.decorator_list:
                    if not isinstance(decorator, ast.Call) and _name(decorator) in _SKIPS:
                        message = f"{_name(decorator)} of {node.name} gives no reason"
                        yield Finding(module.path, decorator.lineno, message)
            if isinstance(node, ast.Call) and called(node) in _SKIPS and not _has_reason(node):
                yield Finding(module.path, node.lineno, f"{called(node)}() gives no reason")


def _tests(module: Module) -> Iterator[Function]:
    """The test functions of a module, also those in classes."""
    if module.path.rpartition("/")[2].startswith("test_"):
        for node in module.nodes:
            if isinstance(node, Function) and node.name.startswith("test_"):
                yield node


def _asserts(function: Function) -> bool:
    """Whether a function asserts, or calls something whose name says that it does."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert) and not isinstance(node.test, ast.Constant):
            return True
        if isinstance(node, ast.Call):
            name = called(node)
            if "assert" in name or name in {"raises", "warns", "fail"}:
                return True
    return False


def _name(decorator: ast.expr) -> str:
    if isinstance(decorator, ast.Attribute):
        return decorator.attr
    return decorator.id if isinstance(decorator, ast.Name) else ""


def _has_reason(call: ast.Call) -> bool:
    """skip and xfail take the reason by keyword or first; the others have a condition before it."""
    if called(call) == "importorskip" or keyword(call, "reason") is not None:
        return True
    texts = [argument for argument in call.args if (string(argument) or "").strip()]
    return bool(texts) or any(isinstance(argument, ast.JoinedStr) for argument in call.args)
