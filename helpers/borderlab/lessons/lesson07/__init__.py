"""Push, pull and permits: who goes where, and what a permit changes."""
