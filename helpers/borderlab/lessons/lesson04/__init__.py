"""Lesson 04, threats, bluffs and what counts as failure: its answers, facts, claims and pictures."""
