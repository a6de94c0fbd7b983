/**
 * Writes src/text/inter-widths.ts: advance widths of Inter (regular) in thousandths of an em, read from the .woff files of @fontsource/inter.
 * WOFF 1.0: 44-byte header, then a table directory of 20 bytes a table (tag, offset, compressed length, original length, checksum);
 * a table is zlib data unless its two lengths are equal. Run: node scripts/make-inter-widths.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';

const require = createRequire(import.meta.url);
const subsets = ['latin', 'latin-ext', 'greek'];
const wanted = (code: number): boolean =>
  (code >= 0x20 && code <= 0x17f) ||
  (code >= 0x370 && code <= 0x3ff) ||
  (code >= 0x2010 && code <= 0x2044) ||
  (code >= 0x2070 && code <= 0x209c) ||
  (code >= 0x2190 && code <= 0x2193) ||
  [0x2126, 0x212b, 0x2212, 0x2215, 0x221a, 0x221e, 0x2248, 0x2260, 0x2264, 0x2265].includes(code);

const widths = new Map<number, number>();
for (const subset of subsets) {
  const tables = readWoff(readFileSync(require.resolve(`@fontsource/inter/files/inter-${subset}-400-normal.woff`)));
  const unitsPerEm = tables.get('head')!.getUint16(18);
  const metricCount = tables.get('hhea')!.getUint16(34);
  const hmtx = tables.get('hmtx')!;
  for (const [code, glyph] of readCmap(tables.get('cmap')!)) {
    if (!wanted(code) || widths.has(code)) continue;
    const advance = hmtx.getUint16(4 * Math.min(glyph, metricCount - 1));
    widths.set(code, Math.round((1000 * advance) / unitsPerEm));
  }
}

const codes = [...widths.keys()].sort((a, b) => a - b);
const runs: string[] = [];
for (let i = 0; i < codes.length;) {
  let end = i + 1;
  while (end < codes.length && codes[end] === codes[end - 1]! + 1) end++;
  const values = codes.slice(i, end).map((code) => widths.get(code));
  runs.push(`  [0x${codes[i]!.toString(16)}, [${values.join(', ')}]],`);
  i = end;
}
const text = `// Made by scripts/make-inter-widths.ts from @fontsource/inter (Inter, SIL Open Font License 1.1); do not edit.

/** Advance widths of Inter regular, thousandths of an em: [first code point, widths of it and those that follow]. */
export const interWidths: readonly (readonly [number, readonly number[]])[] = [
${runs.join('\n')}
];
`;
writeFileSync(new URL('../src/text/inter-widths.ts', import.meta.url), text);
console.log(`${codes.length} widths`);

function readWoff(bytes: Buffer): Map<string, DataView> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== 0x774f4646) throw new Error('not a WOFF file');
  const tables = new Map<string, DataView>();
  for (let i = 0; i < view.getUint16(12); i++) {
    const at = 44 + 20 * i;
    const [offset, packed, length] = [view.getUint32(at + 4), view.getUint32(at + 8), view.getUint32(at + 12)];
    const raw = bytes.subarray(offset, offset + packed);
    const data = packed === length ? raw : inflateSync(raw);
    tables.set(bytes.toString('latin1', at, at + 4), new DataView(data.buffer, data.byteOffset, data.byteLength));
  }
  return tables;
}

/** Formats 4 (segments of the BMP) and 12 (groups) of the character map; later ones win. */
function readCmap(cmap: DataView): Map<number, number> {
  const glyphs = new Map<number, number>();
  for (let i = 0; i < cmap.getUint16(2); i++) {
    const table = cmap.getUint32(4 + 8 * i + 4);
    const format = cmap.getUint16(table);
    if (format === 4) readFormat4(cmap, table, glyphs);
    if (format === 12) {
      for (let g = 0; g < cmap.getUint32(table + 12); g++) {
        const at = table + 16 + 12 * g;
        const [start, end, first] = [cmap.getUint32(at), cmap.getUint32(at + 4), cmap.getUint32(at + 8)];
        for (let code = start; code <= end; code++) glyphs.set(code, first + code - start);
      }
    }
  }
  return glyphs;
}

function readFormat4(cmap: DataView, table: number, glyphs: Map<number, number>): void {
  const segments = cmap.getUint16(table + 6) / 2;
  const ends = table + 14;
  const starts = ends + 2 * segments + 2;
  for (let s = 0; s < segments; s++) {
    const delta = cmap.getUint16(starts + 2 * (segments + s));
    const rangeAt = starts + 4 * segments + 2 * s;
    const range = cmap.getUint16(rangeAt);
    const start = cmap.getUint16(starts + 2 * s);
    for (let code = start; code <= cmap.getUint16(ends + 2 * s) && code < 0xffff; code++) {
      const glyph = range === 0 ? code : cmap.getUint16(rangeAt + range + 2 * (code - start));
      if (glyph !== 0) glyphs.set(code, (glyph + delta) & 0xffff);
    }
  }
}
