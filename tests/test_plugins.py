from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from gardens import CALENDAR, CATALOG, GOOD, HEAD, INSTRUMENT, RUBRIC, Garden, brings

from curriculum.errors import InvalidInput
from curriculum.plugins import (
    CURRICULUM_API,
    CatalogSource,
    find_catalog,
    forget_plugins,
    hookspecs,
    installed_catalogs,
    plugin_states,
)
from curriculum.plugins.hookspecs import HOOKS, Hook
from curriculum.plugins.records import Record

# ------------------------------------------------------------------------------------------------ what is well


def test_a_healthy_plugin_is_active_and_says_what_it_provides(garden: Garden):
    garden.plant("skane", version="2.3")
    state = garden.state()
    assert (state.name, state.distribution, state.version) == ("skane", "curriculum-skane", "2.3")
    assert (state.state, state.provides, state.findings) == ("active", ("catalog skane",), ())
    assert state.reason is None
    assert not state.faulty
    assert state.milliseconds > 0


def test_a_catalog_is_found_by_its_id(garden: Garden):
    garden.plant("skane")
    assert find_catalog("skane").id == "skane"
    assert find_catalog("blekinge") is None


def test_a_catalog_is_read_once(garden: Garden):
    package = garden.plant("skane")
    first = find_catalog("skane")
    (garden.folder / package / "catalog.toml").write_text("broken", encoding="utf-8")
    assert find_catalog("skane") is first


def test_plugins_are_looked_for_anew_after_they_are_forgotten(garden: Garden):
    assert find_catalog("skane") is None
    garden.plant("skane")
    assert find_catalog("skane") is None
    forget_plugins()
    assert find_catalog("skane") is not None


def test_installed_catalogs_are_sorted_and_leave_broken_ones_out(garden: Garden):
    garden.plant("skane")
    garden.plant("blekinge")
    garden.plant("halland", toml="[catalog")
    found = installed_catalogs()
    assert [one for one in found if one in {"skane", "blekinge", "halland"}] == ["blekinge", "skane"]
    assert found["skane"].id == "skane"


def test_one_plugin_may_bring_several_catalogs(garden: Garden):
    code = """
    @hookimpl
    def curriculum_catalogs():
        return [CatalogSource(one, HERE / f"{one}.toml") for one in ("north", "south")]
    """
    package = garden.plant("nordic", code)
    for one in ("north", "south"):
        (garden.folder / package / f"{one}.toml").write_text(CATALOG.format(id=one), encoding="utf-8")
    assert garden.state().provides == ("catalog north", "catalog south")
    assert find_catalog("south").id == "south"


def test_an_entry_point_may_name_an_object_inside_a_module(garden: Garden):
    code = """
    class Plugin:
        CURRICULUM_API = 1

        @hookimpl
        def curriculum_catalogs(self):
            yield CatalogSource("skane", HERE / "catalog.toml")

    plugin = Plugin()
    """
    package = garden.plant("unused", code)
    entry_points = garden.folder / "curriculum_unused-1.0.dist-info" / "entry_points.txt"
    entry_points.write_text(f"[curriculum]\nskane = {package}:plugin\n", encoding="utf-8")
    (garden.folder / package / "catalog.toml").write_text(CATALOG.format(id="skane"), encoding="utf-8")
    assert find_catalog("skane").id == "skane"


def test_catalogs_may_refer_to_each_other(garden: Garden):
    toml = CATALOG + 'uses = ["{other}"]\n[[competencies]]\nid = "own"\n[[competencies]]\nid = "narrow"\n'
    for name, other in (("skane", "halland"), ("halland", "skane")):
        text = toml.format(id=name, other=other) + f'broader = "{other}:own"\n'
        garden.plant(name, toml=text)
    assert find_catalog("skane").competencies[1].broader == "halland:own"
    assert {state.state for state in garden.states().values()} == {"active"}


def test_a_reference_that_leads_nowhere_in_another_catalog_is_found(garden: Garden):
    text = CATALOG + 'uses = ["halland"]\n[[competencies]]\nid = "narrow"\nbroader = "halland:missing"\n'
    garden.plant("skane", toml=text.format(id="skane"))
    garden.plant("halland")
    with pytest.raises(InvalidInput) as caught:
        find_catalog("skane")
    assert [finding.code for finding in caught.value.findings] == ["plugin-bad-catalog", "unknown-foreign-id"]
    assert garden.states()["curriculum-halland"].state == "active"


