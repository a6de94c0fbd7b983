import { carrierDensity, constants, diffusivityFromConductivity } from '@ionwalk/core';
import { type Check, judged, recompute } from './check.ts';
import { exact, printed } from './rounding.ts';

const K_EV = constants.k / constants.e;
const arrhenius = (ea: number, from: number, to: number): number => Math.exp((-ea / K_EV) * (1 / to - 1 / from));
const carriers = (x: number, edge: number): number => carrierDensity(`Li${x}`, { a: edge }, 'Li');
const eaBetween = (high: number, low: number, thigh: number, tlow: number): number =>
  (K_EV * Math.log(high / low)) / (1 / tlow - 1 / thigh);

/** Checks of the field-gradient, conductivity and tracer numbers of the text (N5 to N8, N10, N13, N14, N16, N17, N20, N21). */
export function transportChecks(): Check[] {
  const [Dx, Dz] = [6.1e-11, 3.3e-12];
  const mean = (2 * Dx + Dz) / 3;
  const c = carriers(0.29, 3.87e-10);
  const D300 = diffusivityFromConductivity(0.09, 300, c, 1);
  const ea = eaBetween(mean, D300, 393, 300);
  const D298 = D300 * arrhenius(ea, 300, 298.15);
  const bulkTracer = 2.6e-12;
  const [grainSize, width] = [20e-6, 5e-10];
  const effective = (D: number, gb: number): number => 1 / (1 / D + width / grainSize / gb);
  const havenTotal = effective(bulkTracer, 1.4e-17) / effective(D298, 1.4e-17 / 0.24);
  const walk = Math.sqrt(2 * Dx * 0.1);
  return [
    recompute({
      id: 'N5',
      quantity: 'ratio Dz/Dx at 393 K ("Dz is 18 times larger")',
      unit: '1',
      stated: printed('18'),
      formula: (x, z) => z / x,
      inputs: [printed('6.1e-11'), printed('3.3e-12')],
      note: 'Dx/Dz is 18.48: the names are exchanged',
    }),
    judged('N6', 'mean of the tensor at 393 K', 'not-stated', '(2 Dx + Dz)/3', { recomputed: mean, unit: 'm2/s' }),
    judged(
      'N7',
      'D_sigma of the bulk at 300 K',
      'not-stated',
      `Nernst-Einstein with ${c.toExponential(3)} carriers per m3 from composition and cell`,
      {
        recomputed: D300,
        unit: 'm2/s',
      },
    ),
    recompute({
      id: 'N8',
      quantity: 'bulk over boundary tracer diffusivity at 25 °C (summary: 10 000 times)',
      unit: '1',
      stated: printed('1e4'),
      formula: (bulk, gb) => bulk / gb,
      inputs: [printed('2.6e-12'), printed('1.4e-17')],
      note: 'five orders, as the text says, not four, as the summary says',
    }),
    judged(
      'N10',
      'Haven ratio of the bulk near 298 K ("close to 1")',
      Math.abs(bulkTracer / D298 - 1) < 2 * 0.06 ? 'agrees' : 'disagrees',
      `${(bulkTracer / D298).toFixed(2)} ± 0.06 with D_sigma brought from 300 K to 298.15 K; without that correction ${(bulkTracer / diffusivityFromConductivity(0.09, 298.15, c, 1)).toFixed(2)}`,
      { stated: 1, recomputed: bulkTracer / D298 },
    ),
    judged(
      'N13',
      'b needed at 393 K to see Dz',
      'not-stated',
      `b = 1/Dx is ${(1 / Dx).toExponential(2)}, b = 1/Dz is this; it needs gradients of 5 to 10 T/m`,
      {
        recomputed: 1 / Dz,
        unit: 's/m2',
      },
    ),
    judged(
      'N14',
      'path √(2 Dx Δ) at Δ = 100 ms against domains of several hundred nm',
      walk > 1e-6 ? 'disagrees' : 'agrees',
      `ions cross ${(walk / 4e-7).toFixed(0)} domains of 0.4 um during Δ, which would average 18:1 to about 1.4:1; needs domains of 10 um or more, or another cause`,
      { stated: 4e-7, recomputed: walk, unit: 'm' },
    ),
    judged(
      'N16',
      'D_NMR at 333 K (which average is not named)',
      'not-stated',
      `as the mean it gives ${eaBetween(mean, 9.2e-12, 393, 333).toFixed(3)} eV to the mean at 393 K, as Dx ${eaBetween(Dx, 9.2e-12, 393, 333).toFixed(3)} eV: it is the mean`,
      { stated: 9.2e-12, recomputed: mean * arrhenius(ea, 393, 333), unit: 'm2/s' },
    ),
    judged(
      'N17',
      'values at 300, 298 and 295 K compared as they are',
      'undecided',
      'five kelvin are this factor at 0.33 eV: bring them to one temperature first',
      {
        recomputed: arrhenius(0.33, 295, 300),
      },
    ),
    judged(
      'N20',
      'Haven ratio of the boundary, 0.24',
      'not-stated',
      `the grain size is missing; the total one depends on it (${havenTotal.toFixed(2)} for 20 um), the boundary's does not`,
      { stated: 0.24, recomputed: null },
    ),
    recompute({
      id: 'N21',
      quantity: 'reach 2√(Dt) of 59 h at 295 K ("about half a millimetre")',
      unit: 'm',
      stated: { value: 5e-4, half: 1e-4 },
      formula: (hours) =>
        2 * Math.sqrt(effective(bulkTracer * arrhenius(ea, 298.15, 295.15), 1.4e-17 * arrhenius(0.4, 298.15, 295.15)) * hours * 3600),
      inputs: [exact(59)],
      note: 'a boundary-limited profile of about half a millimetre, and 1.6 mm after 16 d more',
    }),
  ];
}
