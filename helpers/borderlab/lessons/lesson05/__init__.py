"""Lesson 05, Sixty recognitions: its answers, facts, claims and pictures."""
