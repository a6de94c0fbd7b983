export interface ShownVerdict {
  readonly word: string;
  readonly tone: 'good' | 'look' | 'open';
}

/** A verdict as a word and its tone: green for agreement, amber for a difference, hollow for everything that isn't decided. */
export function verdictShown(verdict: string, about = ''): ShownVerdict {
  const tail = about === '' ? '' : ` ${about}`;
  if (verdict === 'agree' || verdict === 'agrees') return { word: about === '' ? verdict : `agrees with${tail}`, tone: 'good' };
  if (verdict === 'differ' || verdict === 'differs' || verdict === 'disagrees')
    return { word: about === '' ? verdict : `differs from${tail}`, tone: 'look' };
  return { word: verdict.replaceAll('-', ' '), tone: 'open' };
}