def test_a_distribution_that_lies_on_the_path_twice_is_one_plugin(
    garden: Garden, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
):
    garden.plant("skane", version="2.0")
    elsewhere = Garden(tmp_path_factory.mktemp("elsewhere"))
    elsewhere.plant("skane", version="1.0")
    monkeypatch.setattr(sys, "path", [*sys.path, str(elsewhere.folder)])
    assert (garden.state().state, garden.state().version) == ("active", "2.0")


EXAMPLES = {
    "curriculum_catalogs": "catalog skane",
    "curriculum_rubrics": "rubric skane",
    "curriculum_instruments": "instrument skane",
    "curriculum_checks": "checks TRV",
    "curriculum_calendars": "calendar skane",
    "curriculum_roster_formats": "roster-format skane",
    "curriculum_rules": "rule away_days",
    "curriculum_exporters": "exporter head-counts",
}
"""What the example of every hook provides."""


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook.name)
def test_the_example_of_every_hook_is_a_working_plugin(garden: Garden, hook: Hook[Record]):
    documented = inspect.getdoc(getattr(hookspecs, hook.name))
    _, _, example = documented.partition("::\n")
    code, _, announcement = example.partition("It is announced")
    package = garden.plant("skane", textwrap.dedent(code))
    for name, text in (("rubric", RUBRIC), ("instrument", INSTRUMENT), ("calendar", CALENDAR)):
        (garden.folder / package / f"{name}.toml").write_text(text, encoding="utf-8")
    assert "CURRICULUM_API = 1" in code
    assert ('skane = "curriculum_skane"' in announcement) == (hook.name == "curriculum_catalogs")
    assert (garden.state().state, garden.state().provides) == ("active", (EXAMPLES[hook.name],))


# ------------------------------------------------------------------------------------------------- what loads


def test_nothing_of_a_plugin_is_imported_before_it_is_needed(garden: Garden):
    garden.plant("skane")
    script = """
        import sys
        import curriculum, curriculum.plugins
        before = "curriculum_skane" in sys.modules
        curriculum.find_catalog("skane")
        print(before, "curriculum_skane" in sys.modules)
    """
    assert run(garden, script) == "False True\n"


def test_a_catalog_of_a_plugin_called_after_it_is_found_without_the_other_plugins(garden: Garden):
    garden.plant("skane")
    other = garden.plant("halland")
    find_catalog("skane")
    assert other not in sys.modules
    plugin_states()
    assert other in sys.modules


def test_finding_one_catalog_does_not_read_the_others(garden: Garden, monkeypatch: pytest.MonkeyPatch):
    garden.plant("skane")
    garden.plant("nordic", brings("north"), toml=CATALOG.format(id="north"))
    from curriculum.plugins import catalogs

    read = []
    load = catalogs.load_catalog
    monkeypatch.setattr(catalogs, "load_catalog", lambda path, find=None: read.append(path) or load(path, find))
    find_catalog("north")
    assert [path.parent.name for path in read] == ["curriculum_nordic"]


def test_the_environment_chooses_what_loads(garden: Garden, monkeypatch: pytest.MonkeyPatch):
    garden.plant("skane")
    package = garden.plant("halland")
    monkeypatch.setenv("CURRICULUM_PLUGINS", " skane , ")
    states = garden.states()
    assert states["curriculum-skane"].state == "active"
    assert states["curriculum-halland"].state == "blocked"
    assert states["curriculum-halland"].reason.values["chosen"] == "skane"
    assert not states["curriculum-halland"].faulty
    assert package not in sys.modules


@pytest.mark.parametrize("value", ["", " , "])
def test_an_empty_environment_variable_loads_nothing(garden: Garden, monkeypatch: pytest.MonkeyPatch, value: str):
    garden.plant("skane")
    monkeypatch.setenv("CURRICULUM_PLUGINS", value)
    assert garden.state().state == "blocked"
    assert installed_catalogs() == {}


def test_no_plugins_can_be_asked_for_in_any_environment(garden: Garden, monkeypatch: pytest.MonkeyPatch):
    package = garden.plant("skane")
    monkeypatch.setenv("CURRICULUM_PLUGINS", "skane")
    assert {state.state for state in plugin_states(only=())} == {"blocked"}
    assert installed_catalogs(only=()) == {}
    assert package not in sys.modules
    assert find_catalog("skane").id == "skane"


