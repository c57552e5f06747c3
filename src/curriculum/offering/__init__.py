"""What runs could be offered: from a period, venues, rooms, teachers and closed days to a plan of candidate runs.

The candidates can all be held side by side: no two share a room or a teacher at the same time. Which of them are
held is the scheduler's to decide.
"""

from curriculum.offering.days import TeachingDays, teaching_days
from curriculum.offering.fitting import places_without_venue
from curriculum.offering.offer import Offer, Room, Teacher, Venue
from curriculum.offering.proposal import ModuleProposal, Proposal
from curriculum.offering.proposing import propose_runs
from curriculum.offering.wording import proposal_text

__all__ = [
    "ModuleProposal",
    "Offer",
    "Proposal",
    "Room",
    "Teacher",
    "TeachingDays",
    "Venue",
    "places_without_venue",
    "proposal_text",
    "propose_runs",
    "teaching_days",
]
