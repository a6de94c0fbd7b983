"""The fair peers of this folder's benches: numpy and scipy on the same jobs, medians of several rounds.

Argument: which of cube, fit, steps. Writes {"ms", "name"} to standard output.
cube: 46 MB of uint16, 44 frames x 2 masses x 512 x 512, little- or big-endian ("cube-be"): read, sum the frames, ratio.
fit: D and k of 200 points of binomial counts by curve_fit in ln D and ln k, background free.
steps: implicit diffusion on 256 x 256 pixels, one splu and 52 solutions.
"""

import json
import os
import sys
import tempfile
import time

import numpy
import scipy
from scipy.optimize import curve_fit
from scipy.sparse import diags, identity, kron
from scipy.sparse.linalg import splu
from scipy.special import erfcx


def median(run, rounds):
    run()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1e3)
    return sorted(times)[rounds // 2]


def cube(order):
    plane = numpy.random.default_rng(1).poisson(40, (512, 512)).astype(order)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "cube")
        numpy.broadcast_to(plane, (44, 2, 512, 512)).tofile(path)

        def run():
            counts = numpy.fromfile(path, order).reshape(44, 2, 512, 512).sum(axis=0, dtype=numpy.uint32)
            return counts[0] / numpy.maximum(counts[0] + counts[1], 1)

        return median(run, 11)


def fit():
    x = (numpy.arange(200) + 0.5) * 1e-5
    t = 212400.0

    def model(x, ln_d, ln_k, background):
        d, k = numpy.exp(ln_d), numpy.exp(ln_k)
        z, h = x / (2 * numpy.sqrt(d * t)), k * numpy.sqrt(t / d)
        return background + (0.95 - background) * numpy.exp(-z * z) * (erfcx(z) - erfcx(z + h))

    truth = numpy.log(4e-13), numpy.log(1.4e-9), 0.0759
    n = 5000
    y = numpy.random.default_rng(1).binomial(n, model(x, *truth)) / n
    sigma = numpy.sqrt((y * n + 0.5) * (n - y * n + 0.5) / (n + 1) ** 3)
    start = truth[0] + 1, truth[1] - 1, 0.1
    return median(lambda: curve_fit(model, x, y, start, sigma), 101)


def steps():
    side, tau = 256, 21.0
    line = diags([numpy.ones(side - 1), -2 * numpy.ones(side), numpy.ones(side - 1)], [-1, 0, 1])
    a = (identity(side * side) - tau * (kron(identity(side), line) + kron(line, identity(side)))).tocsc()

    def run():
        solve = splu(a, permc_spec="MMD_AT_PLUS_A", options={"SymmetricMode": True})
        c = numpy.ones(side * side)
        for _ in range(52):
            c = solve.solve(c)

    return median(run, 3)


jobs = {"cube": lambda: cube("<u2"), "cube-be": lambda: cube(">u2"), "fit": fit, "steps": steps}
print(json.dumps({"ms": jobs[sys.argv[1]](), "name": f"numpy {numpy.__version__}, scipy {scipy.__version__}"}))
