"""Without a file, Copier's prompts are the wizard: every question, checked as it is answered."""

import os
import sys
from pathlib import Path

import pexpect
import pytest

from tests.builders import REPOSITORY, answers_in

ENTER, FINISH, BACKSPACE = "\r", "\x1b\r", "\x7f"
PLAIN_QUESTIONS = [
    "product's name",
    "product for",
    "users write",
    "Under which domain",
    "Which Python",
    "Which series of Django",
    "Which database",
    "read-only database",
    "Which cache",
    "background worker",
    "search in records",
    "GraphQL",
    "live, over WebSockets",
    "name its version",
    "With which accounts",
    "Which regulations",
    "second factor",
    "Django admin",
    "pay for a subscription",
]
MORE_QUESTIONS = [
    "web application",
    "mobile application",
    "Dockerfile",
    "Kubernetes",
    "Where will it run",
    "errors be reported",
]


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a pseudo-terminal")
def test_a_project_from_prompts_alone(template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "project"
    copier = [sys.executable, "-m", "copier", "copy", "--trust", "--skip-tasks"]
    wizard: pexpect.spawn[str] = pexpect.spawn(
        copier[0],
        [*copier[1:], str(template), str(folder)],
        cwd=str(REPOSITORY),
        env={**os.environ, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"},
        dimensions=(50, 150),
        timeout=60,
        encoding="utf-8",
    )
    wizard.expect("A short name for the project")
    wizard.send(f"My App{ENTER}")
    wizard.expect("did you mean 'my_app'")
    wizard.send(f"{BACKSPACE * 6}my_app{ENTER}")
    for question in PLAIN_QUESTIONS:
        wizard.expect(question)
        wizard.send(ENTER)
    wizard.expect("subscription plans")
    wizard.send(FINISH)
    for question in MORE_QUESTIONS:
        wizard.expect(question)
        wizard.send(ENTER)
    wizard.expect("Which roles")
    wizard.send(FINISH)
    wizard.expect("keep records of")
    wizard.send(f"{BACKSPACE}{FINISH}")
    wizard.expect("is no choice of")
    wizard.send(f"D{FINISH}")
    for question in ("user stories", "Which screens"):
        wizard.expect(question)
        wizard.send(FINISH)
    wizard.expect("My App is ready")
    wizard.expect(pexpect.EOF)
    wizard.close()
    assert wizard.exitstatus == 0
    remembered = answers_in(folder / "genome.yml")
    assert list(remembered) == ["project_name", "entities"]
    assert [each["name"] for each in remembered["entities"]] == ["Customer", "Order"]
