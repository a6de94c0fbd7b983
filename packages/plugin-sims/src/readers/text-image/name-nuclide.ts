import { nuclide } from '@ionwalk/core';

/** A file name taken apart around the nuclide it names: `grain (3) - 6Li+.txt` is `6Li` with the stem `grain - .txt`. */
export interface NamedNuclide {
  readonly label: string;
  /** The name without the nuclide, its charge and SurfaceLab's number of the signal: equal for files that belong together. */
  readonly stem: string;
}

/** The last nuclide that a file's name holds as a word of its own; undefined where it names none. */
export function nameNuclide(path: string): NamedNuclide | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).slice(0, 256);
  const dot = name.lastIndexOf('.');
  const [base, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  let found: NamedNuclide | undefined;
  for (const match of base.matchAll(/(?<![A-Za-z0-9])\^?(\d{1,3}[A-Z][a-z]?)(?![A-Za-z0-9])[+-]?/g)) {
    const label = match[1] as string;
    if (nuclide(label) === undefined) continue;
    const rest = `${base.slice(0, match.index)}\0${base.slice(match.index + match[0].length)}`;
    found = { label, stem: rest.replace(/\s*\(\d{1,4}\)/g, '') + extension.toLowerCase() };
  }
  return found;
}

/** Files of the same folder that hold other nuclides of the same image, sorted. */
export function nameCompanions(path: string, siblings: readonly string[]): string[] {
  const own = nameNuclide(path);
  if (!own) return [];
  const labels = new Set([own.label]);
  const out: string[] = [];
  for (const sibling of siblings) {
    if (sibling.includes('/')) continue;
    const other = nameNuclide(sibling);
    if (other?.stem !== own.stem || labels.has(other.label)) continue;
    labels.add(other.label);
    out.push(sibling);
  }
  return out.sort();
}
