"""The fair peer of bench/fit.bench.ts: scipy's Levenberg-Marquardt (MINPACK) in log parameters with an analytic Jacobian, vectorised by numpy.

Reads {"frequency", "spectra": [[re..., im...]], "guess"} from standard input, writes {"us", "chi2", "scipy"}: median of five rounds over all spectra.
Circuit R0-p(R1,CPE1)-p(R2,CPE2), parameters ln R0, ln R1, ln tau1, n1, ln R2, ln tau2, n2; residuals divided by |Z| of the data.
"""

import json
import sys
import time

import numpy
import scipy
from scipy.optimize import least_squares

task = json.load(sys.stdin)
ln_omega = numpy.log(2 * numpy.pi * numpy.array(task["frequency"]))
points = len(ln_omega)


def start(guess):
    r0, r1, q1, n1, r2, q2, n2 = guess
    return numpy.array([numpy.log(r0), numpy.log(r1), numpy.log(r1 * q1) / n1, n1, numpy.log(r2), numpy.log(r2 * q2) / n2, n2])


def fit(spectrum, x0):
    z = spectrum[:points] + 1j * spectrum[points:]
    weight = 1 / abs(z)

    def arc(ln_r, ln_tau, n):
        phi = 1 / (1 + numpy.exp(n * (ln_omega + ln_tau + 0.5j * numpy.pi)))
        return numpy.exp(ln_r) * phi, phi

    def split(values):
        return numpy.concatenate((values.real, values.imag))

    def residuals(x):
        return split((numpy.exp(x[0]) + arc(*x[1:4])[0] + arc(*x[4:7])[0] - z) * weight)

    def jacobian(x):
        out = numpy.empty((2 * points, 7))
        out[:, 0] = split(numpy.exp(x[0]) * weight + 0j)
        for at in (1, 4):
            value, phi = arc(*x[at : at + 3])
            slope = -value * (1 - phi) * weight
            out[:, at] = split(value * weight)
            out[:, at + 1] = split(slope * x[at + 2])
            out[:, at + 2] = split(slope * (ln_omega + x[at + 1] + 0.5j * numpy.pi))
        return out

    return 2 * least_squares(residuals, x0, jac=jacobian, method="lm").cost


spectra = [numpy.array(values) for values in task["spectra"]]
x0 = start(task["guess"])
rounds = []
for _ in range(5):
    begin = time.perf_counter()
    chi2 = [fit(values, x0) for values in spectra]
    rounds.append((time.perf_counter() - begin) * 1e6 / len(spectra))
json.dump({"us": sorted(rounds)[2], "chi2": chi2, "scipy": scipy.__version__}, sys.stdout)
