"""Which files belong to the project: what git would commit, repository or not."""

import os
import subprocess
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

_NEVER = {
    ".git",
    ".hypothesis",
    ".local",
    ".mypy_cache",
    ".next",
    ".postgres",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    "__pycache__",
    "node_modules",
    "venv",
}


def project_files(root: Path) -> tuple[str, ...]:
    """Paths of the project's files, relative to `root`, with forward slashes, sorted.

    Git decides where it knows the project; otherwise the folder is walked and .gitignore is read
    here: an outer repository may ignore the whole project, and git then lists nothing.
    """
    listed = tracked_files(root, "--others", "--exclude-standard")
    if "manage.py" not in listed:
        listed = _walk(root)
    return tuple(sorted(path for path in listed if _is_ours(path) and (root / path).is_file()))


def tracked_files(root: Path, *also: str) -> list[str]:
    """What git tracks under `root`, and what further options of `git ls-files` add."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", *also]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return []
    return [path for path in done.stdout.decode(errors="replace").split("\0") if path]


def is_ignored(path: str, patterns: list[str]) -> bool:
    """Whether the lines of a .gitignore leave `path` out. The last line that matches decides."""
    ignored = False
    for pattern in patterns:
        keeps = pattern.startswith("!")
        if _matches(path, pattern.removeprefix("!")):
            ignored = not keeps
    return ignored


def ignore_patterns(root: Path) -> list[str]:
    """The lines of the project's own .gitignore that are neither empty nor comments."""
    file = root / ".gitignore"
    lines = file.read_text(errors="replace").splitlines() if file.is_file() else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _matches(path: str, pattern: str) -> bool:
    parts = PurePosixPath(path).parts
    bare = pattern.strip("/")
    if "/" in pattern.rstrip("/"):
        return any(fnmatch("/".join(parts[:end]), bare) for end in range(1, len(parts) + 1))
    return any(fnmatch(part, bare) for part in parts)


def _walk(root: Path) -> list[str]:
    patterns = ignore_patterns(root)
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in _NEVER]
        for name in names:
            path = (Path(folder) / name).relative_to(root).as_posix()
            if not is_ignored(path, patterns):
                found.append(path)
    return found


def _is_ours(path: str) -> bool:
    return not _NEVER.intersection(PurePosixPath(path).parts)
