"""Across the Bridge: a newspaper column, its claims, and the figures that test them.

Lessons import everything from here: the names are those of the engine, :mod:`claimlab`.
"""

from claimlab import face

__version__ = "0.1.0"
__all__, __getattr__, __dir__ = face(__name__)
