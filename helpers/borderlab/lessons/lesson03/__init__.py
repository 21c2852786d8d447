"""Lesson 03, what did the sanctions do: its answers, facts, claims and pictures."""
