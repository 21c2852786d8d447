"""Lesson 08, Is violence higher near the border: its answers, facts, claims and pictures."""
