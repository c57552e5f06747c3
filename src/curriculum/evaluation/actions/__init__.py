"""Trial actions: done or not, days until they were begun, and whether it helped to be two."""

from curriculum.evaluation.actions.trial import Action, TrialActions, trial_actions
from curriculum.evaluation.actions.wording import actions_document, actions_text

__all__ = ["Action", "TrialActions", "actions_document", "actions_text", "trial_actions"]
