"""A calmer economy? Lessons import everything from here; the names are those of the engine."""

from claimlab import face

__version__ = "0.1.0"
__all__, __getattr__, __dir__ = face(__name__)
