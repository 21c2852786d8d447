"""How long the policy lab takes: python tests/benchmarks/policy.py

The bar: 10,000 paired draws of four packages within a second, a lever that moves within 20 ms.
"""

from __future__ import annotations

import time
from statistics import median

from borderlab import load
from borderlab.models.no_rigging import search
from borderlab.models.policy import simulate
from borderlab.models.policy_analysis import dominance, flips, summary
from borderlab.models.policy_draws import draw, priors_of
from borderlab.models.sensitivity import morris, sobol


def milliseconds(call, repeats: int = 9) -> float:
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - start))
    return median(times)


def main() -> None:
    priors = priors_of(load("policy/parameters"), load("policy/worldview_priors"), "agnostic")
    packages = load("policy/packages").set_index("package")
    draws, one = draw(priors, 10_000, seed=1), packages.loc[["C"]]
    few = draws.head(2000)
    worlds = simulate(packages, draws)
    tasks = {
        "draw 10,000 worlds": lambda: draw(priors, 10_000, seed=1),
        "four packages, 10,000 worlds": lambda: simulate(packages, draws),
        "a lever moves: one package, 2,000 worlds, with summary": lambda: summary(
            simulate(one, few)
        ),
        "dominance of four packages": lambda: dominance(worlds, "violence"),
        "flips, 2,000 worlds": lambda: flips(packages, few, priors, "haven", "C", "B"),
        "Morris, 100 trajectories": lambda: morris(one, priors, "violence"),
        "Sobol, base 1,024": lambda: sobol(one, priors, "violence"),
        "goal, one setting in one worldview, 2,000 worlds": lambda: search(
            one, packages.loc[["B"]], {"agnostic": priors}, ["haven", "violence"], 2000, 1
        ),
    }
    for name, call in tasks.items():
        print(f"{milliseconds(call):8.1f} ms  {name}")


if __name__ == "__main__":
    main()
