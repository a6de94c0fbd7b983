import { didYouMean } from '../../text/did-you-mean.ts';

/** Kinds the comparison knows; others are read and stand apart. */
const KINDS = ['sigma', 'D_sigma', 'D_NMR', 'D_local', 'D_tracer', 'D_chemical', 'D_QENS', 'D_sim', 'H_R'] as const;

/** A slip is hardly longer than the longest kind. */
const LONGEST = 12;

/**
 * The known kind an unknown one is probably a slip of: a few letters off, case, underscore and hyphen aside.
 * Undefined for a known kind, and for one like none of them.
 */
export function likelyKind(kind: string): string | undefined {
  if ((KINDS as readonly string[]).includes(kind)) return undefined;
  const typed = plain(kind);
  if (typed.length > LONGEST) return undefined;
  const near = didYouMean(typed, KINDS.map(plain));
  return KINDS.find((name) => plain(name) === near);
}

const plain = (kind: string): string => kind.toLowerCase().replace(/[_\s-]/g, '');
