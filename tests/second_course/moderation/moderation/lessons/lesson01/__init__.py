"""Lesson 01, Half as stormy?: its answers, facts, claims and pictures."""
