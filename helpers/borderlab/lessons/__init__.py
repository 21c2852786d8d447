"""The rooms of the lessons, one folder each, and what two of them share."""
