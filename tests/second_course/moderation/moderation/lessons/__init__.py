"""The rooms of the lessons, one folder each."""
