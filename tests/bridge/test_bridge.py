"""The hook that gives templates the genome: right, and cheap for every string but the first."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from copier._jinja_ext import SandboxedEnvironment, YieldExtension, get_yield_context
from copier.errors import UserMessageError
from jinja2 import StrictUndefined

from tests.builders import REPOSITORY, Answers, calls_in, example, genome


@pytest.fixture(scope="module")
def bridge() -> ModuleType:
    """The bridge, loaded from its path as Copier does."""
    path = REPOSITORY / "extensions" / "bridge.py"
    spec = importlib.util.spec_from_file_location("tested_bridge", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def environment(bridge: ModuleType) -> SandboxedEnvironment:
    """An environment as Copier makes it for this template."""
    return SandboxedEnvironment(
        extensions=[YieldExtension, bridge.GenomeContext], undefined=StrictUndefined
    )


def context(answers: Answers, phase: str = "render", **conf: Any) -> dict[str, Any]:
    """What Copier gives a string to render with."""
    return {
        **answers,
        "_copier_phase": phase,
        "_copier_answers": dict(answers),
        "_copier_conf": {
            "data": answers,
            "quiet": True,
            "dst_path": "nowhere",
            "answers_file": ".copier-answers.yml",
            **conf,
        },
    }


def test_templates_see_the_genome(environment: SandboxedEnvironment) -> None:
    template = environment.from_string("{{ genome.entities[0].names.plural_label }}")
    assert template.render(context(example("clinic"))) == "Practitioners"


def test_other_answers_give_another_genome(environment: SandboxedEnvironment) -> None:
    template = environment.from_string("{{ genome.project_title }}")
    assert template.render(context(example("clinic"))) == "Bright Clinic"
    assert template.render(context(example("shop"))) == "Corner Shop"


def test_the_genome_is_built_once(
    bridge: ModuleType, environment: SandboxedEnvironment, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Answers] = []
    load = bridge._genome.load

    def counted(answers: Answers) -> Any:
        calls.append(answers)
        return load(answers)

    monkeypatch.setattr(bridge._genome, "load", counted)
    answers = example("clinic")
    for number in range(50):
        environment.from_string(f"{number} {{{{ genome.project_name }}}}").render(context(answers))
    assert len(calls) == 1


def test_a_rendered_string_costs_next_to_nothing(environment: SandboxedEnvironment) -> None:
    answers = context(example("clinic"))
    template = environment.from_string("x")
    template.render(dict(answers))
    assert calls_in(lambda: template.render(dict(answers))) < 150


def test_equal_strings_are_compiled_once(environment: SandboxedEnvironment) -> None:
    assert environment.from_string("a {{ b }}") is environment.from_string("a {{ b }}")
    assert environment.from_string("a {{ b }}") is not environment.from_string("a {{ c }}")


def test_a_remembered_string_forgets_the_last_yield(environment: SandboxedEnvironment) -> None:
    answers = context(genome())
    looping = "{% yield each from [1, 2] %}{{ each }}{% endyield %}"
    for _ in range(2):
        environment.from_string("plain").render(answers)
        assert get_yield_context(environment).yield_name is None
        environment.from_string(looping).render(answers)
        assert get_yield_context(environment).yield_name == "each"


def test_what_is_no_text_is_no_template(environment: SandboxedEnvironment) -> None:
    """Copier tries to render every value, and relies on this error for numbers and lists."""
    values: list[Any] = [True, 5, [], {}]
    for value in values:
        with pytest.raises(TypeError):
            environment.from_string(value)


def test_before_all_answers_are_there_nothing_is_added(environment: SandboxedEnvironment) -> None:
    template = environment.from_string("{{ genome is defined }}")
    assert template.render(context({}, phase="undefined")) == "False"


@pytest.mark.parametrize(
    ("given", "remembered", "asked"),
    [
        ({"entities": [], "cache": "none"}, {}, {"entities", "cache"}),
        ({}, {"entities": [], "admin": True}, {"entities", "admin"}),
        ({}, {}, None),
        ({"project_name": "quick"}, {}, None),
    ],
)
def test_questions_are_asked_without_a_file_only(
    bridge: ModuleType,
    environment: SandboxedEnvironment,
    given: Answers,
    remembered: Answers,
    asked: set[str] | None,
) -> None:
    if "entities" in given:
        given = {"project_name": "x", **given, "entities": genome()["entities"]}
        asked = {*(asked or ()), "project_name"}
    prompt = context(given, phase="prompt")
    prompt["_copier_answers"] = {**given, **remembered}
    found = {
        key
        for key in bridge.KEYS
        if environment.from_string(f"{{{{ asked('{key}') }}}}").render(prompt) == "True"
    }
    assert found == (set(bridge.KEYS) - {"dropped"} if asked is None else asked)


def test_given_answers_are_checked_before_the_first_prompt(
    environment: SandboxedEnvironment,
) -> None:
    for given in ({"frobnicate": 1}, {"cache": "redsi"}, {"admin": "perhaps"}, {"entities": 5}):
        with pytest.raises(UserMessageError, match="genome: "):
            environment.from_string("x").render(context(given, phase="prompt"))


@pytest.mark.parametrize(
    ("key", "value", "wanted"),
    [
        ("project_name", "My App", "did you mean 'my_app'?"),
        ("project_name", "my_app", ""),
        ("roles", [{"name": "Clerk"}], "roles[0].name"),
        ("entities", [{"name": "Book"}], "entities[0].fields is required"),
        ("entities", 5, "must be a list"),
        ("plans", [{"name": "a", "price_monthly": 5}], "no billing"),
    ],
)
def test_prompts_say_what_is_wrong(
    environment: SandboxedEnvironment, key: str, value: Any, wanted: str
) -> None:
    template = environment.from_string(f"{{{{ problems('{key}') }}}}")
    found = template.render({**context({}, phase="prompt"), key: value})
    assert wanted in found if wanted else found == ""
    assert "\n" not in found


def test_warnings_are_shown_once(
    environment: SandboxedEnvironment, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = genome(contact_email="nobody")
    for _ in range(3):
        environment.from_string("x").render(context(answers, quiet=False))
    shown = capsys.readouterr().err
    assert shown.count("genome: 1 warning\n") == 1
    assert "contact_email   does not look like" in shown


def test_the_genome_is_loaded_under_a_name_of_its_path(bridge: ModuleType, tmp_path: Path) -> None:
    assert bridge._genome.__name__ != "extensions.genome"
    assert sys.modules[bridge._genome.__name__] is bridge._genome
    assert bridge._context.__name__ == f"{bridge._genome.__name__}.context"
