"""Guesses before results: asked, kept, coded for a class, set beside the truth."""
