"""Lesson 09, bargaining with many armed groups: its answers, facts, claims and pictures."""
