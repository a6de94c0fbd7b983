// Bruker EXPNO folder, XWIN-NMR to TopSpin 4 (AMX, Avance, NEO): `ser` (arrayed) or `fid` (1D) beside `acqus` and `acqu2s`.
// Text parameters `##$KEY= value`; words int32 (DTYPA 0) or float64 (DTYPA 2) of the byte order BYTORDA, TD words a row, rows padded to
// 1024-byte blocks except on NEO. acqu2s gives the number of rows; its SFO1 and NUC1 are often of another channel and never used.
// Processed: `pdata/N/1r` (with `1i`), `2rr`, words int32 or float64 in submatrices of XDIM, `procs`, `proc2s`.
// The word order, padding and lists were checked against real Avance 300, Avance III 600 and NEO 700 data sets.
import {
  decodeText,
  defineReader,
  inputError,
  type Dataset,
  type Match,
  type Peek,
  type ReadContext,
  type Reader,
  type Source,
} from '@ionwalk/core';
import { Arrayed, Fid, Spectrum } from '../kinds.ts';
import { arrayedQuantity } from './bruker/arrayed-quantity.ts';
import { decodeRows } from './bruker/decode-rows.ts';
import { groupDelay } from './bruker/group-delay.ts';
import { acquisitionMeta, conditionsOf, rowCount, spectralWidthOf, wordLayout } from './bruker/acquisition-header.ts';
import { ParameterFile } from './bruker/parameter-file.ts';
import { vendorTimes } from './bruker/vendor-times.ts';
import { PROCESSED, processedSpectra } from './bruker/processed-spectra.ts';

const COMPANIONS =
  /^(acqus?|acqu[23]s?|difflist|vdlist|vplist|vclist|valist|vtlist|fq\d?list|diff\.xml|diff\.par|gradient_calib|Difframp|EA|pulseprogram(\.precomp)?|gpnam\d*|spnam\d*|cpdprg\w*|audita\.txt|uxnmr\.(par|info)|scon2?|specpar|shimvalues|stanprogram\d*|precom\.output|format\.temp|prosol_History|title|text)$/;

/**
 * An EXPNO folder by its `ser` or `fid`, or what TopSpin processed by its `1r` or `2rr`.
 * @throws nmr/acqus-missing, nmr/td, nmr/spectral-width, nmr/data-type, nmr/group-delay, nmr/list-entry, nmr/list-empty, nmr/rows-none, nmr/not-finite
 */
export const bruker: Reader = defineReader({
  id: 'bruker',
  title: 'Bruker experiment folder',
  doc: '1r or 2rr with procs; ser or fid with acqus, acqu2s and the lists of an arrayed experiment (difflist, vdlist, vplist, vclist, diff.xml).',
  produces: [Arrayed, Fid, Spectrum],
  extensions: [],
  options: {},
  sniff,
  async *read(source: Source, _options: object, ctx: ReadContext): AsyncGenerator<Dataset> {
    if (PROCESSED.test(split(source.main.path).name)) yield* processedSpectra(source, ctx);
    else yield await readFolder(source, ctx);
  },
});

function sniff(peek: Peek): Match | undefined {
  const { folder, name } = split(peek.path);
  const inside = peek.siblings.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length));
  if (PROCESSED.test(name)) return sniffProcessed(name, folder, inside);
  if (name !== 'ser' && name !== 'fid') return undefined;
  if (name === 'fid' && inside.includes('ser')) return undefined;
  const claims = inside
    .filter((path) => COMPANIONS.test(path) || /^pdata\/[^/]+\//.test(path) || path === 'fid')
    .map((path) => folder + path);
  if (inside.includes('acqus')) return { confidence: 'certain', reason: `'${name}' with an acqus file beside it`, claims };
  const bruker = inside.some((path) => /^(acqu|acqu2s?|pulseprogram|vdlist|difflist)$/.test(path));
  return bruker ? { confidence: 'possible', reason: `'${name}' beside Bruker files, but without acqus`, claims } : undefined;
}

