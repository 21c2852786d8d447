"""Lesson 02, closing a border in a model: its answers, facts, claims and pictures."""
