"""Curricular Analytics CSV: every dialect that is about, read with warnings, and written in one way."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from public_data import public_data

from curriculum.errors import InvalidInput
from curriculum.graph import Node, RequisiteGraph
from curriculum.interop.curricular_analytics import (
    Course,
    CsvCurriculum,
    Reading,
    curriculum_csv,
    curriculum_of,
    load_curriculum,
    read_curriculum,
)
from curriculum.messages import LANGUAGES
from curriculum.metrics import structural_metrics
from curriculum.requisites import parse

HEADINGS = (
    "Course ID,Course Name,Prefix,Number,Prerequisites,Corequisites,Strict-Corequisites,"
    "Credit Hours,Institution,Canonical Name"
)


def courses(*rows: str, headings: str = HEADINGS, above: str = "Curriculum,Test\n") -> Reading:
    return read_curriculum(f"{above}Courses\n{headings}\n" + "".join(f"{row}\n" for row in rows))


def told(reading: Reading) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.line) for finding in reading.findings]


@pytest.mark.parametrize(
    "name", ["Kennesaw_State_University_CS_w_metrics.csv", "U_of_Colorado_Boulder_CS_w_metrics.csv"]
)
def test_a_public_curriculum_is_reproduced_to_the_last_digit(name: str):
    path = public_data(f"curricula/{name}")
    reading = load_curriculum(path)
    metrics = structural_metrics(reading.curriculum.graph())
    assert reading.findings == ()
    assert len(reading.curriculum.courses) > 30
    for course in reading.curriculum.courses:
        module = metrics.module(course.id)
        assert course.stated == {
            "Complexity": module.complexity,
            "Blocking": module.blocking,
            "Delay": module.delay,
            "Centrality": module.centrality,
        }
    written = curriculum_csv(reading.curriculum, metrics).splitlines()
    published = path.read_text(encoding="utf-8").replace('"', "").splitlines()
    assert [row.rstrip() for row in written[7:]] == [
        ",".join(map(str.strip, row.split(","))) for row in published[7:]
    ]


@pytest.mark.parametrize(("name", "size", "total"), [("bacp8", 46, 133), ("bacp10", 42, 134), ("bacp12", 66, 204)])
def test_the_balanced_curriculum_instances_are_read(name: str, size: int, total: int):
    curriculum = load_curriculum(public_data(f"curricula/{name}.csv")).curriculum
    assert (len(curriculum.courses), sum(course.credits for course in curriculum.courses)) == (size, total)


def test_everything_above_the_courses_is_read():
    text = """Curriculum,Weaving,,
Degree Plan,Four terms
Institution,"Acme, Denmark"
Degree Type,BS,"one of AA, BS"
System Type,Quarter
CIP,11.0701
Courses
Course ID,Course Name,Prerequisites,Credit Hours
1,Intro,,5
"""
    curriculum = read_curriculum(text).curriculum
    assert evolve(curriculum, courses=()) == CsvCurriculum(
        name="Weaving",
        plan="Four terms",
        institution="Acme, Denmark",
        degree_type="BS",
        system="quarter",
        cip="11.0701",
    )


def test_headings_are_known_in_any_case_order_and_spelling():
    reading = courses("4,3;1,b", "2,,a", headings="CREDIT HOURS, Pre requisites ,course_id", above="")
    assert [(course.id, course.credits) for course in reading.curriculum.courses] == [("b", 4), ("a", 2)]


def test_additional_courses_are_told_apart_and_belong_to_the_graph():
    text = f"""Curriculum,Test