const BESIDE_PROCESSED = /^(1[ri]|2(rr|ri|ir|ii)|procs?|proc[23]s?|title|auditp\.txt|outd|clevels|curdat2?|baslpnts|intrng|thumb\.png)$/;

/** A processed spectrum belongs to the scan above it where that is given too: its folder is then claimed by the scan. */
function sniffProcessed(name: string, folder: string, inside: readonly string[]): Match | undefined {
  if (!inside.includes('procs') || (name === '1r' && inside.includes('2rr'))) return undefined;
  const claims = inside.filter((path) => BESIDE_PROCESSED.test(path) && path !== name).map((path) => folder + path);
  return { confidence: 'certain', reason: `'${name}' with a procs file beside it`, claims };
}

const split = (path: string): { folder: string; name: string } => {
  const at = path.lastIndexOf('/') + 1;
  return { folder: path.slice(0, at), name: path.slice(at) };
};

async function readFolder(source: Source, ctx: ReadContext): Promise<Dataset> {
  const { folder, name } = split(source.main.path);
  const text = async (file: string): Promise<string | undefined> => {
    const blob = source.file(folder + file)?.blob;
    if (!blob) return undefined;
    if (blob.size > 16_000_000)
      throw inputError('nmr/parameter-file', `${file} is ${blob.size} bytes long`, {
        where: file,
        fix: `copy the ${file} of the experiment again`,
      });
    return decodeText(new Uint8Array(await blob.arrayBuffer()));
  };
  const acqusText = await text('acqus');
  if (acqusText === undefined)
    throw inputError('nmr/acqus-missing', `there is no acqus beside '${name}'`, {
      where: source.main.path,
      fix: 'give the whole EXPNO folder: acqus says how the words are to be read',
    });
  const acqus = ParameterFile.parse(acqusText, 'acqus');
  const acqu2sText = name === 'ser' ? await text('acqu2s') : undefined;
  const layout = { ...wordLayout(acqus), rows: name === 'ser' ? rowCount(acqu2sText) : 1, path: source.main.path };
  ctx.signal.throwIfAborted();
  const bytes = new Uint8Array(await source.main.blob.arrayBuffer());
  const data = decodeRows(
    bytes,
    { ...layout, rows: Number.isFinite(layout.rows) ? layout.rows : Infinity },
    Number.isFinite(layout.rows) ? ctx : { warn: () => {} },
  );
  if (!Number.isFinite(layout.rows))
    ctx.warn('nmr/acqu2s-missing', `no acqu2s says how many rows there are: the file holds ${data.rows}`, 'acqu2s');
  ctx.signal.throwIfAborted();
  const spectralWidth = spectralWidthOf(acqus);
  const header = acquisitionMeta(acqus, spectralWidth, groupDelay(acqus, data.points));
  const time = Float64Array.from({ length: data.points }, (_, i) => i / spectralWidth);
  const common = {
    title: (await text('pdata/1/title'))?.split('\n', 1)[0]?.trim().slice(0, 120) || acqus.text('PULPROG') || 'Bruker data',
    conditions: conditionsOf(acqus),
  };
  const re = { values: data.re };
  const im = { values: data.im };
  if (name === 'fid')
    return { kind: Fid.id, ...common, size: { time: data.points }, variables: { time: { values: time }, re, im }, meta: header };
  const has = (file: string): boolean => source.files.some((entry) => entry.path === folder + file);
  const array = await arrayedQuantity({ folder, has, text }, { acqus, rows: data.rows }, ctx);
  const results = array.meta['arrayUnit'] === 's' ? await text('pdata/1/ct1t2.txt') : undefined;
  const vendor = results === undefined ? {} : vendorTimes(results, array.step, ctx);
  return {
    kind: Arrayed.id,
    ...common,
    size: { step: data.rows, time: data.points },
    variables: { time: { values: time }, step: { values: array.step }, re, im },
    meta: { ...header, ...array.meta, rowsPadded: data.padded, ...vendor },
  };
}
