"""Lesson 06, two migrations, counted by whom: its answers, facts, claims and pictures."""
