"""Lesson 12, the policy lab: its answers, facts, claims, pictures, and the role-play's umpire."""