def test_a_requested_catalog_of_a_blocked_plugin_is_an_error_that_says_so(garden: Garden):
    garden.plant("skane")
    with pytest.raises(InvalidInput, match="not to be loaded"):
        find_catalog("skane", only=["halland"])


# -------------------------------------------------------------------------------------------- what can be wrong

FAULTS = {
    "import error": ("import no_such_module_at_all\n", "broken", "plugin-import"),
    "syntax error": ("def curriculum_catalogs(:\n", "broken", "plugin-import"),
    "SystemExit at import": ("raise SystemExit(7)\n", "broken", "plugin-import"),
    "own BaseException at import": ("class Stop(BaseException): pass\nraise Stop\n", "broken", "plugin-import"),
    "endless recursion": ("def down(): down()\ndown()\n", "broken", "plugin-import"),
    "wrong signature": (
        "@hookimpl\ndef curriculum_catalogs(region):\n    return []\n",
        "broken",
        "plugin-hook-arguments",
    ),
    "keyword without default": (
        "@hookimpl\ndef curriculum_catalogs(*, region):\n    return []\n",
        "broken",
        "plugin-hook-arguments",
    ),
    "mistyped hook": ("@hookimpl\ndef curriculum_catalog():\n    return []\n", "broken", "plugin-hook-unknown"),
    "no marker": ("def curriculum_catalogs():\n    return []\n", "broken", "plugin-no-hooks"),
    "hook that raises": ("@hookimpl\ndef curriculum_catalogs():\n    1 / 0\n", "broken", "plugin-hook-raises"),
    "hook that exits": (
        "@hookimpl\ndef curriculum_catalogs():\n    raise SystemExit\n",
        "broken",
        "plugin-hook-raises",
    ),
    "generator that raises half-way": (
        GOOD.format(id="faulty") + "    raise OSError('half-way')\n",
        "broken",
        "plugin-hook-raises",
    ),
    "wrapper": (
        "@hookimpl(wrapper=True)\ndef curriculum_catalogs():\n    return []\n",
        "broken",
        "plugin-import",
    ),
    "exception that cannot be printed": (
        "class Odd(Exception):\n    def __str__(self): raise ValueError\nraise Odd\n",
        "broken",
        "plugin-import",
    ),
    "id that is none": (brings("No Id"), "broken", "plugin-hook-raises"),
    "relative path": (
        "@hookimpl\ndef curriculum_catalogs():\n    return [CatalogSource('faulty', 'catalog.toml')]\n",
        "broken",
        "plugin-hook-raises",
    ),
    "newer API": (f"CURRICULUM_API = {CURRICULUM_API + 1}\n", "incompatible", "plugin-api-newer"),
    "API that is no number": ("CURRICULUM_API = '1'\n", "broken", "plugin-api-unreadable"),
    "API that is a truth": ("CURRICULUM_API = True\n", "broken", "plugin-api-unreadable"),
    "path instead of a record": (
        "@hookimpl\ndef curriculum_catalogs():\n    return [HERE / 'catalog.toml']\n",
        "broken",
        "plugin-hook-type",
    ),
    "text": ("@hookimpl\ndef curriculum_catalogs():\n    return 'catalog.toml'\n", "broken", "plugin-hook-type"),
    "number": ("@hookimpl\ndef curriculum_catalogs():\n    return 7\n", "broken", "plugin-hook-type"),
    "nothing": ("@hookimpl\ndef curriculum_catalogs():\n    pass\n", "broken", "plugin-hook-type"),
    "table": (
        "@hookimpl\ndef curriculum_catalogs():\n    return {'faulty': HERE}\n",
        "broken",
        "plugin-hook-type",
    ),
    "one record, not in a list": (
        "@hookimpl\ndef curriculum_catalogs():\n    return [[CatalogSource('faulty', HERE)]]\n",
        "broken",
        "plugin-hook-type",
    ),
    "other catalog in the file": (brings("faulty", "other"), "broken", "plugin-catalog-id"),
    "same catalog twice": (brings("faulty", "faulty"), "conflict", "plugin-id-taken"),
}


