/** A line without the `# ` that may stand before it, and without blanks around it. */
export const bareLine = (line: string): string => line.replace(/^#\s*/, '').trim();

/**
 * The settings of a star-section export: per section, name and value of each line that has both, apart from the data themselves.
 * Name and value stand apart by a tab, a semicolon or at least two blanks.
 */
export function asciiSections(
  lines: readonly string[],
  dataStart: number,
  dataEnd: number,
): { [section: string]: { [name: string]: string } } {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  lines.forEach((raw, i) => {
    if (i > dataStart && (dataEnd < 0 || i < dataEnd)) return;
    const line = bareLine(raw);
    const title = /^\*\*\* (.+?) \*\*\*/.exec(line)?.[1];
    if (title !== undefined) {
      section = sections.get(title) ?? new Map<string, string>();
      sections.set(title, section);
      return;
    }
    const cells = line.split(/\t+|;+|\s{2,}/).filter((cell) => cell !== '');
    if (section && cells.length > 1) section.set(cells[0] as string, cells.slice(1).join(' '));
  });
  return Object.fromEntries(
    [...sections].filter(([, inside]) => inside.size > 0).map(([title, inside]) => [title, Object.fromEntries(inside)]),
  );
}
