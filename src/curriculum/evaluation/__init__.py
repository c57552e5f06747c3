"""Evaluation: what a programme changed, and how sure that is."""
