import { ByteCursor, decodeText, defineReader, inputError, type Match, type ReadContext, type Reader } from '@ionwalk/core';
import { EisSpectrum } from '../kinds.ts';
import { fileStem } from './file-stem.ts';
import { MPR_MAGIC, type MprModule, mprModules } from './mpr-modules.ts';
import { type MprRecords, mprRecords } from './mpr-records.ts';
import { readBytes } from './read-bytes.ts';
import { spectraOfRows } from './spectra-of-rows.ts';

// Format (little-endian; data versions 3 and 11 confirmed, 2 and 10 from descriptions; PEIS_LPSCl_IonBlocking_-25C.mpr seen): `BIO-LOGIC MODULAR FILE`, 52 bytes; then modules: `MODULE`, short name 10
// bytes, long name 25 bytes, u32 length; where that is ffffffff (EC-Lab 11.50 and later) u32 length, u32 new version, u32 old version, else u32 version; date `mm/dd/yy`; the body. The body
// of `VMP data`: u32 points, u8 columns, one u16 id per column (big-endian from version 10), records of fixed size from a fixed byte. Ids: 32 f, 35 phase [deg], 36 |Z|, 37 Re, 38 −Im.

const [F, PHASE, MODULUS, RE, MINUS_IM] = [32, 35, 36, 37, 38] as const;

/**
 * BioLogic EC-Lab binary .mpr. Counts are checked against the bytes there; a cut file gives its whole records with `eis/row-count`.
 * Errors `eis/mpr` (no module, a layout that doesn't add up), `eis/column` (no impedance in it), `eis/no-spectrum`.
 */
export const biologicMpr: Reader<typeof EisSpectrum> = defineReader({
  id: 'biologic-mpr',
  title: 'BioLogic EC-Lab binary',
  produces: [EisSpectrum],
  extensions: ['mpr'],
  options: {},
  sniff({ head }): Match | undefined {
    return decodeText(head.subarray(0, MPR_MAGIC.length)) === MPR_MAGIC
      ? { confidence: 'certain', reason: `magic bytes '${MPR_MAGIC}'` }
      : undefined;
  },
  async *read(source, _options, ctx) {
    const path = source.main.path;
    const cursor = new ByteCursor(await readBytes(source, ctx), path);
    const modules = mprModules(cursor);
    const data = modules.filter(({ name }) => name === 'VMP data');
    if (data.length === 0)
      throw inputError('eis/no-spectrum', `no module 'VMP data' among ${modules.map(({ name }) => `'${name}'`).join(', ')}`, {
        where: path,
        fix: 'the file is cut short before its data, or was never measured: copy it again, or export it as text (.mpt)',
      });
    for (const [index, module] of data.entries()) {
      ctx.signal.throwIfAborted();
      const records = mprRecords(cursor, module, [F, RE, MINUS_IM, MODULUS, PHASE], ctx);
      const title = data.length === 1 ? fileStem(path) : `${fileStem(path)} part ${index + 1}`;
      yield* spectraOfRows({ path, title, counted: 'point', directCurrentRows: true, ...impedance(records, module, path, ctx) }, ctx);
    }
  },
});

function impedance(
  { count, column }: MprRecords,
  module: MprModule,
  path: string,
  ctx: ReadContext,
): { frequency: number[]; re: number[]; im: number[]; lines: number[]; meta: { date: string; dataVersion: number } } {
  const [frequency, re, minusIm, modulus, phase] = [F, RE, MINUS_IM, MODULUS, PHASE].map(column);
  const where = `${path}: byte ${module.body}`;
  if (!frequency || !((re && minusIm) || (modulus && phase)))
    throw inputError('eis/column', `the records have no column for ${frequency ? 'the impedance (Re, -Im or |Z|, phase)' : 'freq/Hz'}`, {
      where,
      fix: 'this .mpr holds another technique: choose the PEIS or GEIS measurement',
    });
  const common = {
    frequency,
    lines: Array.from({ length: count }, (_, i) => i + 1),
    meta: { date: module.date, dataVersion: module.version },
  };
  if (re && minusIm) {
    if (modulus) checkModulus(re, minusIm, modulus, where);
    return { ...common, re, im: minusIm.map((value) => -value) };
  }
  ctx.note('eis/from-polar', 'no columns Re(Z) and -Im(Z): the impedance is computed from |Z| and the phase', where);
  const polar = (part: (x: number) => number): number[] =>
    (modulus as number[]).map((z, i) => z * part((((phase as number[])[i] as number) * Math.PI) / 180));
  return { ...common, re: polar(Math.cos), im: polar(Math.sin) };
}

/** |Z| = √(Re² + Im²) tells records that are read at the wrong place. */
function checkModulus(re: readonly number[], im: readonly number[], modulus: readonly number[], where: string): void {
  const first = modulus.slice(0, 10).map((z, i) => Math.abs(Math.hypot(re[i] as number, im[i] as number) - z) <= 1e-3 * z);
  if (first.filter((fits) => !fits).length <= first.length / 2) return;
  throw inputError('eis/mpr', 'the columns Re(Z), Im(Z) and |Z| don’t belong together: the layout of the records isn’t known', {
    where,
    fix: 'export the measurement as text (.mpt) in EC-Lab and read that',
  });
}
