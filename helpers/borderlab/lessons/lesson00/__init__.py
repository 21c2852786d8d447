"""Lesson 00, reading an article as data: its answers, facts, claims and pictures."""
