"""What an update does before it touches anything: it judges the edit, and notes what stays."""

import shutil
from pathlib import Path

import pytest
from copier.errors import UserMessageError

from tests.bridge.conftest import git
from tests.bridge.test_answers import ANSWERS, committed, copied, updated
from tests.builders import REPOSITORY, answers_in, entity, field, genome

SHELL = "{% yield shell from shells %}{{ shell.name }}{% endyield %}"
CODE = field("code", max_length=20)
BOOK, LOAN = entity("Book", CODE), entity("Loan")


@pytest.fixture
def project(versioned_template: Path, tmp_path: Path) -> Path:
    apps = versioned_template / "template" / "apps"
    shutil.copytree(REPOSITORY / "template" / "apps" / SHELL, apps / SHELL)
    git(versioned_template, "add", "--all")
    git(versioned_template, "commit", "--quiet", "--message=shells")
    git(versioned_template, "tag", "v1.1.0")
    return committed(copied(versioned_template, tmp_path / "project", genome(BOOK, LOAN)))


@pytest.mark.parametrize("quiet", [True, False])
def test_a_loss_is_refused_and_nothing_is_touched(project: Path, quiet: bool) -> None:
    before = (project / ANSWERS).read_bytes()

    with pytest.raises(UserMessageError, match=r"refused: Book\.code would be dropped"):
        updated(project, genome(entity("Book"), entity("Loan")), quiet=quiet)

    assert git(project, "status", "--short") == ""
    assert (project / ANSWERS).read_bytes() == before


def test_all_losses_are_named_at_once(project: Path) -> None:
    with pytest.raises(UserMessageError) as refusal:
        updated(project, genome(entity("Book", field("code", max_length=5))))
    assert "Book.code would be cut from 20 to 5 letters" in str(refusal.value)
    assert "Loan would be dropped" in str(refusal.value)


def test_a_genome_that_breaks_the_rules_is_refused_first(project: Path) -> None:
    with pytest.raises(UserMessageError, match=r"entities\[0\]\.fields\[0\]\.type"):
        updated(project, genome(entity("Book", field("code", "strng"))))
    assert git(project, "status", "--short") == ""


def test_the_app_of_a_dropped_entity_stays_as_a_shell(project: Path) -> None:
    migration = project / "apps" / "loans" / "migrations" / "0001_initial.py"
    migration.parent.mkdir(parents=True)
    migration.touch()
    committed(project)

    updated(project, genome(BOOK, dropped=["Loan"]))

    assert answers_in(project / ANSWERS)["left_behind"] == ["loans"]
    assert migration.exists()
    assert "class LoansConfig" in (project / "apps" / "loans" / "apps.py").read_text("utf-8")
    committed(project)
    assert updated(project, genome(BOOK, dropped=["Loan"])) == "", "it stays for ever"
    updated(project, genome(BOOK, LOAN, dropped=["Loan"]))
    assert "left_behind" not in answers_in(project / ANSWERS), "until the app is in use again"


def test_a_second_app_joins_the_first(project: Path) -> None:
    updated(project, genome(BOOK, dropped=["Loan"]))
    committed(project)
    updated(project, genome(entity("Shelf"), dropped=["Book", "Loan"]))
    assert answers_in(project / ANSWERS)["left_behind"] == ["books", "loans"]


def test_the_place_of_the_template_means_the_same_from_everywhere(
    versioned_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = copied(Path(versioned_template.name), tmp_path / "project", genome())
    assert answers_in(folder / ANSWERS)["_src_path"] == str(versioned_template)


def test_a_file_that_copier_was_not_told_of_is_minded(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (project / "genome.yml").write_text("project_name: other\n", encoding="utf-8")
    committed(project)
    updated(project, quiet=False)
    assert capfd.readouterr().out.count("it is applied with --data-file genome.yml") == 1
