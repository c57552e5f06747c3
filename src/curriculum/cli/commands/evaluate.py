"""``curriculum evaluate``: what a programme changed, told without exposing anybody."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from curriculum.cli import answers, inputs, rubrics
from curriculum.cli.exits import Exit
from curriculum.cli.outputs import write
from curriculum.cli.parser import Add
from curriculum.cli.schedules import usual_schedule
from curriculum.cli.screen import Screen
from curriculum.messages import LANGUAGES

if TYPE_CHECKING:
    from curriculum.evaluation.evaluation import Evaluation
    from curriculum.evaluation.privacy import Published
    from curriculum.evaluation.rubrics import RubricResult


def add(add_command: Add) -> None:
    """Say what the command takes."""
    parser = add_command("evaluate")
    parser.argument("cohort", path=True)
    answers.take_options(parser)
    parser.option("--schedule", path=True, metavar="FILE", dest="by-schedule")
    parser.option("--instrument", path=True, metavar="FILE", action="append", default=[])
    parser.option("--codes", action="store_true")
    rubrics.take_options(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace, screen: Screen) -> Exit:
    """Print the answers to the programme's questions; with ``--out`` write them in all languages."""
    from curriculum.evaluation.documents import evaluation_document
    from curriculum.evaluation.rubrics import rubric_text
    from curriculum.evaluation.wording import evaluation_text

    if not answers.given(arguments):
        return _by_rubric_alone(arguments, screen)
    earlier = answers.earlier(arguments)
    evaluation = _evaluation(arguments, earlier, screen)
    judged = rubrics.of_evaluation(evaluation, arguments) if arguments.rubric else None
    release = evaluation.release.joined(judged.release) if judged and judged.release else evaluation.release
    if arguments.out:
        files = _files(evaluation, judged)
        answers.write_report(files, release, evaluation.cohort.id, arguments, screen, before=earlier)
    if screen.as_json:
        document = evaluation_document(evaluation, screen.language)
        screen.document({**document, "rubric": judged.document()} if judged else document)
    else:
        screen.show(evaluation_text(evaluation, screen.language))
        if judged:
            screen.show("\n" + rubric_text(judged, screen.language))
    return Exit.DONE


def _by_rubric_alone(arguments: Namespace, screen: Screen) -> Exit:
    """Print what a design, or a cohort with its schedule, comes to by a rubric; without answers nothing else."""
    from curriculum.errors import Finding
    from curriculum.evaluation.rubrics import rubric_text

    if not arguments.rubric:
        screen.refuse([Finding(code="nothing-to-evaluate")])
        return Exit.USAGE
    judged = rubrics.of_design(arguments)
    if arguments.out:
        files = _rubric_files(judged)
        write({Path(arguments.out, name): text for name, text in files.items()}, screen, dry=arguments.dry_run)
    if screen.as_json:
        screen.document({"rubric": judged.document()})
    else:
        screen.show(rubric_text(judged, screen.language))
    return Exit.DONE


def _evaluation(arguments: Namespace, earlier: tuple[Published, ...], screen: Screen) -> Evaluation:
    """Read everything, and put it together."""
    from curriculum.evaluation.evaluation import Evaluation
    from curriculum.evaluation.linking import linked_by_codes
    from curriculum.evaluation.responses import WAVES

    cohort = inputs.cohort(arguments)
    instruments = inputs.known_instruments(arguments, arguments.instrument)
    responses = answers.load(
        arguments,
        screen,
        instruments,
        participants=None if arguments.codes else [participant.id for participant in cohort.participants],
        events=[run.id for run in cohort.runs],
    )
    linkings = None
    if arguments.codes:
        responses, linkings = linked_by_codes(responses, WAVES)
    return Evaluation(
        cohort=cohort,
        responses=responses,
        instruments=instruments,
        schedule=usual_schedule(arguments, cohort),
        linkings=linkings,
        earlier=earlier,
    )


def _files(evaluation: Evaluation, judged: RubricResult | None) -> dict[str, str]:
    """Return the report in every language, and its data."""
    from curriculum.evaluation.documents import evaluation_document
    from curriculum.evaluation.wording import evaluation_text

    return {
        **{f"evaluation.{language}.md": evaluation_text(evaluation, language) for language in sorted(LANGUAGES)},
        "evaluation.json": answers.json_text(evaluation_document(evaluation)),
        **(_rubric_files(judged) if judged else {}),
    }


def _rubric_files(judged: RubricResult) -> dict[str, str]:
    """Return what a rubric came to in every language, and its data."""
    from curriculum.evaluation.rubrics import rubric_text

    return {
        **{f"rubric.{language}.txt": rubric_text(judged, language) for language in sorted(LANGUAGES)},
        "rubric.json": answers.json_text(judged.document()),
    }
