"""Lesson 11, Free by which standard?: its answers, facts, claims and pictures."""
