import { usageError } from '@ionwalk/core';

/** Collects an option that may be given several times. */
export const collect = (value: string, all: readonly string[] = []): string[] => [...all, value];

/** NAME=VALUE pairs of `--guess R0=10,R1=5` or several uses of it. */
export function parsePairs(texts: readonly string[] | undefined, flag: string): { [name: string]: string } {
  const pairs: [string, string][] = [];
  for (const text of (texts ?? []).flatMap((item) => item.split(/,(?=[A-Za-z_][\w.@[\]-]*=)/))) {
    const at = text.indexOf('=');
    if (at < 1 || at === text.length - 1) {
      throw usageError('usage/pair', `'${text}' is not NAME=VALUE`, { where: `option ${flag}`, fix: `write ${flag} R1=1200Ohm` });
    }
    pairs.push([text.slice(0, at).trim(), text.slice(at + 1).trim()]);
  }
  return Object.fromEntries(pairs);
}
