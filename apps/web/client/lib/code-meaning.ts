import { GATE_CODES, NOTE_CODES, type CodeText } from '@ionwalk/core/compare';

const known = new Map<string, CodeText>(Object.entries({ ...GATE_CODES, ...NOTE_CODES }));

/** What a code of the comparison says and what helps; a code of a newer version explains itself by its name. */
export function codeMeaning(code: string): string {
  const text = known.get(code);
  return text === undefined ? code.replaceAll(/[/-]/gu, ' ') : `${text.says}. What helps: ${text.remedy}.`;
}

/** The short name on a tag: what follows the family. */
export const codeTag = (code: string): string => code.slice(code.indexOf('/') + 1).replaceAll('-', ' ');
