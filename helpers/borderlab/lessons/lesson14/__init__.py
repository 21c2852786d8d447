"""Lesson 14, Free by which standard?: its answers, facts, claims and pictures."""
