"""Checks of a design after the literature on constructive alignment; the sources are in ``rubric.toml``."""

from collections.abc import Iterator

from curriculum import Catalog, LearningOutcome
from curriculum.checks import Check, Spot
from curriculum_alignment.porter import porter_index

RELATIONAL = 4
"""The step of the SOLO scale from which parts are put together into a whole that can be acted on."""


def no_functioning_knowledge(catalog: Catalog) -> Iterator[Spot]:
    """Programmes all of whose outcomes stay below the relational level."""
    by_id = {module.id: module for module in catalog.modules}
    for index, programme in enumerate(catalog.programmes):
        outcomes = [one for name in programme.module_ids if name in by_id for one in by_id[name].outcomes]
        steps = [step for outcome in outcomes if (step := _solo(catalog, outcome)) is not None]
        if steps and max(steps) < RELATIONAL:
            yield Spot(f"programmes[{index}]", {"programme": programme.id, "step": max(steps)})


def only_told(catalog: Catalog) -> Iterator[Spot]:
    """Outcomes from the relational level on that are trained by lectures only."""
    for index, module in enumerate(catalog.modules):
        for position, outcome in enumerate(module.outcomes):
            kinds = {one.kind for one in module.activities if outcome.id in one.outcomes}
            if kinds == {"lecture"} and (_solo(catalog, outcome) or 0) >= RELATIONAL:
                where = f"modules[{index}].outcomes[{position}]"
                yield Spot(where, {"module": module.id, "outcome": outcome.id})


def asked_and_tested_apart(catalog: Catalog, *, least: float = 0.25) -> Iterator[Spot]:
    """Modules in which Porter's index of outcomes against assessments is low."""
    for index, module in enumerate(catalog.modules):
        found = porter_index([module])
        if found is not None and found < least:
            values = {"module": module.id, "index": f"{float(found):.2f}", "least": f"{least:.2f}"}
            yield Spot(f"modules[{index}].assessments", values)


def _solo(catalog: Catalog, outcome: LearningOutcome) -> int | None:
    """Return the SOLO step of an outcome, 1 to 5; None when it has none."""
    scale, _, step = (outcome.level or "").rpartition(":")
    return catalog.scale(scale).rank(step) if scale == "solo" else None


CHECKS = (
    Check(
        code="CAL001",
        severity="note",
        find=no_functioning_knowledge,
        texts={
            "title": {
                "en": "Nothing to act on",
                "da": "Intet at handle på",
                "sv": "Inget att handla på",
            },
            "message": {
                "en": "The outcomes of the programme {programme} end at SOLO step {step}: parts, but no whole "
                "to act on.",
                "da": "Læringsmålene i programmet {programme} slutter ved SOLO-trin {step}: dele, men ingen "
                "helhed at handle på.",
                "sv": "Lärandemålen i programmet {programme} slutar vid SOLO-steg {step}: delar, men ingen "
                "helhet att handla på.",
            },
            "cure": {
                "en": "Let one outcome ask for applying, comparing or explaining causes in one's own unit "
                "(step 4 or 5).",
                "da": "Lad ét læringsmål kræve at anvende, sammenligne eller forklare årsager i egen enhed "
                "(trin 4 eller 5).",
                "sv": "Låt ett lärandemål kräva att tillämpa, jämföra eller förklara orsaker i egen enhet "
                "(steg 4 eller 5).",
            },
            "reason": {
                "en": "Biggs and Tang (2011) call knowledge functioning when it informs what somebody does; "
                "that begins where parts are related to each other. A programme for leaders that stays below it "
                "is background reading.",
                "da": "Biggs og Tang (2011) kalder viden fungerende, når den præger det, nogen gør; det "
                "begynder, hvor dele sættes i forhold til hinanden. Et program for ledere, der bliver derunder, "
                "er baggrundslæsning.",
                "sv": "Biggs och Tang (2011) kallar kunskap fungerande när den påverkar det någon gör; det "
                "börjar där delar sätts i relation till varandra. Ett program för chefer som stannar under det "
                "är bakgrundsläsning.",
            },
        },
    ),
    Check(
        code="CAL002",
        severity="note",
        find=only_told,
        texts={
            "title": {
                "en": "Asked to do, only told",
                "da": "Skal gøre det, får det kun fortalt",
                "sv": "Ska göra det, får det bara berättat",
            },
            "message": {
                "en": "The outcome {outcome} of {module} asks for acting on a whole, but only lectures train it.",
                "da": "Læringsmålet {outcome} i {module} kræver at handle på en helhed, men trænes kun ved "
                "forelæsning.",
                "sv": "Lärandemålet {outcome} i {module} kräver att handla på en helhet, men tränas bara genom "
                "föreläsning.",
            },
            "cure": {
                "en": "Add an activity in which participants do what the outcome says: a case, practice, a "
                "trial action.",
                "da": "Tilføj en aktivitet, hvor deltagerne gør det, målet siger: en case, øvelse, en "
                "prøvehandling.",
                "sv": "Lägg till en aktivitet där deltagarna gör det målet säger: ett fall, övning, en "
                "prövohandling.",
            },
            "reason": {
                "en": "Alignment means that what participants do while they learn is what the outcome's verb "
                "names; people learn what they do, not what is done to them (Biggs 1996).",
                "da": "Sammenhæng betyder, at det, deltagerne gør, mens de lærer, er det, som målets "
                "udsagnsord nævner; man lærer det, man gør, ikke det, der gøres ved en (Biggs 1996).",
                "sv": "Samstämmighet betyder att det deltagarna gör medan de lär sig är det som målets verb "
                "nämner; man lär sig det man gör, inte det som görs med en (Biggs 1996).",
            },
        },
    ),
    Check(
        code="CAL003",
        severity="note",
        find=asked_and_tested_apart,
        texts={
            "title": {
                "en": "Asked for one thing, tested in another",
                "da": "Beder om ét, prøver i noget andet",
                "sv": "Ber om en sak, prövar en annan",
            },
            "message": {
                "en": "What {module} asks for and what it tests overlap by {index}, less than {least} "
                "(Porter's index).",
                "da": "Det, {module} beder om, og det, det prøver, dækker hinanden med {index}, under {least} "
                "(Porters indeks).",
                "sv": "Det som {module} ber om och det som prövas täcker varandra till {index}, under {least} "
                "(Porters index).",
            },
            "cure": {
                "en": "Move assessments to the competencies and levels of the outcomes, or say in the outcomes "
                "what is tested.",
                "da": "Flyt prøverne til læringsmålenes kompetencer og niveauer, eller skriv i målene, hvad "
                "der prøves.",
                "sv": "Flytta prövningarna till lärandemålens kompetenser och nivåer, eller skriv i målen vad "
                "som prövas.",
            },
            "reason": {
                "en": "Participants take from the assessment what really counts. Porter (2002) compares the "
                "shares that each competency and level has on either side; 1 is the same emphasis, 0 nothing in "
                "common.",
                "da": "Deltagerne læser af prøven, hvad der virkelig tæller. Porter (2002) sammenligner de "
                "andele, som hver kompetence og hvert niveau har på begge sider; 1 er samme vægt, 0 intet til "
                "fælles.",
                "sv": "Deltagarna läser av prövningen vad som verkligen räknas. Porter (2002) jämför de "
                "andelar som varje kompetens och nivå har på båda sidor; 1 är samma tyngd, 0 inget gemensamt.",
            },
        },
    ),
)
"""The checks, in the order of their codes."""
