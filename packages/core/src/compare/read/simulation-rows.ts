import { inputError } from '../../errors.ts';
import { isFields, isNumber, show, type Fields } from './record-fields.ts';

/**
 * Results of simulation programs as records: undefined for what is none of theirs. Each may also have `sample` (a name or an object) and `region`.
 *
 * - pymatgen-analysis-diffusion, `get_summary_dict()`: `D`, `D_sigma` (standard deviation), `D_charge`, `D_charge_sigma` in cm2/s, `specie`,
 *   `temperature` in K. `S` and `S_charge` follow from these by Nernst-Einstein and are left out, as they say nothing of their own.
 * - kinisi, a posterior of `D` in cm2/s as `{"samples": […]}`, `[…]`, or `{"median", "con_int"}` at 2.5 and 97.5 %, beside `temperature` and `specie`.
 * - GEMDAT, its `TrajectoryMetrics` by their names: `tracer_diffusivity`, `tracer_diffusivity_center_of_mass` in m2/s (each with `…_std`), `haven_ratio`,
 *   `particle_density` in 1/m3, `temperature`, and `n_particles`. D of the centre of mass of N ions is 1/N of the charge diffusivity when their
 *   displacements are independent, so its ratio is H_R times N: it is divided by N, and D_com is multiplied by it.
 * @throws simulation/particles – a ratio without the number of ions; simulation/specie – no ion
 */
export function simulationRows(raw: unknown, where: string): Fields[] | undefined {
  if (!isFields(raw) || raw['kind'] !== undefined) return undefined;
  if ('tracer_diffusivity' in raw || 'tracer_diffusivity_center_of_mass' in raw) return gemdatRows(raw, where);
  if (!('D' in raw) || !('temperature' in raw)) return undefined;
  const { D } = raw;
  if (Array.isArray(D) || isFields(D)) return kinisiRows(raw, D, where);
  return 'D_sigma' in raw || 'D_charge' in raw || 'step_skip' in raw ? pymatgenRows(raw, where) : undefined;
}

function pymatgenRows(raw: Fields, where: string): Fields[] {
  const common = { ...commonFields(raw, 'specie', where), unit: 'cm2/s' };
  const row = (kind: string, value: unknown, deviation: unknown): Fields => ({
    ...common,
    kind,
    value,
    u: relative(deviation, value),
    model: { name: 'pymatgen-analysis-diffusion', free: {}, fixed: settings(raw, ['time_step', 'step_skip', 'smoothed']) },
  });
  const rows = [row('D_sim', raw['D'], raw['D_sigma'])];
  // Mean square displacement of charge: the diffusivity that conducts, of all ions of that element.
  if (raw['D_charge'] !== undefined && raw['D_charge'] !== null) rows.push(row('D_sigma', raw['D_charge'], raw['D_charge_sigma']));
  return rows;
}

function kinisiRows(raw: Fields, D: unknown, where: string): Fields[] {
  const common = { ...commonFields(raw, 'specie', where), kind: 'D_sim', unit: raw['unit'] ?? 'cm2/s', model: { name: 'kinisi' } };
  const draws = Array.isArray(D) ? (D as unknown[]) : isFields(D) ? (D['samples'] ?? D['values']) : undefined;
  if (draws !== undefined) return [{ ...common, draws }];
  const { median, con_int: interval } = D as Fields;
  const [lo, hi] = Array.isArray(interval) ? (interval as unknown[]) : [];
  // A 95 % interval is 2 · 1.96 u wide in ln D.
  const u = isNumber(lo) && isNumber(hi) && lo > 0 && hi > lo ? Math.log(hi / lo) / (2 * 1.959963984540054) : null;
  return [{ ...common, value: median, u }];
}

function gemdatRows(raw: Fields, where: string): Fields[] {
  const common = {
    ...commonFields(raw, 'diffusing_specie', where),
    model: { name: 'gemdat', free: {}, fixed: settings(raw, ['n_particles', 'dimensions']) },
  };
  const N = raw['n_particles'];
  const particles = (): number => {
    if (isNumber(N) && N >= 1) return N;
    throw inputError('simulation/particles', `n_particles is ${show(N)}`, {
      where,
      fix: 'state how many ions diffuse: the ratio to the diffusivity of their centre of mass is the Haven ratio times that number',
    });
  };
  const density = raw['particle_density'];
  const carrier = isNumber(density) ? { carrier: { c: density, u: 0, count: 'all', how: 'particle density of the simulation' } } : {};
  const [D, com, ratio] = [raw['tracer_diffusivity'], raw['tracer_diffusivity_center_of_mass'], raw['haven_ratio']];
  const rows: Fields[] = [];
  if (D !== undefined) rows.push({ ...common, kind: 'D_sim', value: D, unit: 'm2/s', u: relative(raw['tracer_diffusivity_std'], D) });
  if (com !== undefined) {
    const u = relative(raw['tracer_diffusivity_center_of_mass_std'], com);
    rows.push({ ...common, ...carrier, kind: 'D_sigma', value: isNumber(com) ? com * particles() : com, unit: 'm2/s', u });
  }
  if (ratio !== undefined) rows.push({ ...common, kind: 'H_R', value: isNumber(ratio) ? ratio / particles() : ratio, unit: '1', u: null });
  return rows;
}

function commonFields(raw: Fields, name: string, where: string): Fields {
  const specie = raw[name] ?? raw['specie'] ?? raw['ion'];
  const ion = typeof specie === 'string' ? /^([A-Z][a-z]?)(\d*)([+-]?)(\d*)$/.exec(specie.trim()) : null;
  if (ion === null && !isFields(specie)) {
    throw inputError('simulation/specie', `the diffusing ion is ${show(specie)}`, { where, fix: `state it, like "${name}": "Li+"` });
  }
  const charge = Number(ion?.[2] || ion?.[4] || 1) * (ion?.[3] === '-' ? -1 : 1);
  const { sample } = raw;
  return {
    T: raw['temperature'],
    region: raw['region'] ?? 'bulk',
    ion: ion === null ? specie : { element: ion[1], isotope: null, z: charge },
    ...(sample === undefined ? {} : { sample: typeof sample === 'string' ? { id: sample } : sample }),
    ...(raw['source'] === undefined ? {} : { source: raw['source'] }),
  };
}

const relative = (deviation: unknown, value: unknown): number | null =>
  isNumber(deviation) && isNumber(value) && deviation > 0 && value > 0 ? deviation / value : null;

const settings = (raw: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.filter((name) => raw[name] !== undefined && raw[name] !== null).map((name) => [name, raw[name]]));