Courses
{HEADINGS},Term
1,Calculus,,,2,,,4,,,2
Additional Courses,,,
{HEADINGS},Term
2,Algebra,,,,,,3,,,1
"""
    reading = read_curriculum(text)
    assert [(course.id, course.term, course.additional) for course in reading.curriculum.courses] == [
        ("1", 2, False),
        ("2", 1, True),
    ]
    metrics = structural_metrics(reading.curriculum.graph())
    assert metrics.module("2").blocking == 1
    assert metrics.plan is not None
    assert metrics.plan.credits == (3, 4)


def test_learning_outcomes_are_left_out_with_a_note():
    text = f"""Courses
{HEADINGS}
1,One,,,,,,3,,
Course Learning Outcomes,,,,
CourseID,Learning Outcome ID,Learning Outcome
1,1,weave
Curriculum Learning Outcomes
Learning Outcome
weave
"""
    reading = read_curriculum(text)
    assert [course.id for course in reading.curriculum.courses] == ["1"]
    assert told(reading) == [("csv-section-left-out", 4), ("csv-section-left-out", 7)]
    assert {finding.severity for finding in reading.findings} == {"note"}


@pytest.mark.parametrize(
    ("cell", "ids", "codes"),
    [
        ("1;2", ("1", "2"), []),
        (" 1 ; 2 ;", ("1", "2"), []),
        ('"1,2"', ("1", "2"), []),
        ("1:2", ("1", "2"), ["csv-odd-separator"]),
        ("1.2", ("1", "2"), ["csv-odd-separator"]),
        ("1 2", ("1", "2"), ["csv-odd-separator"]),
        ("1/2", ("1", "2"), ["csv-odd-separator"]),
        ('"1,2.A 7"', ("1", "2", "A 7"), ["csv-odd-separator"]),
        ("1.0;2.0", ("1", "2"), []),
        ("A 7;1;1", ("A 7", "1"), []),
        ("9", (), ["csv-unknown-requisite"]),
        ("1;9:8", ("1",), ["csv-unknown-requisite"]),
        ("3;1", ("1",), ["csv-own-requisite"]),
        ("", (), []),
    ],
)
def test_lists_of_requisites_are_split_as_their_ids_allow(cell: str, ids: tuple[str, ...], codes: list[str]):
    reading = courses("1,,,,,,,3", "2,,,,,,,3", "A 7,,,,,,,3", f"3,,,,{cell},,,3")
    assert reading.curriculum.courses[3].prerequisites == ids
    assert told(reading) == [(code, 7) for code in codes]


def test_corequisites_and_strict_corequisites_have_their_columns():
    reading = courses("1,,,,,,,3", "2,,,,,1,,3", "3,,,,,,1;2,3")
    assert [(course.corequisites, course.strict_corequisites) for course in reading.curriculum.courses] == [
        ((), ()),
        (("1",), ()),
        ((), ("1", "2")),
    ]


def test_the_oldest_dialect_has_one_column_for_all_requisites_and_nothing_above():
    reading = read_curriculum(
        '"Course ID", "Course Name", "Prefix", "Number", "Requisities", "Credit Hours", "Term"\n'
        '1,"CHEM 2090","CHEM","2090","",3,1\n'
        '2,"PHYS 1112","PHYS","1112","pre:1",3,2\n'
        '3,"PE","","","co:2 strict:1 pre:2",1,2\n'
    )
    assert reading.findings == ()
    third = reading.curriculum.courses[2]
    assert (third.prerequisites, third.corequisites, third.strict_corequisites) == (("2",), ("2",), ("1",))
    assert (third.name, third.credits, third.term) == ("PE", 1, 2)


def test_missing_columns_are_told_and_empty():
    reading = courses("1,Intro", "2,More", headings="Course ID,Course Name")
    assert told(reading) == [("csv-missing-column", 3), ("csv-missing-column", 3)]
    assert reading.curriculum.courses[1] == Course(id="2", name="More")


def test_without_headings_the_usual_order_is_assumed():
    reading = read_curriculum("Curriculum,Test\nCourses\n1,Intro,CS,101,,,,3,,,1\n2,More,CS,102,1,,,4,,,2\n")
    assert told(reading) == [("csv-no-headings", 3)]
    second = reading.curriculum.courses[1]
    assert (second.number, second.prerequisites, second.credits, second.term) == ("102", ("1",), 4, 2)


def test_a_double_id_is_told_with_both_lines_and_left_out():
    reading = courses("1,First,,,,,,3", "", "1,Second,,,,,,4")
    assert [course.name for course in reading.curriculum.courses] == ["First"]
    assert told(reading) == [("csv-duplicate-id", 6)]
    assert reading.findings[0].values["first"] == "4"


def test_a_course_without_an_id_gets_one():
    reading = courses(",Weaving,BW,101,,,,3", ",Weaving,BW,101,,,,3", ",,,,,,,3", "5,Last,,,BW 101,,,3")
    assert [course.id for course in reading.curriculum.courses] == ["BW 101", "Weaving", "line 6", "5"]
    assert reading.curriculum.courses[3].prerequisites == ("BW 101",)
    assert told(reading) == [("csv-no-id", line) for line in (4, 5, 6)]


def test_comments_and_empty_rows_do_not_count():
    reading = courses("# a remark", ",,,,", "", '"#another, one"', "1,Intro,,,,,,3")
    assert [course.id for course in reading.curriculum.courses] == ["1"]
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("cell", "amount", "codes"),
    [
        ("3", 3, []),
        ("7.5", 7.5, []),
        ('"7,5"', 7.5, []),
        ("", 0, []),
        ("3-4", 3, ["csv-credits"]),
        ("varies", 0, ["csv-credits"]),
        ("-3", 3, ["csv-credits"]),
    ],
)
def test_credits_are_numbers_or_told(cell: str, amount: float, codes: list[str]):
    reading = courses(f"1,Intro,,,,,,{cell},,")
    assert reading.curriculum.courses[0].credits == amount
    assert told(reading) == [(code, 4) for code in codes]


@pytest.mark.parametrize(
    ("cell", "term", "codes"),
    [
        ("2", 2, []),
        ("2.0", 2, []),
        ("", None, []),
        ("Term 2", 2, ["csv-term-guessed"]),
        ("autumn", None, ["csv-term"]),
        ("0", None, ["csv-term"]),
    ],
)
def test_terms_are_whole_numbers_or_told(cell: str, term: int | None, codes: list[str]):
    reading = courses(f"1,Intro,,,,,,3,,,{cell}", headings=f"{HEADINGS},Term")
    assert reading.curriculum.courses[0].term == term
    assert told(reading) == [(code, 4) for code in codes]


@pytest.mark.parametrize(
    ("above", "code"),
    [
        ("System Type,trimester\n", "csv-unknown-system"),
        ("Total Structural Complexity,20\n", "csv-unknown-header"),
    ],
)
def test_rows_above_the_courses_that_say_nothing_known_are_told(above: str, code: str):
    reading = courses("1,Intro,,,,,,3", above=above)
    assert told(reading) == [(code, 1)]
    assert reading.curriculum.system == "semester"


def test_an_unknown_column_is_told_and_cells_beyond_the_last_column_too():
    reading = courses("1,Intro,,,,,,3,,,x,y,z", headings=f"{HEADINGS},Semester Hours,Delay")
    assert told(reading) == [("csv-unknown-column", 3), ("csv-extra-cells", 4)]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_told_by_the_headings(delimiter: str):
    rows = ["1,Intro,,,,,,3,,", "2,More,,,1,,,3,,"]
    text = "\n".join(["Curriculum,Test", "Courses", HEADINGS, *rows]).replace(",", delimiter)
    reading = read_curriculum(text)
    assert reading.curriculum.courses[1].prerequisites == ("1",)
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("encoding", "name", "codes"),
    [
        ("utf-8", "Ståhls løsning", []),
        ("utf-8-sig", "Ståhls løsning", []),
        ("utf-16", "Ståhls løsning", []),
        ("cp1252", "Ståhls løsning \u2013 café", ["csv-encoding"]),
        ("mac_roman", "Ståhls løsning \u2013 café", ["csv-encoding"]),
        ("mac_roman", "Bachelor\u2019s seminar", ["csv-encoding"]),
        ("cp1252", "Bachelor\u2019s ÅRSPRØVE", ["csv-encoding"]),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_are_found_out(
    tmp_path: Path, encoding: str, name: str, codes: list[str], line_end: str
):
    text = f"Curriculum,Test\nCourses\n{HEADINGS}\n1,{name},,,,,,3,,\n2,More,,,1,,,3,,\n"
    path = tmp_path / "curriculum.csv"
    path.write_bytes(text.replace("\n", line_end).encode(encoding))
    reading = load_curriculum(path)
    assert [course.name for course in reading.curriculum.courses] == [name, "More"]
    assert [finding.code for finding in reading.findings] == codes


@pytest.mark.parametrize(("line_end", "name"), [("\r", "Vård och Slut ö"), ("\n", "VŒrd och Slut š")])
def test_where_the_letters_leave_it_open_the_line_ends_tell_the_encoding(tmp_path: Path, line_end: str, name: str):
    text = f"Courses\n{HEADINGS}\n1,Vård och Slut ö,,,,,,3,,\n".replace("\n", line_end)
    path = tmp_path / "curriculum.csv"
    path.write_bytes(text.encode("mac_roman"))
    assert load_curriculum(path).curriculum.courses[0].name == name


def test_an_encoding_that_is_named_is_used_or_refused(tmp_path: Path):
    path = tmp_path / "curriculum.csv"
    path.write_bytes(f"Courses\n{HEADINGS}\n1,Åse,,,,,,3,,\n".encode("cp1252"))
    assert load_curriculum(path, encoding="cp1252").findings == ()
    with pytest.raises(InvalidInput) as raised:
        load_curriculum(path, encoding="utf-8")
    assert [(finding.code, finding.file) for finding in raised.value.findings] == [
        ("csv-wrong-encoding", str(path))
    ]


def test_lines_stay_numbered_behind_a_cell_of_several_lines():
    reading = courses('1,"Intro\nin two lines",,,,,,3', "2,More,,,9,,,3")
    assert reading.curriculum.courses[0].name == "Intro in two lines"
    assert told(reading) == [("csv-unknown-requisite", 6)]


def test_a_quotation_mark_that_is_never_closed_swallows_nothing():
    reading = courses('1,"Intro,,,,,,3', "2,More,,,1,,,3", "3,Last,,,2,,,3")
    assert [course.id for course in reading.curriculum.courses] == ["1", "2", "3"]
    assert told(reading) == [("csv-open-quote", None)]


def test_a_curriculum_without_courses_is_told():
    reading = read_curriculum(f"Curriculum,Test\nCourses\n{HEADINGS}\n")
    assert told(reading) == [("csv-no-courses", 3)]
    assert reading.curriculum.courses == ()


@pytest.mark.parametrize("text", ["", "hello", "a,b\n1,2\n", "\n\n"])
def test_what_is_no_curriculum_is_refused(text: str):
    with pytest.raises(InvalidInput) as raised:
        read_curriculum(text)
    assert [finding.code for finding in raised.value.findings] == ["not-curricular-csv"]


@given(st.text(st.sampled_from("abcCourseID12,;:.\t\"'#\n \r\0é=")) | st.text())
def test_no_text_makes_the_reader_fail(text: str):
    for whole in (text, f"Courses\n{HEADINGS}\n{text}"):
        try:
            reading = read_curriculum(whole)
        except InvalidInput:
            continue
        reading.curriculum.graph()


def test_a_cell_that_is_too_large_is_refused():
    with pytest.raises(InvalidInput) as raised:
        courses("1," + "x" * 200_000)
    assert [finding.code for finding in raised.value.findings] == ["csv-syntax"]


def test_findings_name_file_line_and_column(tmp_path: Path):
    path = tmp_path / "curriculum.csv"
    path.write_text(f"Courses\n{HEADINGS}\n1,Intro,,,9,,,3,,\n", encoding="utf-8")
    (finding,) = load_curriculum(path).findings
    assert finding.place() == f"{path}:3: Prerequisites"
    for language in LANGUAGES:
        assert '"9"' in finding.message(language)


def test_a_missing_file_is_refused(tmp_path: Path):
    with pytest.raises(InvalidInput, match="no such file"):
        load_curriculum(tmp_path / "none.csv")


def test_stated_metrics_are_kept_exactly():
    huge = 10**30 + 1
    reading = courses(
        f"1,Intro,,,,,,3,,,3.3,0,3.0,{huge}", headings=f"{HEADINGS},Complexity,Blocking,Delay,Centrality"
    )
    assert reading.curriculum.courses[0].stated == {
        "Complexity": Decimal("3.3"),
        "Blocking": 0,
        "Delay": 3,
        "Centrality": huge,
    }


IDS = st.lists(st.from_regex(r"[A-Za-z0-9]{1,6}", fullmatch=True), min_size=1, max_size=6, unique=True)


@st.composite
def curricula(draw: st.DrawFn) -> CsvCurriculum:
    ids = draw(IDS)
    rows = []
    for position, course_id in enumerate(ids):
        needed = st.lists(st.sampled_from(ids[:position]), unique=True) if position else st.just([])
        rows.append(
            Course(
                id=course_id,
                name=draw(st.sampled_from(["", "Weaving", "Løsning, a; b", "=1+1", "'-x", '"so"'])),
                prefix=draw(st.sampled_from(["", "CS", "#"])),
                prerequisites=draw(needed),
                corequisites=draw(needed),
                strict_corequisites=draw(needed),
                credits=draw(st.sampled_from([0, 3, 7.5])),
                term=draw(st.none() | st.integers(1, 12)),
                additional=position > 3,
            )
        )
    name = draw(st.sampled_from(["", "Test", "+45", "Å, B"]))
    return CsvCurriculum(name=name, system=draw(st.sampled_from(["semester", "quarter"])), courses=rows)


@given(curricula())
def test_what_is_written_reads_back_as_it_was(curriculum: CsvCurriculum):
    reading = read_curriculum(curriculum_csv(curriculum))
    assert reading.curriculum == curriculum
    assert reading.findings == ()


def test_metrics_are_written_beside_the_courses():
    curriculum = CsvCurriculum(
        name="Test",
        system="quarter",
        courses=[Course(id="1", credits=5), Course(id="2", prerequisites=["1"], credits=7.5)],
    )
    written = curriculum_csv(curriculum, structural_metrics(curriculum.graph())).splitlines()
    assert written[-3].endswith("Canonical Name,Complexity,Blocking,Delay,Centrality")
    assert written[-2:] == ["1,,,,,,,5,,,2.0,1,2.0,0", "2,,,,1,,,7.5,,,1.3,0,2.0,0"]


def test_a_degree_plan_is_written_with_its_terms():
    plan = CsvCurriculum(plan="Two terms", courses=[Course(id="1", term=2), Course(id="2", additional=True)])
    written = curriculum_csv(plan)
    assert "Degree Plan,Two terms\n" in written
    assert "1,,,,,,,0,,,2\nAdditional Courses\n" in written
    assert read_curriculum(written).curriculum == plan


def test_what_the_format_cannot_carry_is_told():
    nodes = [
        Node(id="a"),
        Node(id="b", title="B", credits=5, requires=parse("a | other:x"), corequires=parse("a")),
    ]
    curriculum, losses = curriculum_of(RequisiteGraph(name="n", nodes=nodes, system="quarter"))
    assert curriculum.courses[1] == Course(id="b", name="B", prerequisites=["a"], corequisites=["a"], credits=5)
    assert (curriculum.name, curriculum.system) == ("n", "quarter")
    assert [(loss.code, loss.where, loss.values["id"]) for loss in losses] == [
        ("csv-loses-choice", "b", "a"),
        ("csv-loses-elsewhere", "b", "other:x"),
        ("csv-loses-choice", "b", "other:x"),
    ]
