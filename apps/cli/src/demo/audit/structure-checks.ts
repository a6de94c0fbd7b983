import { constants, nuclide, parseFormula } from '@ionwalk/core';
import { type Check, judged, recompute } from './check.ts';
import { exact, printed } from './rounding.ts';

const K_EV = constants.k / constants.e;
const tau = (tau0: number, ea: number, T: number): number => tau0 * Math.exp(ea / (K_EV * T));
/** ω0 τ at the minimum of T1 by Bloembergen, Purcell and Pound. */
const MINIMUM = 0.61579515;
const CHARGES: Readonly<Record<string, number>> = { Li: 1, La: 3, Ti: 4, O: -2 };

/** Checks of the relaxation and structure numbers of the text (N1 to N4, N9, N11, N12, N15, N18, N19, N22, N23). */
export function structureChecks(): Check[] {
  const [tau0, ea] = [printed('1.4e-11'), printed('0.11')];
  const tau333 = tau(tau0.value, ea.value, 333);
  const formula = parseFormula('Li0.29La0.57TiO3');
  const charge = [...formula].reduce((sum, [element, count]) => sum + count * (CHARGES[element] ?? 0), 0);
  const gamma = Math.abs(nuclide('7Li')?.gamma ?? 0);
  const field = (2 * Math.PI * 155.4e6) / gamma;
  const proton = ((nuclide('1H')?.gamma ?? 0) * field) / (2 * Math.PI);
  const local = 3.87e-10 ** 2 / (6 * tau333);
  // D_NMR: the law through σ at 300 K and the mean at 393 K where the text states none, the stated means where it does.
  const diffusivity = { 298: 8.866e-12 * Math.exp((-0.2913 / K_EV) * (1 / 298 - 1 / 333)), 333: 9.2e-12, 393: (2 * 6.1e-11 + 3.3e-12) / 3 };
  const ratios = Object.entries(diffusivity).map(([T, D]) => 3.87e-10 ** 2 / (6 * tau(tau0.value, ea.value, Number(T))) / D);
  return [
    recompute({
      id: 'N1',
      quantity: 'D_local at 333 K from tau0, Ea, l = 3.87 Å, d = 3',
      unit: 'm2/s',
      stated: printed('1.28e-11'),
      formula: (t0, e, l) => l ** 2 / (6 * tau(t0, e, 333)),
      inputs: [tau0, ea, printed('3.87e-10')],
      note: `tau is ${tau333.toExponential(3)} s, l²/(6 tau) = ${local.toExponential(3)} m2/s; l²/(18 tau) gives the printed value, the dimension counted twice`,
    }),
    recompute({
      id: 'N2',
      quantity: 'temperature of the T1 minimum at 155.4 MHz',
      unit: 'K',
      stated: { value: 333, half: 5 },
      formula: (t0, e, f) => e / (K_EV * Math.log(MINIMUM / (2 * Math.PI * f * t0))),
      inputs: [tau0, ea, printed('155.4e6')],
      note: 'ω0 tau is 0.6158 there, not 1 (which would give 297 K)',
    }),
    recompute({
      id: 'N3',
      quantity: 'correlation time at 333 K ("of order 1e-8 s")',
      unit: 's',
      stated: { value: 1e-8, half: 5e-9 },
      formula: (t0, e) => tau(t0, e, 333),
      inputs: [tau0, ea],
      note: 'the stated fit gives a value fifteen times shorter',
    }),
    recompute({
      id: 'N4',
      quantity: 'jump frequency at 333 K ("of order 100 MHz")',
      unit: 'Hz',
      stated: { value: 1e8, half: 5e7 },
      formula: (t0, e) => 1 / tau(t0, e, 333),
      inputs: [tau0, ea],
      note: `unless 1/(2π tau) = ${(1 / (2 * Math.PI * tau333)).toExponential(2)} Hz, rounded down, is meant`,
    }),
    recompute({
      id: 'N9',
      quantity: 'Larmor frequency of 7Li in a 400 MHz magnet',
      unit: 'Hz',
      stated: printed('155.4e6'),
      formula: (mhz) => (gamma * mhz * 1e6) / (nuclide('1H')?.gamma ?? 1),
      inputs: [printed('400')],
      note: `${field.toFixed(3)} T, 1H at ${(proton / 1e6).toFixed(1)} MHz`,
    }),
    recompute({
      id: 'N11',
      quantity: 'La per formula unit against the occupancies 95.6 % and 23.8 %',
      unit: '1',
      stated: printed('0.57'),
      formula: (a, b) => (a + b) / 2,
      inputs: [printed('0.956'), printed('0.238')],
      note: 'they belong to the composition of the cited structure',
    }),
    judged(
      'N12',
      'charge and vacancies of Li0.29La0.57□0.14TiO3',
      Math.abs(charge) < 0.005 && Math.abs(1 - 0.29 - 0.57 - 0.14) < 1e-9 ? 'agrees' : 'disagrees',
      `A site carries +${(0.29 + 3 * 0.57).toFixed(2)} against −2 of TiO3, vacancies ${(1 - 0.29 - 0.57).toFixed(2)}`,
      { stated: 0.14, recomputed: 1 - 0.29 - 0.57 },
    ),
    judged(
      'N15',
      'D_local over D_NMR at 333 K ("hence one mechanism")',
      'disagrees',
      `the ratio runs ${ratios.map((ratio) => ratio.toFixed(1)).join(', ')} at 298, 333, 393 K: 0.11 against 0.29 eV, lines that cross`,
      { stated: 1, recomputed: ratios[1] ?? null },
    ),
    recompute({
      id: 'N18',
      quantity: 'natural fraction of 6Li',
      unit: '1',
      stated: printed('0.076'),
      formula: (abundance) => abundance,
      inputs: [exact(nuclide('6Li')?.abundance ?? 0)],
      note: '7Li 0.9241',
    }),
    judged(
      'N19',
      'separation of bulk and boundary near 50 kHz at 300 K',
      'agrees',
      'plausible: the bulk relaxes at 8 to 16 MHz, the boundary at 0.16 to 3.3 kHz',
      {
        stated: 5e4,
        recomputed: 0.09 / (2 * Math.PI * constants.epsilon0 * 100),
        unit: 'Hz',
      },
    ),
    recompute({
      id: 'N22',
      quantity: '22 °C and 295 K',
      unit: 'K',
      stated: printed('295'),
      formula: (celsius) => celsius + 273.15,
      inputs: [printed('22')],
      note: '295.15 K',
    }),
    judged(
      'N23',
      'figure numbers and names',
      'disagrees',
      'two figures are numbered 1.4; a caption cites Eq. (6) where the fitted lines need Eq. (7); D*total of the text is D*eff of the caption; "Purcel"; no NMR between 393 and 493 K, where the break near 450 K lies',
    ),
  ];
}
