import { inputError, nuclide, usageError } from '@ionwalk/core';
import { parseSpecies, type Species } from './parse-species.ts';

/** Indices of the tracer and the matrix isotope among the labels of a file. */
export interface IsotopePair {
  readonly tracer: number;
  readonly matrix: number;
  readonly tracerLabel: string;
  readonly matrixLabel: string;
}

/**
 * Which species is the tracer and which the matrix.
 * By default the two isotopes of one element that the file holds: the lighter is the tracer for Li, the heavier for O, else the rarer one in nature.
 * Throws `sims/isotope` (exit 3) for a species the file lacks, `sims/isotopes-ambiguous` (exit 2) where the file doesn't decide.
 */
export function chooseIsotopes(labels: readonly string[], tracer: string, matrix: string, path: string): IsotopePair {
  const species = labels.map(parseSpecies);
  const t = tracer === '' ? -1 : find(species, tracer, path);
  const m = matrix === '' ? -1 : find(species, matrix, path);
  if (t >= 0 && t === m) {
    throw usageError('sims/isotopes-same', `tracer and matrix are both ${labels[t] as string}`, {
      where: 'option --matrix',
      fix: 'name two different isotopes, for example --tracer 6Li --matrix 7Li',
    });
  }
  if (t >= 0 && m >= 0) return pair(labels, t, m);
  if (t >= 0) return pair(labels, t, partner(species, t, '--matrix', path));
  if (m >= 0) return pair(labels, partner(species, m, '--tracer', path), m);
  return bothFromFile(species, labels, path);
}

const pair = (labels: readonly string[], tracer: number, matrix: number): IsotopePair => ({
  tracer,
  matrix,
  tracerLabel: labels[tracer] as string,
  matrixLabel: labels[matrix] as string,
});

const listed = (species: readonly Species[]): string => species.map((s) => s.label || '(blank)').join(', ') || 'none';

/** What to do about a stack whose pages have no names, as TIFFs mostly are. */
const nameThem = (species: readonly Species[]): string | undefined =>
  species.every((s) => s.nuclide === null && (s.label === '' || s.label.startsWith('channel ')))
    ? 'name the pages of a frame in their order with --reader-option masses=6Li,7Li'
    : undefined;

function find(species: readonly Species[], wanted: string, path: string): number {
  const key = parseSpecies(wanted).key;
  const at = species.findIndex((s) => s.key === key);
  if (at < 0) {
    throw inputError('sims/isotope', `the file holds no ${wanted}; its species are ${listed(species)}`, {
      where: path,
      fix: nameThem(species) ?? `name one of its species: ${listed(species)}`,
    });
  }
  return at;
}

/** The other isotope of the same element, which must be the only one. */
function partner(species: readonly Species[], known: number, option: string, path: string): number {
  const element = species[known]?.nuclide?.element;
  const others = species.flatMap((s, i) => (i !== known && element !== undefined && s.nuclide?.element === element ? [i] : []));
  if (others.length === 1) return others[0] as number;
  throw others.length === 0 ? noPair(species, path) : ambiguous(species, option);
}

function bothFromFile(species: readonly Species[], labels: readonly string[], path: string): IsotopePair {
  const byElement = new Map<string, number[]>();
  species.forEach((s, i) => {
    if (s.nuclide) byElement.set(s.nuclide.element, [...(byElement.get(s.nuclide.element) ?? []), i]);
  });
  const candidates = [...byElement].filter(([, at]) => at.length > 1);
  if (candidates.length === 0) throw noPair(species, path);
  const [element, at] = candidates[0] as [string, number[]];
  if (candidates.length > 1 || at.length > 2) throw ambiguous(species, '--tracer and --matrix');
  const [a, b] = at as [number, number];
  const tracer = isTracer(species[a] as Species, species[b] as Species, element) ? a : b;
  return pair(labels, tracer, tracer === a ? b : a);
}

function isTracer(a: Species, b: Species, element: string): boolean {
  const [massA, massB] = [a.nuclide?.A ?? 0, b.nuclide?.A ?? 0];
  if (element === 'Li') return massA < massB;
  if (element === 'O') return massA > massB;
  const [abundanceA, abundanceB] = [nuclide(a.key)?.abundance, nuclide(b.key)?.abundance];
  return abundanceA !== undefined && abundanceB !== undefined && abundanceA !== abundanceB ? abundanceA < abundanceB : massA > massB;
}

const noPair = (species: readonly Species[], path: string) =>
  inputError('sims/isotope', `the file holds no two isotopes of one element; its species are ${listed(species)}`, {
    where: path,
    fix: nameThem(species) ?? 'name the species to compare with --tracer and --matrix',
  });

const ambiguous = (species: readonly Species[], option: string) =>
  usageError('sims/isotopes-ambiguous', `more than one pair of isotopes is possible among ${listed(species)}`, {
    where: `option ${option}`,
    fix: `choose with ${option}`,
  });
