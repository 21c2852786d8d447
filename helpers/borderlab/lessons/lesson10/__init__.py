"""Lesson 10, what must stay conditional for a promise to bind: its answers, facts, claims and pictures."""
