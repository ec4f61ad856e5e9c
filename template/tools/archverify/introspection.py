"""The answers of the probes, as checks read them."""

from typing import Any

from .code import assigned
from .frame import CannotRunError, Finding
from .project import Project

SETTINGS = "config/settings"


def django_answers(project: Project) -> dict[str, Any]:
    """What Django says of the project that loads. Raises CannotRunError where it does not load."""
    answers = raw_answers(project)
    if "broken" in answers:
        raise CannotRunError("the project does not load under production settings, see ARC-01")
    return answers


def raw_answers(project: Project) -> dict[str, Any]:
    """The answers with the failure to load among them. Raises CannotRunError without Django."""
    return _asked(project, "django")


def broken(answer: Any) -> Finding | None:
    """The finding for an answer that the project failed to give."""
    if not isinstance(answer, dict) or "broken" not in answer:
        return None
    place = answer["broken"]
    return Finding(place["file"], place["line"], str(place["message"]).splitlines()[0])


def database_answers(project: Project) -> dict[str, Any]:
    """What the base settings make of several kinds of DATABASE_URL."""
    return _asked(project, "database")


def _asked(project: Project, command: str) -> dict[str, Any]:
    answers: dict[str, Any] = project.commands.answer(command).json()
    if "not_installed" in answers:
        raise CannotRunError(
            f"{answers['not_installed']}; `make env` installs what the project needs"
        )
    return answers


def setting_place(project: Project, name: str) -> tuple[str, int] | None:
    """The file and line that decide a setting in production."""
    for module_name in ("config.settings.production", "config.settings.base"):
        module = project.code.modules.get(module_name)
        value = assigned(module.tree.body, name) if module else None
        if module and value is not None:
            return module.path, value.lineno
    return None


def about_setting(project: Project, name: str, message: str) -> Finding:
    """A finding at the line that decides a setting, or in the file where it would."""
    file, line = setting_place(project, name) or (f"{SETTINGS}/production.py", 1)
    return Finding(file, line, message)
