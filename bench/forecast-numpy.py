# The forecast's model with numpy, vectorised over draws: the same projects, gates, curves and months, numpy's own random numbers.
# Usage: python3 bench/forecast-numpy.py zone.json draws block   (bench/forecast.ts writes the file and reads the answer)
import json, sys, time
import numpy as np

zone = json.load(open(sys.argv[1]))
draws, block = int(sys.argv[2]), int(sys.argv[3])
known, season = zone["known"], np.array(zone["season"])
projects = [
    {**p, "multipliers": np.array(p["multipliers"]), "gates": [np.array(g) for g in p["gates"]],
     "registration": None if p["registration"] is None else np.array(p["registration"])}
    for p in zone["projects"]
]


def passed(rng, hazard, start, readiness, n):
    wait = rng.standard_exponential(n) / readiness
    before = hazard[np.maximum(0, np.maximum(1, start) - 1)]
    return np.maximum(np.maximum(1, start), np.searchsorted(hazard, np.where(np.minimum(start, 13) > 12, np.inf, before + wait)))


def run(rng, n):
    t = lambda: np.clip(rng.standard_t(5, n) * np.sqrt(0.6), -4, 4)
    common = np.exp(zone["mean"] + zone["deviation"] * t())
    sectors = {s: common * np.exp(0.1 * t()) for s in {p["sector"] for p in projects}}
    months = np.zeros((12 - known, n))
    for p in projects:
        speed = sectors[p["sector"]]
        start = np.full(n, known)
        for hazard in p["gates"]:
            start = passed(rng, hazard, start, np.sqrt(speed), n)
        step = p["pace"] * speed * p["multipliers"][rng.integers(0, len(p["multipliers"]), n)]
        s = np.minimum(start, 12)
        gone = np.where(start == known, 0.0, (season[np.maximum(0, s - 1)] + season[s]) / 2)
        gone = np.where(start > 12, np.inf, gone)
        x = np.clip(p["progress"] + step * np.maximum(0, season[known + 1 :, None] - gone), 0, 1)
        a, b, c = p["curve"]
        reached = p["works"] * (x * (a + x * (b + x * c)))
        if p["registration"] is not None:
            reports = passed(rng, p["registration"], np.full(n, known), np.sqrt(speed), n)
            reached = np.where(np.arange(known + 1, 13)[:, None] >= reports, reached, p["before"])
        months += reached - p["before"]
    return months


best = float("inf")
for turn in range(3):
    rng = np.random.default_rng(turn)
    began = time.process_time()
    parts = [run(rng, min(block, draws - at)) for at in range(0, draws, block)]
    best = min(best, time.process_time() - began)
print(json.dumps({"ms": best * 1000, "p50": float(np.median(np.concatenate(parts, axis=1)[-1])), "numpy": np.__version__}))
