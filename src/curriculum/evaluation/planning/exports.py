"""The files of an evaluation plan: what is frozen, what is read, what is sent out."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from curriculum.evaluation.instruments import Instrument
from curriculum.evaluation.planning.limesurvey import limesurvey_text, questionnaires
from curriculum.evaluation.planning.plan import Asking, EvaluationPlan
from curriculum.evaluation.planning.wording import plan_text, wave_text
from curriculum.evaluation.responses import WAVES
from curriculum.messages import say
from curriculum.report.questionnaire_calendar import Window, questionnaire_calendar

PLAN = "plan.json"


def frozen_text(plan: EvaluationPlan) -> str:
    """Return the plan as it is frozen: JSON with sorted keys and without times of writing."""
    return json.dumps(plan.document(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def plan_files(plan: EvaluationPlan, instruments: Sequence[Instrument], language: str = "en") -> dict[str, bytes]:
    """Return the files of a plan, by path.

    ``plan.json`` is what is frozen, ``plan.txt`` the same to read, ``invitations.csv`` who is asked when,
    ``calendar.ics`` when what is open, and ``limesurvey/WAVE.txt`` the questionnaires.

    Args:
        plan: the plan.
        instruments: its instruments.
        language: da, sv or en.

    Raises:
        MissingExtra: icalendar is not installed (``pip install 'curriculum[office]'``).
    """
    files = {
        PLAN: frozen_text(plan).encode(),
        "plan.txt": plan_text(plan, language).encode(),
        "invitations.csv": _invitations(plan).encode(),
        "calendar.ics": _calendar(plan, instruments, language),
    }
    for wave, asked in _questionnaires(plan, instruments).items():
        title = f"{plan.cohort}: {wave_text(wave, language)}"
        files[f"limesurvey/{wave}.txt"] = limesurvey_text(title, asked, language=language).encode()
    return files


def _invitations(plan: EvaluationPlan) -> str:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(["participant", "instrument", "wave", "opens", "closes", "minutes"])
    for one in sorted(plan.invitations, key=lambda one: (one.participant, one.opens, one.instrument, one.wave)):
        writer.writerow([one.participant, one.instrument, one.wave, one.opens, one.closes, f"{one.minutes:g}"])
    return target.getvalue()


def _calendar(plan: EvaluationPlan, instruments: Sequence[Instrument], language: str) -> bytes:
    titles = {instrument.id: instrument.title_of(None, language) for instrument in instruments}

    def window(asking: Asking) -> Window:
        values = {"title": titles[asking.instrument], "wave": wave_text(asking.wave, language)}
        return Window(
            key=json.dumps(["curriculum", "questionnaire", plan.cohort, asking.instrument, asking.wave]),
            title=say("evaluation-plan.calendar", language, **values, people=asking.people),
            first=asking.opens,
            last=asking.closes,
            about=say("evaluation-plan.calendar-about", language, minutes=f"{asking.minutes:g}"),
        )

    return questionnaire_calendar(map(window, plan.askings))


def _questionnaires(plan: EvaluationPlan, instruments: Sequence[Instrument]) -> dict[str, list[Instrument]]:
    by_id = {instrument.id: instrument for instrument in instruments}
    waves = [(asking.wave, by_id[asking.instrument]) for asking in plan.askings]
    events = frozenset(wave for wave, _ in waves if wave not in WAVES)
    return questionnaires(sorted(waves, key=lambda one: (one[0], one[1].id)), events)
