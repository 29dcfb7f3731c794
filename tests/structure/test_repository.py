"""What is committed speaks of the product alone: no machine, no place that packages come from."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

LOCK_FILES = {
    "package-lock.json",
    "npm-shrinkwrap.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "poetry.lock",
    "uv.lock",
    "pdm.lock",
    "Pipfile.lock",
    "pylock.toml",
}
REGISTRY = re.compile(
    r"//[^/\s]*\b(?:pypi|pythonhosted|npm|npmjs|yarnpkg|nexus|artifactory|devpi|anaconda)\b"
    r"|\b(?:pypi|pythonhosted|npmjs|yarnpkg)\.[a-z]{2,}"
    r"|(?:extra-)?index-url|--find-links|proxy\.golang"
)
MACHINE = re.compile(r"(?<![\w.~-])/(?:work|root|home/\w+)/")


PICTURE = 60_000  # bytes


def committed() -> list[str]:
    """Files under version control or about to be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return [name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Places where a text file matches; binary files are passed over, and so is this list of patterns."""
    found = []
    for name in committed():
        data = (ROOT / name).read_bytes()
        if b"\0" in data or (ROOT / name) == Path(__file__):
            continue
        # A sample that a school brought may be in windows-1251.
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{name}:{number} {line.strip()[:100]}")
    return found


def test_no_package_registry_is_named() -> None:
    assert lines_with(REGISTRY) == []


def test_no_path_of_somebodys_machine_is_named() -> None:
    assert lines_with(MACHINE) == []


def test_no_lock_file_is_committed() -> None:
    assert [name for name in committed() if Path(name).name in LOCK_FILES] == []


def test_requirements_are_plain_names_with_versions() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line)] == []


def test_what_the_package_needs_is_among_the_requirements() -> None:
    """A fresh machine installs the requirements and nothing else."""
    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*package["dependencies"], *package["optional-dependencies"]["dev"]]
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").lower().splitlines()
    known = {line.partition("==")[0].replace("_", "-") for line in lines}
    names = {re.split(r"[\[<>=!~; ]", one)[0].lower().replace("_", "-") for one in needed}
    assert names - known == set()


@pytest.mark.parametrize(
    "line",
    ["see https://npm.example.org/x", "files.pythonhosted" + ".org", "pip install --index-url http://x"],
)
def test_a_registry_is_noticed(line: str) -> None:
    assert REGISTRY.search(line)


@pytest.mark.parametrize("line", ["cd /" + "work/x", "'/" + "root/y'"])
def test_a_path_of_a_machine_is_noticed(line: str) -> None:
    assert MACHINE.search(line)


@pytest.mark.parametrize(
    "line", ["/lessons/" + "work/1", "https://example.org/" + "root/x", "npm is not needed"]
)
def test_an_address_of_the_product_is_not_mistaken_for_one(line: str) -> None:
    assert not MACHINE.search(line)
    assert not REGISTRY.search(line)


def test_every_picture_of_the_readme_is_there_and_small() -> None:
    pictures = re.findall(r'<img src="([^"]+)"', (ROOT / "README.md").read_text(encoding="utf-8"))
    assert pictures
    assert {name: (ROOT / name).stat().st_size < PICTURE for name in pictures} == dict.fromkeys(
        pictures, True
    )