@pytest.mark.parametrize(("code", "state", "finding"), FAULTS.values(), ids=FAULTS)
def test_a_fault_stays_with_its_plugin_and_is_blamed(garden: Garden, code: str, state: str, finding: str):
    garden.plant("faulty", code, distribution="some-faulty-thing", version="4.5")
    garden.plant("healthy")
    states = garden.states()
    faulty = states["some-faulty-thing"]
    assert (faulty.state, faulty.reason.code) == (state, finding)
    assert faulty.faulty
    assert "some-faulty-thing 4.5" in faulty.reason.message()
    assert states["curriculum-healthy"].state == "active"
    assert find_catalog("healthy").id == "healthy"


def test_an_older_plugin_is_active_with_a_warning(garden: Garden, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("curriculum.plugins.isolation.CURRICULUM_API", 2)
    garden.plant("skane", "CURRICULUM_API = 1\n" + brings("skane"))
    garden.plant("halland")
    for state in garden.states().values():
        assert (state.state, state.reason.code, state.reason.severity) == ("active", "plugin-api-older", "warning")
        assert state.provides == (f"catalog {state.name}",)


def test_an_older_plugin_that_is_broken_is_broken_and_not_just_old(
    garden: Garden, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("curriculum.plugins.isolation.CURRICULUM_API", 2)
    garden.plant("skane", FAULTS["hook that raises"][0])
    assert [finding.code for finding in garden.state().findings] == ["plugin-hook-raises", "plugin-api-older"]
    assert garden.state().state == "broken"


def test_a_plugin_that_does_not_say_its_interface_is_taken_for_one_of_the_first(garden: Garden):
    garden.plant("skane")
    assert garden.state().findings == ()


def test_a_mistyped_hook_gets_a_suggestion(garden: Garden):
    garden.plant("skane", "@hookimpl\ndef curriculum_catalog(): pass\n")
    assert garden.state().reason.cure("en").startswith('Did you mean "curriculum_catalogs"?')
    assert garden.state().reason.cure("sv").startswith('Menade du "curriculum_catalogs"?')


def test_a_hook_of_a_later_version_may_be_marked_as_optional(garden: Garden):
    later = "@hookimpl(optionalhook=True)\ndef curriculum_balloons(): pass\n"
    garden.plant("skane", brings("skane") + later)
    assert garden.state().state == "active"


def test_a_fault_is_placed_in_the_file_of_its_author(garden: Garden):
    package = garden.plant(
        "skane", "x = 1\n@hookimpl\ndef curriculum_catalogs():\n    return [CatalogSource(7, 'a')]\n"
    )
    reason = garden.state().reason
    line = (HEAD + "x = 1\n@hookimpl\ndef curriculum_catalogs():\n").count("\n") + 1
    assert (reason.file, reason.line) == (str(garden.folder / package / "__init__.py"), line)


def test_a_syntax_error_is_placed_at_its_line(garden: Garden):
    package = garden.plant("skane", "x = 1\ndef (:\n")
    reason = garden.state().reason
    assert (reason.file, reason.line) == (str(garden.folder / package / "__init__.py"), HEAD.count("\n") + 2)


def test_invalid_toml_is_listed_with_the_faults_of_the_file(garden: Garden):
    garden.plant("skane", toml=CATALOG.format(id="skane") + "colour = 1\nweight = 2\n")
    state = garden.state()
    assert (state.state, state.provides, state.reason.code) == ("broken", (), "plugin-bad-catalog")
    assert [finding.line for finding in state.findings[1:]] == [7, 8]
    assert state.reason.values["count"] == "2"


@pytest.mark.parametrize("missing", ["catalog.toml", "everything"])
def test_a_missing_file_is_a_fault_of_the_plugin(garden: Garden, missing: str):
    package = garden.plant("skane")
    (garden.folder / package / "catalog.toml").unlink()
    if missing == "everything":
        (garden.folder / package / "__init__.py").unlink()
        (garden.folder / package).rmdir()
    assert (garden.state().state, garden.state().provides) == ("broken", ())


def test_entry_points_that_cannot_be_read_hide_no_other_plugin(garden: Garden):
    garden.announce("damaged", "[curriculum]\nthis is no entry\n")
    garden.announce("damaged-elsewhere", "[console_scripts]\nnor is this\n")
    garden.announce("malformed", "[curriculum]\nmalformed = not a module!\n")
    garden.plant("skane")
    states = garden.states()
    assert {name: state.state for name, state in states.items()} == {
        "damaged": "broken",
        "malformed": "broken",
        "curriculum-skane": "active",
    }
    assert states["damaged"].reason.code == "plugin-metadata"
    assert "not a module!" in states["malformed"].reason.message()


def test_the_remains_of_a_distribution_are_nobodys_plugin(garden: Garden):
    garden.plant("skane")
    (garden.folder / "curriculum_skane-1.0.dist-info" / "METADATA").unlink()
    assert garden.states() == {}


def test_an_error_while_a_record_is_examined_stays_there(garden: Garden, monkeypatch: pytest.MonkeyPatch):
    def explode(path: Path, _find: object = None) -> None:
        raise ZeroDivisionError(str(path))

    garden.plant("skane")
    monkeypatch.setattr("curriculum.plugins.catalogs.load_catalog", explode)
    assert (garden.state().state, garden.state().reason.code) == ("broken", "plugin-record")


def test_what_a_plugin_prints_does_not_soil_the_output(garden: Garden, capsys: pytest.CaptureFixture[str]):
    garden.plant(
        "skane", "print('at import')\n@hookimpl\ndef curriculum_catalogs():\n    print('in hook')\n    return []\n"
    )
    garden.state()
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "at import\nin hook\n")


def test_ctrl_c_is_not_swallowed(garden: Garden):
    garden.plant("skane", "raise KeyboardInterrupt\n")
    with pytest.raises(KeyboardInterrupt):
        find_catalog("skane")


def test_a_plugin_may_ask_for_catalogs_itself(garden: Garden):
    code = "from curriculum.plugins import find_catalog, installed_catalogs\nfind_catalog('x')\n"
    asks = "    installed_catalogs()\n    find_catalog('skane')\n"
    garden.plant("skane", code + GOOD.format(id="skane") + asks)
    assert find_catalog("skane").id == "skane"


# -------------------------------------------------------------------------------------- who is asked and who not


def test_a_requested_catalog_whose_plugin_is_broken_is_an_error_at_once(garden: Garden):
    garden.plant("skane", "import no_such_module_at_all\n")
    with pytest.raises(InvalidInput) as caught:
        find_catalog("skane")
    (finding,) = caught.value.findings
    assert finding.code == "plugin-import"
    assert "no_such_module_at_all" in finding.message()
    assert "pip uninstall curriculum-skane" in finding.cure()


def test_a_requested_catalog_that_is_invalid_is_an_error_with_every_fault(garden: Garden):
    garden.plant("skane", toml=CATALOG.format(id="skane") + "colour = 1\nweight = 2\n")
    with pytest.raises(InvalidInput) as caught:
        find_catalog("skane")
    assert len(caught.value.findings) == 3
    assert caught.value.findings[0].code == "plugin-bad-catalog"


@pytest.mark.parametrize("fault", ["import error", "hook that raises"])
def test_a_catalog_does_not_change_hands_because_its_plugin_is_broken(garden: Garden, fault: str):
    code, _, finding = FAULTS[fault]
    garden.plant("skane", code)
    garden.plant("heir", brings("skane"), toml=CATALOG.format(id="skane"))
    with pytest.raises(InvalidInput) as caught:
        find_catalog("skane")
    assert [finding.code for finding in caught.value.findings] == [finding, "plugin-id-taken"]
    states = garden.states()
    assert (states["curriculum-heir"].state, states["curriculum-heir"].provides) == ("conflict", ())
    assert states["curriculum-heir"].reason.values["parties"] == "curriculum-heir, curriculum-skane"


def test_a_plugin_may_stand_in_for_one_that_is_blocked(garden: Garden, monkeypatch: pytest.MonkeyPatch):
    garden.plant("skane", "import no_such_module_at_all\n")
    garden.plant("heir", brings("skane"), toml=CATALOG.format(id="skane"))
    monkeypatch.setenv("CURRICULUM_PLUGINS", "heir")
    assert find_catalog("skane").id == "skane"
    assert garden.states()["curriculum-heir"].state == "active"


def test_the_plugin_called_after_a_catalog_keeps_it(garden: Garden):
    garden.plant("skane")
    garden.plant("another", brings("skane", "another-one"), toml=CATALOG.format(id="another-one"))
    states = garden.states()
    assert states["curriculum-skane"].state == "active"
    assert (states["curriculum-another"].state, states["curriculum-another"].provides) == (
        "conflict",
        ("catalog another-one",),
    )
    assert find_catalog("skane").id == "skane"
    assert find_catalog("another-one").id == "another-one"


def test_a_catalog_that_two_plugins_claim_and_none_is_called_after_is_nobodys(garden: Garden):
    for name in ("east", "west"):
        garden.plant(name, brings("skane"), toml=CATALOG.format(id="skane"))
    states = garden.states()
    assert {state.state for state in states.values()} == {"conflict"}
    assert {state.reason.values["parties"] for state in states.values()} == {"curriculum-east, curriculum-west"}
    assert "skane" not in installed_catalogs()
    with pytest.raises(InvalidInput) as caught:
        find_catalog("skane")
    assert [finding.values["distribution"] for finding in caught.value.findings] == [
        "curriculum-east",
        "curriculum-west",
    ]


def test_the_distribution_called_after_a_plugin_keeps_its_name(garden: Garden):
    garden.plant("skane")
    garden.plant("skane", distribution="another-skane")
    states = garden.states()
    assert states["curriculum-skane"].state == "active"
    assert (states["another-skane"].state, states["another-skane"].reason.code) == (
        "conflict",
        "plugin-name-taken",
    )
    assert states["another-skane"].reason.values["others"] == "curriculum-skane"
    assert find_catalog("skane").id == "skane"
    assert "another_skane" not in sys.modules


def test_a_name_that_two_distributions_claim_and_none_is_called_after_is_nobodys(garden: Garden):
    for distribution in ("east", "west"):
        garden.plant("skane", distribution=distribution)
    states = garden.states()
    assert {name: state.reason.values["others"] for name, state in states.items()} == {
        "east": "west",
        "west": "east",
    }
    assert {state.state for state in states.values()} == {"conflict"}
    with pytest.raises(InvalidInput, match="claimed by"):
        find_catalog("skane")


# --------------------------------------------------------------------------------------------- all faults at once


def run(garden: Garden, script: str) -> str:
    """Run a script in a process of its own that finds what is planted; return what it prints."""
    environment = {**os.environ, "PYTHONPATH": str(garden.folder), "PYTHONIOENCODING": "utf-8"}
    environment.pop("CURRICULUM_PLUGINS", None)
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nine_broken_distributions_at_once_harm_no_healthy_one(garden: Garden):
    for number, name in enumerate(
        (
            "import error",
            "SystemExit at import",
            "wrong signature",
            "mistyped hook",
            "hook that raises",
            "newer API",
        )
    ):
        garden.plant(f"faulty-{number}", FAULTS[name][0])
    garden.plant("healthy")
    garden.plant("healthy", distribution="same-name")
    garden.plant("same-id", brings("healthy"), toml=CATALOG.format(id="healthy"))
    garden.plant("invalid", toml="[catalog\n")
    garden.plant("wrong-type", "@hookimpl\ndef curriculum_catalogs():\n    return 'catalog.toml'\n")
    script = """
        import json
        from curriculum import find_catalog, installed_catalogs, plugin_states
        assert find_catalog("healthy").id == "healthy"
        assert "healthy" in installed_catalogs()
        states = plugin_states()
        assert find_catalog("healthy").id == "healthy"
        print(json.dumps({one.distribution: [one.state, one.reason and one.reason.text()] for one in states}))
    """
    states = json.loads(run(garden, script))
    planted = {info.name.partition("-")[0].replace("_", "-") for info in garden.folder.glob("*.dist-info")}
    states = {name: state for name, state in states.items() if name in planted}
    assert {name: state for name, (state, _) in states.items()} == {
        **{f"curriculum-faulty-{number}": "broken" for number in range(5)},
        "curriculum-faulty-5": "incompatible",
        "curriculum-healthy": "active",
        "same-name": "conflict",
        "curriculum-same-id": "conflict",
        "curriculum-invalid": "broken",
        "curriculum-wrong-type": "broken",
    }
    for name, (state, reason) in states.items():
        assert (reason is None) == (state == "active")
        assert reason is None or name in reason


def test_a_record_of_a_catalog_guards_its_own_fields(tmp_path: Path):
    with pytest.raises(InvalidInput, match="not an id"):
        CatalogSource("No Id", tmp_path)
    with pytest.raises(InvalidInput, match="depends on where"):
        CatalogSource("skane", "catalog.toml")
    assert CatalogSource("skane", str(tmp_path)).path == tmp_path
