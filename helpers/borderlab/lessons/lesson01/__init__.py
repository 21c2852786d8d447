"""Lesson 01, the rise and fall of a border economy: its answers, facts, claims and pictures."""
