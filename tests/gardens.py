"""A folder on the path where distributions are planted as pip would leave them, healthy ones and broken ones."""

from __future__ import annotations

import textwrap
from pathlib import Path

from curriculum.messages import LANGUAGES
from curriculum.plugins import PluginState, plugin_states

HEAD = """
from pathlib import Path
from curriculum.plugins import CatalogSource, hookimpl

HERE = Path(__file__).parent
"""
GOOD = """
@hookimpl
def curriculum_catalogs():
    yield CatalogSource("{id}", HERE / "catalog.toml")
"""
CATALOG = """\
schema = 1

[catalog]
id = "{id}"
title = "A catalog"
language = "en"
"""


CALENDAR = """\
schema = 1

[calendar]
id = "skane"
country = "SE"

[[days]]
name = { sv = "Sportlov", en = "Winter break" }
kind = "school-holiday"
days = "2026-02-16/2026-02-20"
"""

RUBRIC = """\
schema = 1

[rubric]
id = "skane"
title = "A rubric"

[[sources]]
id = "own"
title = "Own"

[[criteria]]
id = "sound"
kind = "judged"
title = "Sound"
question = "Is it sound?"
source = "own"
levels = [{ id = "no", title = "no" }, { id = "yes", title = "yes" }]
"""
INSTRUMENT = """\
schema = 1
id = "skane"
title = { sv = "Enkät", en = "Questionnaire" }
version = "1"
language = "sv"
source = "Own."
license = "CC0-1.0"

[answers]
low = 1
high = 5

[[constructs]]
id = "use"
title = { sv = "Nytta", en = "Use" }

[[items]]
id = "use-1"
construct = "use"
wording = { sv = "Jag hade nytta av det.", en = "It was of use to me." }
"""


def brings(*ids: str) -> str:
    """Return the code of a plugin that yields these catalogs, all from the same file."""
    sources = ", ".join(f'CatalogSource("{one}", HERE / "catalog.toml")' for one in ids)
    return f"@hookimpl\ndef curriculum_catalogs():\n    return [{sources}]\n"


class Garden:
    """A folder on the path where distributions are planted as pip would leave them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def plant(
        self, name: str, code: str | None = None, *, distribution: str = "", toml: str = "", version: str = "1.0"
    ) -> str:
        """Plant a plugin; without ``code`` a healthy one that brings the catalog of its own name."""
        distribution = distribution or f"curriculum-{name}"
        package = distribution.replace("-", "_")
        folder = self.folder / package
        folder.mkdir()
        code = GOOD.format(id=name) if code is None else code
        (folder / "__init__.py").write_text(HEAD + textwrap.dedent(code), encoding="utf-8")
        (folder / "catalog.toml").write_text(toml or CATALOG.format(id=name), encoding="utf-8")
        self.announce(distribution, f"[curriculum]\n{name} = {package}\n", version)
        return package

    def announce(self, distribution: str, entry_points: str, version: str = "1.0") -> None:
        info = self.folder / f"{distribution.replace('-', '_')}-{version}.dist-info"
        info.mkdir()
        metadata = f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n"
        (info / "METADATA").write_text(metadata, encoding="utf-8")
        (info / "entry_points.txt").write_text(entry_points, encoding="utf-8")

    def states(self) -> dict[str, PluginState]:
        """Return the states of what is planted here, by distribution; all that is said of them can be said."""
        planted = {info.name.partition("-")[0].replace("_", "-") for info in self.folder.glob("*.dist-info")}
        states = {state.distribution: state for state in plugin_states() if state.distribution in planted}
        for distribution, state in states.items():
            for language in LANGUAGES if state.reason else ():
                assert distribution in state.reason.message(language)
                assert state.reason.cure(language)
        return states

    def state(self) -> PluginState:
        (state,) = self.states().values()
        return state
