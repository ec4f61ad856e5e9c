"""A tiny project that the hooks can work on in a second: its Django and its gate are stand-ins."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
MANAGE = """
import pathlib, sys
if pathlib.Path("broken").exists():
    sys.exit("django.core.exceptions.ImproperlyConfigured: it is broken")
if sys.argv[1] == "makemigrations":
    for app in "orders", "users":
        pathlib.Path(f"apps/{app}/migrations/0001_initial.py").touch()
else:
    pathlib.Path("openapi.yaml").touch()
"""
ASVS = """
import pathlib
pathlib.Path("asvs.md").touch()
"""
GATE = """
import pathlib, sys
if pathlib.Path("leaky").exists():
    sys.exit(print(" gate        61/100   1 critical\\n   SEC-01  a view without a filter") or 1)
print(" gate        98/100   0 critical")
"""


@dataclass
class TinyProject:
    folder: Path
    variables: dict[str, str] = field(default_factory=lambda: dict(os.environ))
    python: str = sys.executable

    def write(self, name: str, text: str = "") -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.python, *map(str, arguments)],
            cwd=self.folder,
            env=self.variables,
            capture_output=True,
            text=True,
            check=False,
        )

    def deliver(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run(REPOSITORY / "hooks" / "deliver.py", *arguments)

    def make_environment(self) -> subprocess.CompletedProcess[str]:
        return self.run("-m", "tools.environment")

    def hide_uv(self) -> None:
        """Leave a PATH without uv, and a Python that has none beside it."""
        self.python = str(Path(getattr(sys, "_base_executable", sys.executable)).resolve())
        self.variables["PATH"] = "/usr/bin:/bin"


@pytest.fixture
def tiny(tmp_path: Path) -> TinyProject:
    project = TinyProject(tmp_path / "tiny")
    project.variables["PYTHONDONTWRITEBYTECODE"] = "1"
    for name in ("__init__.py", "dotenv.py", "environment.py"):
        project.write(f"tools/{name}")
        shutil.copy(REPOSITORY / "template" / "tools" / name, project.folder / "tools" / name)
    version = "{}.{}".format(*sys.version_info)
    project.write(".copier-answers.yml", f"python_version: '{version}'\n")
    project.write("requirements/development.txt", "# nothing, so that no network is needed\n")
    project.write(".env.example", "# signs\nSECRET_KEY=\n\nDATABASE_URL=\n")
    project.write("manage.py", MANAGE)
    project.write("tools/archverify/__main__.py", GATE)
    project.write("tools/asvs/__main__.py", ASVS)
    for app in ("orders", "users"):
        project.write(f"apps/{app}/migrations/__init__.py")
    return project
