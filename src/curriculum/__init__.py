"""Design and evaluate curricula: a graph that can be checked, schedules with proof, effects measured."""
