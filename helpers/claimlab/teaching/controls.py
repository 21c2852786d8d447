"""Controls with names, for :func:`claimlab.explore`: a slider, a choice, a box to tick."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claimlab.errors import KitError
from claimlab.i18n import _
from claimlab.teaching.forms import decimals

__all__ = ["Choice", "Slider", "Tick"]


@dataclass(frozen=True)
class Slider:
    """A number between `low` and `high` in steps; whole numbers when all three are whole.

    Parameters
    ----------
    label : str
        With its unit: ``"Trade stopped, per cent"``.
    low, high, step : number

    Raises
    ------
    KitError
        when low is not below high, or the step does not fit between them.

    >>> Slider("Share, per cent", 0, 1, 0.05).value(0.30000000000000004)
    0.3
    >>> Slider("Last year", 2009, 2019).value(2014.2)
    2014
    """

    label: str
    low: float
    high: float
    step: float = 1

    def __post_init__(self):
        if not (self.low < self.high and 0 < self.step <= self.high - self.low):
            raise KitError(
                _(
                    "The slider '{label}' needs low < high and a step that fits between them."
                ).format(label=self.label)
            )

    def value(self, raw: Any) -> float:
        """The nearest value on the slider; KitError for what is no number on it."""
        try:
            steps = round((float(raw) - self.low) / self.step)
        except (TypeError, ValueError, OverflowError):
            raise KitError(_("'{label}' takes a number.").format(label=self.label)) from None
        number = min(max(self.low + steps * self.step, self.low), self.high)
        return number if self._is_whole() else round(number, decimals(self.step) + 2)

    def raw(self, start: Any) -> float:
        """Where the slider starts."""
        if not self.low <= start <= self.high:
            text = _("'{label}' starts at {start}, outside {low} to {high}.")
            raise KitError(text.format(label=self.label, start=start, low=self.low, high=self.high))
        return start

    def raws(self) -> list[float]:
        """All places of the slider, from low to high."""
        count = int((self.high - self.low) / self.step + 1e-9) + 1
        return [self.value(self.low + i * self.step) for i in range(count)]

    def place(self, raw: float) -> int:
        """Which of its places a value is."""
        return round((raw - self.low) / self.step)

    def _is_whole(self) -> bool:
        return all(isinstance(part, int) for part in (self.low, self.high, self.step))

    def shown(self, name: str) -> dict[str, Any]:
        """The slider for the front end."""
        return {"kind": "slider", "name": name, "label": self.label, "low": self.low, "high": self.high, "step": self.step,
                "start": self.low, "decimals": decimals(self.step)}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """One of a few values: a list, or a dictionary from the text that is shown to the value.

    >>> Choice("Whose figures", {"Colombia's": "COL", "Venezuela's": "VEN"}).value(1)
    'VEN'
    """

    label: str
    options: Mapping[str, Any] | Sequence[Any]

    def __post_init__(self):
        if not len(self.options):
            raise KitError(
                _("The choice '{label}' needs something to choose from.").format(label=self.label)
            )

    def _pairs(self) -> list[tuple[str, Any]]:
        if isinstance(self.options, Mapping):
            return list(self.options.items())
        return [(str(one), one) for one in self.options]

    def value(self, raw: Any) -> Any:
        """The value of the option at place `raw`."""
        pairs = self._pairs()
        if type(raw) is not int or not 0 <= raw < len(pairs):
            raise KitError(_("'{label}' has no option {raw}.").format(label=self.label, raw=raw))
        return pairs[raw][1]

    def raw(self, start: Any) -> int:
        """The place of the option where the choice starts."""
        for place, (_text, value) in enumerate(self._pairs()):
            if value is start or value == start:
                return place
        raise KitError(
            _("'{label}' starts at {start}, which is none of its choices.").format(
                label=self.label, start=start
            )
        )

    def raws(self) -> list[int]:
        """All its places."""
        return list(range(len(self.options)))

    def place(self, raw: int) -> int:
        """The place itself."""
        return raw

    def shown(self, name: str) -> dict[str, Any]:
        """The choice for the front end."""
        return {
            "kind": "choice",
            "name": name,
            "label": self.label,
            "options": [text for text, _value in self._pairs()],
        }


@dataclass(frozen=True)
class Tick:
    """A box to tick: True or False.

    >>> Tick("Count both directions").value(1)
    True
    """

    label: str

    def value(self, raw: Any) -> bool:
        """Whether the box is ticked."""
        return bool(raw)

    def raw(self, start: Any) -> bool:
        """Whether the box is ticked at the start."""
        return bool(start)

    def raws(self) -> list[bool]:
        """Not ticked, ticked."""
        return [False, True]

    def place(self, raw: bool) -> int:
        """0 or 1."""
        return int(raw)

    def shown(self, name: str) -> dict[str, Any]:
        """The box for the front end."""
        return {"kind": "tick", "name": name, "label": self.label}
