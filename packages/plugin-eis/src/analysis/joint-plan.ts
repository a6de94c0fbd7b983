import { constants, type Dataset, usageError } from '@ionwalk/core';
import type { Circuit } from '../circuit/circuit.ts';
import type { EisSpectrum } from '../kinds.ts';
import type { Constraints } from './constraints.ts';

/** How the parameters of one circuit are tied over several spectra. */
export interface JointPlan {
  /** One per spectrum: its temperature in kelvin, else its title, made unique. */
  readonly labels: readonly string[];
  /** Temperatures [K]; NaN where unknown. */
  readonly temperatures: readonly number[];
  /** Indices of parameters common to all. */
  readonly shared: ReadonlySet<number>;
  /** Indices of parameters that follow R = pre·T·exp(Ea/(R_gas T)). */
  readonly linked: ReadonlySet<number>;
  /** Ties and ranges that hold within each spectrum. */
  readonly constraints: Constraints | undefined;
}

/** J/(mol K). */
export const GAS: number = constants.R;

/**
 * Reads `--share CPE1.Q,CPE1.n` and `--link R1=arrhenius`. Usage error `eis/joint`: a name the circuit lacks, one both shared and linked, a link of what is no resistance,
 * unknown or equal temperatures under a link, a share or link of what follows another, a range for what is linked.
 */
export function jointPlan(
  circuit: Circuit,
  spectra: readonly Dataset<typeof EisSpectrum>[],
  { share, link }: { readonly share: string; readonly link: string },
  constraints?: Constraints,
): JointPlan {
  const names = circuit.parameters.map(({ name }) => name);
  const indexOf = (name: string, option: string): number => {
    const index = names.findIndex((known) => known.toLowerCase() === name.toLowerCase());
    if (index < 0)
      throw usageError('eis/joint', `the circuit ${circuit.text} has no parameter ${name}`, {
        where: `option --${option}`,
        fix: `its parameters are ${names.join(', ')}`,
      });
    return index;
  };
  const words = (text: string): string[] => text.split(/[\s,;]+/).filter((word) => word !== '');
  const shared = new Set(words(share).map((name) => indexOf(name, 'share')));
  const linked = new Set(
    words(link).map((word) => {
      const [name = '', law = ''] = word.split('=');
      const index = indexOf(name, 'link');
      if (law.toLowerCase() !== 'arrhenius' || circuit.parameters[index]?.role !== 'R')
        throw usageError('eis/joint', `'${word}' is no link`, {
          where: 'option --link',
          fix: 'write --link R1=arrhenius; only resistances follow it',
        });
      if (shared.has(index))
        throw usageError('eis/joint', `${name} is both shared and linked`, { where: 'option --link', fix: 'name it in one of the two' });
      return index;
    }),
  );
  for (const index of [...shared, ...linked]) {
    const { name } = circuit.parameters[index]!;
    const root = constraints?.roots[name];
    if (root !== undefined && root !== name)
      throw usageError('eis/joint', `${name} follows ${root} and can't be shared or linked by itself`, {
        where: `option --${shared.has(index) ? 'share' : 'link'}`,
        fix: `share or link ${root}: what follows it goes along`,
      });
    if (linked.has(index) && constraints && Object.hasOwn(constraints.bounds, name))
      throw usageError('eis/joint', `${name} is linked and can't be bounded`, {
        where: 'option --bound',
        fix: 'leave out one of the two',
      });
  }
  const temperatures = spectra.map(({ conditions }) => conditions.temperature ?? NaN);
  if (linked.size > 0 && (temperatures.some((T) => !(T > 0)) || new Set(temperatures).size < 2))
    throw usageError('eis/joint', 'a link needs the temperature of every spectrum, and two different ones', {
      where: 'option --link',
      fix: 'use files that state their temperature, or one table with a column temperature',
    });
  return { labels: labelsOf(spectra, temperatures), temperatures, shared, linked, constraints };
}

function labelsOf(spectra: readonly Dataset<typeof EisSpectrum>[], temperatures: readonly number[]): string[] {
  const own = spectra.map(({ title }, i) =>
    temperatures[i]! > 0 ? String(Number(temperatures[i]!.toPrecision(8))) : title || String(i + 1),
  );
  const times = new Map<string, number>();
  return own.map((label) => {
    const count = (times.get(label) ?? 0) + 1;
    times.set(label, count);
    return count === 1 ? label : `${label}#${count}`;
  });
}

/** The name of a parameter in the joint fit: as it stands where shared, `R2@413.15` where free. */
export const jointName = (plan: JointPlan, name: string, parameter: number, spectrum: number): string =>
  plan.shared.has(parameter) ? name : `${name}@${plan.labels[spectrum]}`;
