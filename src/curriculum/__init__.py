"""Design and evaluate curricula: a graph that can be checked, cohorts scheduled to proven optima, effects measured."""
