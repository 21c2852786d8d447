"""Lesson 12, Scoring the column: its answers, facts, claims and pictures."""
