import { didYouMean, type ImpedanceElement, type OfferedElement } from '@ionwalk/core';
import { builtInElements } from './built-in-elements.ts';

/** Elements that circuits may use, by what they are called. */
export interface KnownElements {
  /** By symbol or alias, case aside; `from` is undefined for an element of this plugin. */
  find(letters: string): { readonly element: ImpedanceElement; readonly from: string | undefined } | undefined;
  /** What to write in place of letters that are no element. */
  fix(letters: string): string;
}

const OWN: ReadonlyMap<string, ImpedanceElement> = new Map(
  builtInElements.flatMap((element) => [element.symbol, ...(element.aliases ?? [])].map((name) => [name.toUpperCase(), element] as const)),
);

/** The built-in elements and those other plugins offer; a symbol of a built-in one can't be taken. */
export function knownElements(offered: readonly OfferedElement[] = []): KnownElements {
  const others = new Map<string, OfferedElement>();
  for (const offer of offered)
    for (const name of [offer.element.symbol, ...(offer.element.aliases ?? [])]) {
      const key = name.toUpperCase();
      if (!OWN.has(key) && !others.has(key)) others.set(key, offer);
    }
  return {
    find(letters) {
      const key = letters.toUpperCase();
      const own = OWN.get(key);
      return own ? { element: own, from: undefined } : others.get(key);
    },
    fix(letters) {
      const foreign = [...new Set(others.values())].map(({ element, from }) => `${element.symbol} (${from})`);
      const near = letters.length > 1 ? didYouMean(letters, [...OWN.keys(), ...others.keys()]) : undefined;
      const symbol = near === undefined ? undefined : (OWN.get(near) ?? others.get(near)?.element)?.symbol;
      const list = ['R', 'C', 'L', 'CPE (or Q)', 'W', 'Wo', 'Ws', 'G', 'HN', 'ZARC', 'TLM', ...foreign];
      return `${symbol === undefined ? '' : `did you mean ${symbol}? `}the elements are ${list.slice(0, -1).join(', ')} and ${list.at(-1)}, each with a number: R1, CPE1`;
    },
  };
}

/** The built-in elements alone. */
export const ownElements: KnownElements = knownElements();
