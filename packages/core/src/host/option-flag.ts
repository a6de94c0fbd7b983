/** The flag of an option's name: `grainSize` is `--grain-size`, `DBulk` is `--D-bulk`, `Delta` stays `--Delta`; without the dashes. */
export function optionFlag(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/^([A-Z])([A-Z][a-z])/, '$1-$2')
    .replace(/-([A-Z])/g, (_, letter: string) => `-${letter.toLowerCase()}`);
}
