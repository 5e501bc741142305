"""What is installed with the program, put down: constraints for CI, an SBOM and the licences of what the wheel needs.

    python .ci/lock.py            # writes all three anew
    python .ci/lock.py --check    # says what is out of date, with exit code 1

Needs an environment with '.[test,pdf,rdf,serve,corpus,dataset,postgres]'.

The SBOM is CycloneDX 1.5 (https://cyclonedx.org/docs/1.5/json/); its versions are those of the constraints.
"""

import json
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROGRAM = "draft-provenance"
CONSTRAINTS, SBOM, LICENCES = ROOT / ".ci/constraints.txt", ROOT / "docs/sbom.json", ROOT / "docs/licences.md"
EXTRAS = {"test", "pdf", "rdf", "serve", "corpus", "dataset", "postgres"}
_HEADING = """# What the wheel needs, and under which licences

Written by `.ci/lock.py` from the packages themselves; `docs/sbom.json` has the same as a CycloneDX list. The program's
own licence is in `LICENSE`. Extras (`pdf`, `rdf`, `serve`, `corpus`, `dataset`, `postgres`) bring more, which is in
neither list.

| package | version | licence |
|---|---|---|
"""


def needed(extras: set[str]) -> dict[str, Distribution]:
    """Every distribution that the program needs with these extras, by its canonical name."""
    found: dict[str, Distribution] = {}
    open_: list[tuple[str, frozenset[str]]] = [(PROGRAM, frozenset(extras))]
    seen = set(open_)
    while open_:
        name, wanted = open_.pop()
        try:
            each = distribution(name)
        except PackageNotFoundError:
            sys.exit(f"{name} is not installed; install '.[{','.join(sorted(EXTRAS))}]' into this environment")
        found[canonicalize_name(name)] = each
        for line in each.requires or ():
            one = Requirement(line)
            if one.marker and not any(
                one.marker.evaluate({**default_environment(), "extra": extra}) for extra in (*wanted, "")
            ):
                continue
            key = (canonicalize_name(one.name), frozenset(one.extras))
            if key not in seen:
                seen.add(key)
                open_.append(key)
    found.pop(canonicalize_name(PROGRAM))
    return dict(sorted(found.items()))


def licence_of(each: Distribution) -> str:
    """The licence that a package declares, in a few words."""
    told = each.metadata
    classified = [
        line.rsplit(" :: ", 1)[-1] for line in told.get_all("Classifier") or () if line.startswith("License :: ")
    ]
    plain = (told.get("License") or "").strip().split("\n", 1)[0]
    return (
        told.get("License-Expression") or (plain if 0 < len(plain) < 60 else "; ".join(classified)) or "see its files"
    )


def pinned() -> dict[str, str]:
    """The versions of the constraints, by canonical name."""
    lines = CONSTRAINTS.read_text("utf-8").splitlines()
    return {canonicalize_name(name): version for name, version in (line.split("==") for line in lines if "==" in line)}


def make_constraints() -> str:
    """The version of everything that the tests need."""
    lines = [f"{name}=={each.version}" for name, each in needed(EXTRAS).items()]
    return "# Written by .ci/lock.py: what CI installs; another run of it takes the newest.\n" + "\n".join(lines) + "\n"


def make_sbom() -> str:
    """What the wheel needs, as a CycloneDX list."""
    versions = pinned()
    components = [
        {
            "type": "library",
            "name": name,
            "version": versions[name],
            "purl": f"pkg:pypi/{name}@{versions[name]}",
            "licenses": [{"license": {"name": licence_of(each)}}],
        }
        for name, each in needed(set()).items()
    ]
    told = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": PROGRAM, "version": distribution(PROGRAM).version}},
        "components": components,
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def make_licences() -> str:
    """What the wheel needs, as a table for people."""
    versions = pinned()
    rows = (f"| {name} | {versions[name]} | {licence_of(each)} |" for name, each in needed(set()).items())
    return _HEADING + "\n".join(rows) + "\n"


def outdated() -> list[str]:
    """What the lists no longer tell rightly: other packages than are needed, or versions outside of our bounds."""
    versions, names = pinned(), set(needed(set()))
    listed = {each["name"] for each in json.loads(SBOM.read_text("utf-8"))["components"]}
    told = set(re.findall(r"^\| ([\w.-]+) \| \d", LICENCES.read_text("utf-8"), re.MULTILINE))
    found = [f"{path.name}: {name}" for path, has in ((SBOM, listed), (LICENCES, told)) for name in sorted(names ^ has)]
    found += [f"{CONSTRAINTS.name}: {name} is missing" for name in sorted(names - versions.keys())]
    for line in distribution(PROGRAM).requires or ():
        one = Requirement(line)
        version = versions.get(canonicalize_name(one.name))
        if version and not one.specifier.contains(version, prereleases=True):
            found.append(f"{CONSTRAINTS.name}: {one.name} {version} is not {one.specifier}")
    return found


def main() -> None:
    """Write the lists anew, or say what is out of date in them."""
    if "--check" in sys.argv[1:]:
        found = outdated()
        print("\n".join(found) or "all is up to date")
        sys.exit(bool(found))
    CONSTRAINTS.write_text(make_constraints(), "utf-8")
    SBOM.write_text(make_sbom(), "utf-8")
    LICENCES.write_text(make_licences(), "utf-8")


if __name__ == "__main__":
    main()
