"""Lesson 13, Who said it, and did it come?: its answers, facts, claims and pictures."""
