"""`make apply`: what it shows, what it refuses, and that it can be interrupted anywhere."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.builders import Answers, entity, field
from tests.update.desk import Desk
from tests.update.workbench import Workbench
from tests.workshop import clean_environment

pytestmark = pytest.mark.product

METHOD = "\n    def shout(self) -> str:\n        return str(self).upper()\n"


def entity_of(genome: Answers, name: str) -> Any:
    return next(entity for entity in genome["entities"] if entity["name"] == name)


def lengthen_labels(genome: Answers) -> None:
    entity_of(genome, "Label")["fields"][0]["max_length"] = 80


def add_severity(genome: Answers) -> None:
    entity_of(genome, "Ticket")["fields"].append(
        field("severity", "enum", choices=["LOW", "HIGH"], default="LOW")
    )


def rename_description(genome: Answers) -> None:
    fields = entity_of(genome, "Ticket")["fields"]
    fields[1] = {**fields[1], "name": "details", "renamed_from": "description"}


def drop_legacy_code(genome: Answers) -> None:
    del entity_of(genome, "Ticket")["fields"][2]


def drop_comments(genome: Answers) -> None:
    genome["entities"].remove(entity_of(genome, "Comment"))
    genome["dropped"] = ["Comment"]


def drop_comments_and_tags(genome: Answers) -> None:
    drop_comments(genome)
    genome["entities"].remove(entity_of(genome, "Tag"))
    genome["dropped"].append("Tag")


def lengthen_and_add(genome: Answers) -> None:
    lengthen_labels(genome)
    add_severity(genome)


def many_edits(genome: Answers) -> None:
    """One edit of every kind."""
    add_severity(genome)
    rename_description(genome)
    drop_legacy_code(genome)
    lengthen_labels(genome)
    drop_comments(genome)
    genome["dropped"].append("Ticket.legacy_code")
    genome["entities"].append(entity("Note"))
    genome["celery"] = True
    genome["roles"] = [{"name": "editor", "description": "Writes"}]


def test_a_plan_in_the_terms_of_the_genome(desk: Desk) -> None:
    desk.append("apps/tickets/models.py", METHOD)
    desk.append("apps/labels/views.py", "\n# ours\n")
    desk.commit()
    desk.edit(many_edits)
    before = desk.state()
    plan = desk.plan()
    assert desk.state() == before
    shown = [(step["subject"], step["text"]) for step in plan["steps"] if step["text"]]
    assert shown == [
        ("celery", "~ unset -> true"),
        ("roles", "+ editor"),
        ("Label", "~ label (max_length 50 -> 80)"),
        ("Ticket", "~ description -> details"),
        ("Ticket", "+ severity (enum, default LOW)"),
        ("Ticket", "- legacy_code"),
        ("Note", "+ the entity (1 field)"),
        ("Comment", "- the entity (2 fields)"),
    ]
    operations = {
        step["text"]: (step["operation"]["operation"], step["operation"]["level"])
        for step in plan["steps"]
        if step["text"] and step["operation"]
    }
    assert operations == {
        "~ label (max_length 50 -> 80)": ("AlterField", "safe"),
        "~ description -> details": ("RenameField", "safe"),
        "+ severity (enum, default LOW)": ("AddField", "safe"),
        "- legacy_code": ("RemoveField", "destructive"),
        "+ the entity (1 field)": ("CreateModel", "safe"),
        "- the entity (2 fields)": ("DeleteModel", "destructive"),
    }
    assert plan["explained"]
    assert plan["edited"] == ["apps/labels/views.py", "apps/tickets/models.py"]
    assert plan["merged"] == ["apps/tickets/models.py"]
    assert plan["conflicts"] == plan["kept_beside"] == []
    apps = {path.split("/")[1] for path in plan["migrations"]}
    assert {"comments", "labels", "notes", "tickets", "users"} == apps
    assert ".copier-answers.yml" in plan["files"]


def test_an_edit_is_applied_as_planned(desk: Desk) -> None:
    desk.append("apps/tickets/models.py", METHOD)
    desk.commit()
    desk.edit(add_severity)
    asked = desk.apply()
    assert asked.returncode == 1
    assert "--yes" in asked.stderr
    assert desk.status() == " M genome.yml\n"
    done = desk.apply("--yes")
    assert done.returncode == 0, done.stderr
    assert done.stdout == asked.stdout
    lines = done.stdout.splitlines()
    assert lines[0].startswith(
        " Ticket               + severity (enum, default LOW)  AddField  safe"
    )
    assert " Label, Comment, Tag  unchanged" in lines
    assert "; your edits in 1 file are kept (apps/tickets/models.py merges cleanly)" in lines[-1]
    assert "apps/tickets/migrations/0002_ticket_severity" in done.stderr
    assert "make migrate" in done.stderr
    models = desk.read("apps/tickets/models.py")
    assert METHOD in models
    assert "severity = models.CharField(" in models
    assert "severity" in desk.read("openapi.yaml")
    assert desk.git("for-each-ref", "refs/archiet") == ""
    assert desk.product.manage("makemigrations", "--check", "--dry-run").returncode == 0
    desk.commit()
    again = desk.apply("--yes")
    assert again.returncode == 0
    assert again.stdout == " Nothing to do: the project is as genome.yml asks for.\n"


def test_a_project_inside_a_larger_repository(new_desk: Callable[..., Desk]) -> None:
    desk = new_desk(inside="services/ticket desk")
    (desk.repository / "other.txt").write_text("edited, but not ours\n")
    desk.append("apps/labels/models.py", METHOD)
    desk.git("add", "--", ".")
    desk.git("commit", "--quiet", "--message=Shouting", "--", ".")
    desk.edit(lengthen_labels)
    done = desk.apply("--yes", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "max_length=80" in desk.read("apps/labels/models.py")
    assert METHOD in desk.read("apps/labels/models.py")
    changed = desk.git("status", "--porcelain", "--untracked-files=all").splitlines()
    assert "?? other.txt" in changed
    assert all("services/ticket desk/" in line for line in changed if "other.txt" not in line)
    assert '?? "services/ticket desk/apps/labels/migrations/0002_alter_label_label.py"' in changed


def break_genome(text: str) -> Callable[[Desk], None]:
    return lambda desk: desk.write("genome.yml", text)


def change_answers(old: str, new: str) -> Callable[[Desk], None]:
    def change(desk: Desk) -> None:
        desk.replace(".copier-answers.yml", old, new)
        desk.commit()

    return change


def remove(path: str) -> Callable[[Desk], None]:
    def change(desk: Desk) -> None:
        (desk.folder / path).unlink()
        desk.commit()

    return change


def leave_git(desk: Desk) -> None:
    shutil.rmtree(desk.folder / ".git")


def begin_anew(desk: Desk) -> None:
    leave_git(desk)
    desk.git("init", "--quiet")


def stage_an_edit(desk: Desk) -> None:
    desk.append("manage.py", "# ours\n")
    desk.git("add", "manage.py")


def begin_an_update(desk: Desk) -> None:
    desk.append(".copier-answers.yml", "celery: true\n")
    desk.write("apps/new.py", "")


# What is wrong, and what is said about it.
IN_THE_WAY: dict[str, tuple[Callable[[Desk], object], list[str]]] = {
    "no repository": (leave_git, ["in no Git repository", "git init"]),
    "no commit": (begin_anew, ["Nothing has been committed", "git commit"]),
    "an edit": (
        lambda desk: desk.append("apps/labels/views.py", "# ours\n"),
        ["apps/labels/views.py", "git stash"],
    ),
    "a new file": (lambda desk: desk.write("apps/mine.py", ""), ["apps/mine.py"]),
    "a staged edit": (
        stage_an_edit,
        ["manage.py"],
    ),
    "an interrupted update": (begin_an_update, ["An update was begun", "git restore --staged"]),
    "no answers": (remove(".copier-answers.yml"), ["There is no .copier-answers.yml"]),
    "no version": (change_answers("_commit: v1.0.0\n", ""), ["which version", "_commit"]),
    "no address": (change_answers("_src_path:", "_no_path:"), ["which template", "_src_path"]),
    "no genome": (remove("genome.yml"), ["There is no genome.yml"]),
    "no YAML": (break_genome("entities: [\n"), ["genome.yml is no YAML"]),
    "no keys": (break_genome("- entities\n"), ["genome.yml holds no keys"]),
    "an unknown key": (
        lambda desk: desk.append("genome.yml", "complaince: [gdpr]\n"),
        ["refused: genome: 1 problem", "did you mean 'compliance'?", "Nothing was changed."],
    ),
    "a loss": (
        lambda desk: desk.edit(drop_legacy_code),
        ["refused: Ticket.legacy_code would be dropped", "dropped: [Ticket.legacy_code]"],
    ),
    "a template that is gone": (
        change_answers("_src_path: ", "_src_path: /nowhere"),
        ["The template could not be read: /nowhere", "_src_path in .copier-answers.yml"],
    ),
    "a version that is gone": (
        change_answers("_commit: v1.0.0\n", "_commit: v0.7.0\n"),
        ["does not have the version", "made with v0.7.0"],
    ),
}


@pytest.mark.parametrize("case", IN_THE_WAY)
def test_what_is_in_the_way_is_said_and_nothing_is_touched(light: Desk, case: str) -> None:
    harm, said = IN_THE_WAY[case]
    if "genome" not in case and case not in {"no YAML", "no keys", "a loss", "an unknown key"}:
        light.edit(lengthen_labels)
    harm(light)
    before = light.state()
    done = light.apply("--yes")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for words in said:
        assert words in done.stderr
    assert light.state() == before
    as_data = json.loads(light.apply("--plan", "--format=json").stdout)
    assert said[0].removeprefix("refused: ") in str(as_data)


def test_without_git_it_says_so(light: Desk) -> None:
    done = light.apply("--plan", PATH="/nowhere")
    assert (done.returncode, done.stderr) == (1, " Git is needed, and it is not installed.\n")


def test_a_version_that_the_template_does_not_have(light: Desk) -> None:
    done = light.apply("--to=v9.9.9")
    assert done.returncode == 1
    assert "does not have the version" in done.stderr
    assert light.apply("--to=--exec").returncode == 1


def test_what_the_gate_refuses_is_not_applied(desk: Desk) -> None:
    desk.replace("apps/labels/views.py", "filter(workspace=", "exclude(workspace=")
    desk.commit()
    desk.edit(lengthen_labels)
    before = desk.state()
    done = desk.apply("--yes")
    assert done.returncode == 1
    assert "refused by the gate" in done.stderr
    assert "apps/labels/views.py" in done.stderr
    assert "Nothing was changed." in done.stderr
    assert desk.state() == before


def test_a_refusal_counts_the_rows_that_are_at_stake(desk: Desk, bench: Workbench) -> None:
    database = bench.database()
    url = bench.url(database)
    desk.product.manage(
        "migrate", DATABASE_URL=url, DJANGO_SETTINGS_MODULE="config.settings.development"
    )
    desk.product.python("manage.py", "seed", DATABASE_URL=url, DEMO_PASSWORD="a long password")
    bench.query(database, "UPDATE tickets_ticket SET legacy_code = ''")
    (((count,),),) = bench.query(database, "SELECT count(*) FROM tickets_ticket")
    desk.edit(drop_legacy_code)
    desk.edit(lambda genome: genome["entities"].remove(entity_of(genome, "Comment")))
    done = desk.apply(DATABASE_URL=url)
    assert "Ticket.legacy_code would be dropped" in done.stderr
    assert "no row holds a value." in done.stderr
    assert f"{count} rows hold a value." in done.stderr
    assert "hold" not in desk.apply(DATABASE_URL=f"{url}_that_is_not_there").stderr


def test_ignored_files_are_not_overwritten(light: Desk) -> None:
    light.append(".gitignore", "apps/notes/\n")
    light.commit()
    light.write("apps/notes/views.py", "# private\n")
    light.edit(lambda genome: genome["entities"].append(entity("Note")))
    before = light.state()
    done = light.apply("--yes")
    assert light.read("apps/notes/views.py") == "# private\n"
    assert done.returncode == 1, done.stderr
    assert light.state() == before


def test_conflicts_wait_for_people_and_are_finished_then(desk: Desk) -> None:
    desk.replace("apps/labels/models.py", "max_length=50", "max_length=60")
    desk.commit()
    desk.edit(lengthen_labels)
    done = desk.apply("--yes")
    assert done.returncode == 1
    assert "   apps/labels/models.py\n" in done.stdout
    assert "apps/labels/models.py" in done.stderr
    assert "UU apps/labels/models.py" in desk.status()
    assert "<<<<<<< before updating" in desk.read("apps/labels/models.py")
    before = desk.state()
    assert "apps/labels/models.py" in desk.apply("--yes").stderr
    assert desk.state() == before
    text = desk.read("apps/labels/models.py")
    start, end = text.index("<<<<<<<"), text.index("=======\n") + len("=======\n")
    desk.write(
        "apps/labels/models.py", text[:start] + text[end:].replace(">>>>>>> after updating\n", "")
    )
    finished = desk.apply("--yes")
    assert finished.returncode == 0, finished.stderr
    assert "?? apps/labels/migrations/0002_alter_label_label.py" in desk.status()
    assert "max_length=80" in desk.read("apps/labels/migrations/0002_alter_label_label.py")
    assert desk.git("for-each-ref", "refs/archiet") == ""
    desk.commit()
    assert "Nothing to do" in desk.apply("--yes").stdout


def test_a_conflict_that_is_taken_back_is_forgotten(light: Desk) -> None:
    light.replace("apps/labels/models.py", "max_length=50", "max_length=60")
    light.commit()
    light.edit(lengthen_labels)
    assert light.apply("--yes").returncode == 1
    assert "UU apps/labels/models.py" in light.status()
    light.git("reset", "--hard", "--quiet")
    light.git("clean", "--force", "-d")
    assert "Nothing to do" in light.apply().stdout
    assert light.git("for-each-ref", "refs/archiet") == ""


def test_edited_files_that_go_are_kept_beside(desk: Desk) -> None:
    desk.append("apps/comments/views.py", "\n# hours of work\n")
    desk.append("apps/tags/views.py", "\n# hours of work\n")
    desk.write("apps/comments/ours.py", "# never the template's\n")
    desk.commit()
    desk.edit(drop_comments_and_tags)
    done = desk.apply("--yes")
    assert done.returncode == 0, done.stderr
    for app in ("comments", "tags"):
        assert f"   apps/{app}/views.py.orig\n" in done.stdout
        assert "# hours of work" in desk.read(f"apps/{app}/views.py.orig")
        assert not (desk.folder / f"apps/{app}/views.py").exists()
        assert list(desk.folder.glob(f"apps/{app}/migrations/0002_*.py"))
    assert desk.read("apps/comments/ours.py") == "# never the template's\n"
    assert not list(desk.folder.glob("apps/comments/serializers.py*"))


# At which command of Git the program dies, and what that command still does before.
DEATHS = {
    "before the transfer": ("fetch", ":"),
    "after the fetch": ("restore", ":"),
    "within the transfer": (
        "restore",
        "{git} restore --source=refs/archiet/transfer --worktree -- apps/labels; "
        "{git} show refs/archiet/transfer:apps/tickets/models.py | head -c 99 > "
        "apps/tickets/models.py",
    ),
    "after the transfer": ("update-ref refs/archiet/unfinished HEAD", ":"),
    "before the end": ("update-ref -d refs/archiet/unfinished", ":"),
}


@pytest.mark.parametrize("point", DEATHS)
def test_killed_anywhere_it_goes_on(light: Desk, tmp_path: Path, point: str) -> None:
    command, before = DEATHS[point]
    light.git("config", "user.name", "Tester")
    light.edit(lengthen_and_add)
    git = shutil.which("git") or "git"
    with light.dying_at(command, tmp_path / "mortal", before.replace("{git}", git)):
        assert light.apply("--yes").returncode == -signal.SIGKILL
    done = light.apply("--yes")
    assert done.returncode == 0, done.stderr
    assert "max_length=80" in light.read("apps/labels/models.py")
    assert "severity = models.CharField(" in light.read("apps/tickets/models.py")
    assert light.git("for-each-ref", "refs/archiet") == ""


def test_edits_after_a_kill_are_not_overwritten(light: Desk, tmp_path: Path) -> None:
    light.edit(lengthen_labels)
    with light.dying_at("restore", tmp_path / "mortal"):
        light.apply("--yes")
    light.write("apps/labels/models.py", "# mine\n")
    before = light.state()
    done = light.apply("--yes")
    assert done.returncode == 1
    assert "apps/labels/models.py" in done.stderr
    assert light.state() == before
    assert "not finished" in light.apply("--plan").stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_rehearsal_that_is_stopped_leaves_nothing(
    light: Desk, tmp_path: Path, number: signal.Signals
) -> None:
    light.edit(lengthen_labels)
    before = light.state()
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with subprocess.Popen(
        [light.product.program, "-m", "tools.apply", "--yes"],
        cwd=light.folder,
        env=clean_environment(TMPDIR=str(temporary)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # A shell has its background jobs ignore Ctrl-C, and they hand that on.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as program:
        while not list(temporary.glob("apply-*/tmp/copier*")):
            assert program.poll() is None
            time.sleep(0.05)
        os.kill(program.pid, number)
        assert program.wait(timeout=30) == 130
    assert list(temporary.iterdir()) == []
    assert light.state() == before


@pytest.mark.parametrize(
    ("edit", "answer", "said"),
    [
        ("", "", "Nothing was changed"),
        ("# meanwhile\n", "y", "The project has changed since"),
    ],
    ids=["no answer", "an edit while it asks"],
)
def test_nothing_happens_without_an_answer(light: Desk, edit: str, answer: str, said: str) -> None:
    light.edit(lengthen_labels)
    program = pexpect.spawn(
        str(light.product.program), ["-m", "tools.apply"], cwd=light.folder, encoding="utf-8"
    )
    program.expect(r"Apply\? \[y/N\] ", timeout=120)
    light.append("apps/labels/models.py", edit)
    before = light.state()
    program.sendline(answer)
    program.expect(said)
    program.wait()
    assert program.exitstatus == 1
    assert light.state() == before


def test_the_environment_follows_the_requirements(light: Desk) -> None:
    light.edit(lengthen_labels)
    light.write("requirements/development.txt", "# nothing at all\n")
    light.commit()
    done = light.apply("--yes")
    assert done.returncode == 0, done.stderr
    assert not (light.folder / ".venv").is_symlink()
