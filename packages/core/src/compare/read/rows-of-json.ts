import { inputError } from '../../errors.ts';
import type { RecordRow } from './record-row.ts';

/**
 * Records of JSON text with their lines: a whole document first, else one document per line.
 * @throws record/json – neither
 */
export function rowsOfJson(text: string, path: string): RecordRow[] {
  const whole = tryParse(text);
  if (whole.ok) return recordsIn(whole.value, startLines(text));
  const rows: RecordRow[] = [];
  let line = 0;
  for (const part of text.split('\n')) {
    line++;
    if (part.trim() === '') continue;
    const parsed = tryParse(part);
    if (!parsed.ok) {
      throw inputError('record/json', `not JSON: ${parsed.message}`, {
        where: `${path}:${line}`,
        fix: 'one JSON record per line, a JSON array, or an object with "records"; was the file cut short?',
      });
    }
    for (const row of recordsIn(parsed.value, new Map())) rows.push({ value: row.value, line });
  }
  return rows;
}

function tryParse(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string } {
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

/** Keys are places as `startLines` writes them: `[3]`, `.records[0]`, `.results[1].records[0]`. */
function recordsIn(value: unknown, lines: ReadonlyMap<string, number>): RecordRow[] {
  const list = (items: unknown, at: string): RecordRow[] =>
    Array.isArray(items) ? items.map((item, i) => ({ value: item as unknown, line: lines.get(`${at}[${i}]`) ?? 1 })) : [];
  if (Array.isArray(value)) return list(value, '');
  if (typeof value !== 'object' || value === null) return [{ value, line: 1 }];
  const { records, results, kind } = value as { records?: unknown; results?: unknown; kind?: unknown };
  if (records !== undefined && kind === undefined) return list(records, '.records');
  if (Array.isArray(results)) {
    return results.flatMap((result, i) => list((result as { records?: unknown } | null)?.records, `.results[${i}].records`));
  }
  return Object.keys(value).length === 0 ? [] : [{ value, line: lines.get('') ?? 1 }];
}

/** Line on which each object of the upper levels of valid JSON text begins. */
function startLines(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  const stack: { array: boolean; index: number; key: string; path: string }[] = [];
  let line = 1;
  let word = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    const top = stack.at(-1);
    if (char === '\n') line++;
    else if (char === '"') {
      const start = i + 1;
      for (i++; text[i] !== '"' && i < text.length; i++) if (text[i] === '\\') i++;
      word = text.slice(start, i);
    } else if (char === ':' && top) top.key = word;
    else if (char === ',' && top?.array) top.index++;
    else if (char === '{' || char === '[') {
      const path = top === undefined ? '' : `${top.path}${top.array ? `[${top.index}]` : `.${top.key}`}`;
      if (char === '{' && stack.length <= 5) lines.set(path, line);
      stack.push({ array: char === '[', index: 0, key: '', path });
    } else if (char === '}' || char === ']') stack.pop();
  }
  return lines;
}
