import { decodeText, defineReader, inputError, looksLikeText, type Match, type Reader } from '@ionwalk/core';
import { EisSpectrum } from '../kinds.ts';
import { readText } from './read-text.ts';
import { spectraOfRows } from './spectra-of-rows.ts';
import { kelvin, statedConditions } from './stated-conditions.ts';
import { textTable } from './text-table.ts';
import { unitScale } from './unit-scale.ts';

// Format: line 1 the sample name (often the only place of the temperature: `s04147-140deg`), optional `Diameter[mm]: 1.300e+01  Thickness[mm]: 7.500e-01 …`,
// `Fixed value(s) : …`, a header ` Freq.[Hz] Zs'[ohm] Zs''[ohm]` (spelling varies), tab rows. Other quantities (Eps', Sig') exist. Imitations begin with `#` lines.

const HEADER = /^[\s#]*Freq\.?\s*\[\s*([kM]?Hz)\s*\]\s/;

/**
 * Novocontrol (WinDETA, WinDATA) ascii with Zs' and Zs''. Temperature from the header, a temperature column, or the sample name
 * (`…-140deg` is 140 degC); geometry from the header. Error `eis/column` for a file of permittivities only.
 */
export const novocontrol: Reader<typeof EisSpectrum> = defineReader({
  id: 'novocontrol',
  title: 'Novocontrol ascii',
  produces: [EisSpectrum],
  extensions: ['txt', 'asc'],
  options: {},
  sniff({ head }): Match | undefined {
    if (!looksLikeText(head)) return undefined;
    const lines = decodeText(head).split('\n');
    const header = lines.find((line) => HEADER.test(line));
    if (header === undefined) return undefined;
    if (/Z[sp]?'/.test(header))
      return { confidence: 'certain', reason: `column header '${header.trim().replace(/\s+/g, ' ')}' of a Novocontrol export` };
    return /Eps'|Sig'|Cp'|Tan/i.test(header)
      ? { confidence: 'possible', reason: 'a Novocontrol export, but without impedance columns' }
      : undefined;
  },
  async *read(source, _options, ctx) {
    const path = source.main.path;
    const lines = (await readText(source, ctx)).split('\n');
    const at = lines.findIndex((line) => HEADER.test(line));
    const header = (lines[at] ?? '').slice(0, 1000).replace(/#/g, ' ');
    // Names and units alternate: `Freq.[Hz]`, `Zs' [Ohms]`.
    const columns = [...header.matchAll(/([^[\]\t]+?)\s*\[([^\]]*)\]/g)].map((match) => ({
      name: (match[1] as string).trim(),
      unit: (match[2] as string).trim(),
    }));
    const find = (pattern: RegExp): number => columns.findIndex(({ name }) => pattern.test(name));
    const [re, im, temperature] = [find(/^Z[s]?'$/), find(/^-?Z[s]?(''|")$/), find(/^Temp/i)];
    if (at < 0 || re < 0 || im < 0)
      throw inputError('eis/column', `no columns Zs' and Zs'' in ${at < 0 ? 'the file' : `'${header.trim().replace(/\s+/g, ' ')}'`}`, {
        where: `${path}:${at + 1}`,
        fix: "export the impedance (Zs' and Zs'') from the Novocontrol program, not the permittivity or conductivity",
      });
    const scale = (index: number): number => unitScale(columns[index]?.unit);
    const table = textTable(lines.slice(at + 1));
    const rows = lines
      .slice(at + 1)
      .flatMap((line, i) =>
        line.trim() === '' || line.trimStart().startsWith('#') ? [] : [{ cells: line.trim().split(/[\s;]+/), line: at + 2 + i }],
      );
    const read = (index: number): number[] => rows.map(({ cells }) => (table?.number(cells[index]) ?? NaN) * scale(index));
    const sign = columns[im]?.name.startsWith('-') ? -1 : 1;
    const name = (lines.slice(0, at).find((line) => line.replace(/^[\s#]+/, '') !== '') ?? '').replace(/^[\s#]+/, '').trim();
    const stated = statedConditions(lines.slice(0, at));
    const fixed = /Temp\.?\s*\[\s*([^\]]*)\]\s*=\s*([+-]?[\d.]+(?:e[+-]?\d+)?)/i.exec(lines.slice(0, at).join('\n'));
    const T =
      (temperature >= 0
        ? kelvin(mean(rows.map(({ cells }) => table?.number(cells[temperature]) ?? NaN)), columns[temperature]?.unit ?? '')
        : undefined) ??
      (fixed ? kelvin(Number(fixed[2]), (fixed[1] as string).trim()) : undefined) ??
      stated.conditions.temperature ??
      namedTemperature(name.slice(0, 200));
    yield* spectraOfRows(
      {
        path,
        title: name === '' ? (path.split('/').at(-1) ?? path) : name,
        frequency: read(0),
        re: read(re),
        im: read(im).map((value) => sign * value),
        lines: rows.map(({ line }) => line),
        conditions: T === undefined ? {} : { temperature: T },
        meta: { sampleName: name, ...stated.geometry },
      },
      ctx,
    );
  },
});

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** `s04147-140deg` is 140 degC, `pellet--40degC` is −40 degC: the first hyphen joins. */
function namedTemperature(name: string): number | undefined {
  const match = /(?:^|[-_ ])(-?\d+(?:\.\d+)?)\s*(?:deg|°)\s*C?(?![a-z])/i.exec(name);
  return match ? kelvin(Number(match[1]), 'degC') : undefined;
}
