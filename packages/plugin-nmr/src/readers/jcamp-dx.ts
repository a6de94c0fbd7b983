// JCAMP-DX 5 and 6 for NMR: labelled records, NTUPLES with pages R and I or plain XYDATA, ordinates in any ASDF form with their checks; the relaxation
// tables TopSpin writes as LINK blocks. Checked against TopSpin 3.5 exports of a decay and a spectrum.
import {
  decodeText,
  defineReader,
  inputError,
  type Dataset,
  type Json,
  type Match,
  type Peek,
  type ReadContext,
  type Reader,
  type Source,
} from '@ionwalk/core';
import { Fid, Recovery, Spectrum } from '../kinds.ts';
import { groupDelay } from './bruker/group-delay.ts';
import { ParameterFile } from './bruker/parameter-file.ts';
import type { JcampAxis } from './jcamp/jcamp-axis.ts';
import { JcampBlock } from './jcamp/jcamp-block.ts';
import { readPages } from './jcamp/read-pages.ts';
import { relaxationPoints } from './jcamp/relaxation-points.ts';
import { nucleusName } from './nucleus-name.ts';

const MAX_BYTES = 256_000_000;
/** What a spectrometer states in `##$` records that is used here. */
const VENDOR_KEYS = ['TE', 'SW_h', 'GRPDLY', 'DECIM', 'DSPFVS', 'PULPROG', 'NS'];

/**
 * Decays, spectra and relaxation tables, one dataset per block.
 * @throws nmr/jcamp-structure, nmr/jcamp-empty, nmr/jcamp-axis, nmr/jcamp-page, nmr/jcamp-length, nmr/jcamp-entry, nmr/jcamp-y-check, nmr/td,
 * nmr/spectral-width, nmr/not-finite, nmr/group-delay
 */
export const jcampDx: Reader = defineReader({
  id: 'jcamp-dx',
  title: 'JCAMP-DX (NMR)',
  doc: 'NMR FID and NMR SPECTRUM of 1D, as NTUPLES or XYDATA, all ASDF forms; relaxation tables of TopSpin.',
  produces: [Fid, Spectrum, Recovery],
  extensions: ['.dx', '.jdx', '.jcamp', '.jcm'],
  options: {},
  sniff,
  async *read(source: Source, _options: object, ctx: ReadContext): AsyncGenerator<Dataset> {
    const { path, blob } = source.main;
    if (blob.size > MAX_BYTES)
      throw inputError('nmr/jcamp-structure', `${blob.size} bytes are no JCAMP-DX file`, { where: path, fix: 'give a file below 256 MB' });
    const text = decodeText(new Uint8Array(await blob.arrayBuffer())).replace(/\r\n?/g, '\n');
    let found = 0;
    for (const block of JcampBlock.parse(text, path)) {
      ctx.signal.throwIfAborted();
      const type = normal(block.records.has('DATATYPE') ? block.value('DATATYPE') : undefined);
      if (!/^NMR(FID|SPECTRUM)$|^RELAXATIONDATA$/.test(type)) continue;
      found++;
      yield type === 'RELAXATIONDATA' ? relaxationPoints(block) : dataset(block, type === 'NMRFID', ctx);
    }
    if (found === 0) {
      throw inputError('nmr/jcamp-empty', 'no block holds an NMR decay, spectrum or relaxation table', {
        where: path,
        fix: 'export a 1D FID or spectrum: ##DATA TYPE= NMR FID or NMR SPECTRUM',
      });
    }
  },
});

const normal = (text: string | undefined): string => (text ?? '').replace(/[\s\-/_]/g, '').toUpperCase();

function sniff(peek: Peek): Match | undefined {
  const head = decodeText(peek.head);
  if (!/^\s{0,8}##TITLE=/.test(head) || !/^##[Jj][Cc][Aa][Mm][Pp][-_ ]?DX=/im.test(head)) return undefined;
  const type = normal(/^##DATA[ _-]?TYPE=([^\n$]{0,80})/im.exec(head)?.[1]);
  if (/^NMR(FID|SPECTRUM)$/.test(type))
    return { confidence: 'certain', reason: `JCAMP-DX of the data type ${type === 'NMRFID' ? 'NMR FID' : 'NMR SPECTRUM'}` };
  const linked = type === 'LINK' && /##DATA[ _-]?TYPE= *(NMR|RELAXATION)/i.test(head);
  return linked ? { confidence: 'likely', reason: 'JCAMP-DX of linked NMR blocks' } : undefined;
}

function dataset(block: JcampBlock, decay: boolean, ctx: ReadContext): Dataset {
  const pages = readPages(block, ctx);
  const { axis, re, im } = pages;
  const bruker = vendorParameters(block);
  const step = (axis.last - axis.first) / (axis.points - 1);
  const megahertz = block.number('.OBSERVEFREQUENCY');
  const temperature = bruker.number('TE');
  const common = {
    title: block.value('TITLE')?.split('\n', 1)[0]?.trim().slice(0, 120) || 'JCAMP-DX data',
    conditions: temperature !== undefined && temperature > 0 && temperature < 5000 ? { temperature } : {},
  };
  const scale = unitScale(axis, decay, megahertz, block);
  const stated = bruker.number('SW_h');
  const width = stated ?? (decay ? 1 / (step * scale) : Math.abs(step * scale) * axis.points);
  if (!(width > 0) || !Number.isFinite(width) || (decay && !(step * scale > 0 && Number.isFinite(step * scale * axis.points)))) {
    throw inputError('nmr/spectral-width', `a spectral width of ${width} Hz with a step of ${step} can not be`, {
      where: block.where(stated === undefined ? 'FACTOR' : '$SWH'),
      fix: 'the file is damaged: export it again as JCAMP-DX',
    });
  }
  const meta = metaOf(block, bruker, { width, megahertz });
  const n = axis.points;
  if (decay) {
    if (!im) throw noImaginary(block);
    const time = Float64Array.from({ length: n }, (_, i) => i * step * scale);
    const variables = { time: { values: time }, re: { values: re }, im: { values: im } };
    return { kind: Fid.id, ...common, size: { time: n }, variables, meta: { ...meta, groupDelay: groupDelay(bruker, n) } };
  }
  // The last abscissa is the stated one, to the bit.
  const shift = Float64Array.from({ length: n }, (_, i) => (i === n - 1 ? axis.last : axis.first + i * step) * scale);
  const variables = { shift: { values: shift }, re: { values: re }, ...(im && { im: { values: im } }) };
  return { kind: Spectrum.id, ...common, size: { point: n }, variables, meta };
}

/** The `##$` records, read as the acqus they were. */
function vendorParameters(block: JcampBlock): ParameterFile {
  const lines = VENDOR_KEYS.flatMap((key) => {
    const value = block.value(`$${key.replace('_', '').toUpperCase()}`);
    return value === undefined ? [] : [`##$${key}= ${value.split('\n', 1)[0]}`];
  });
  return ParameterFile.parse(lines.join('\n'), block.path);
}

/** Factor to seconds or hertz. @throws nmr/jcamp-axis */
function unitScale(axis: JcampAxis, decay: boolean, megahertz: number | undefined, block: JcampBlock): number {
  if (decay) {
    const seconds: Readonly<Record<string, number>> = { SECONDS: 1, SECOND: 1, SEC: 1, S: 1, MILLISECONDS: 1e-3, MICROSECONDS: 1e-6 };
    if (Object.hasOwn(seconds, axis.unit)) return seconds[axis.unit] as number;
  } else {
    if (axis.unit === 'HZ' || axis.unit === 'HERTZ') return 1;
    if (axis.unit === 'PPM' && megahertz !== undefined && megahertz > 0) return megahertz;
  }
  throw inputError(
    'nmr/jcamp-axis',
    `an abscissa in '${axis.unit.slice(0, 20)}' is not read${axis.unit === 'PPM' ? ' without .OBSERVE FREQUENCY' : ''}`,
    {
      where: block.where('UNITS'),
      fix: decay ? 'export the decay over SECONDS' : 'export the spectrum over HZ',
    },
  );
}

function metaOf(
  block: JcampBlock,
  bruker: ParameterFile,
  { width, megahertz }: { readonly width: number; readonly megahertz: number | undefined },
): { [key: string]: Json } {
  const nucleus = nucleusName(block.value('.OBSERVENUCLEUS'));
  const scans = block.number('.AVERAGES') ?? bruker.number('NS');
  return {
    vendor: 'JCAMP-DX',
    ...(nucleus !== undefined && { nucleus }),
    ...(megahertz !== undefined && megahertz > 0 && Number.isFinite(megahertz * 1e6) && { frequency: megahertz * 1e6 }),
    spectralWidth: width,
    pulseProgram: block.value('.PULSESEQUENCE') ?? bruker.text('PULPROG') ?? null,
    ...(scans !== undefined && Number.isFinite(scans) && { scans }),
  };
}

const noImaginary = (block: JcampBlock): Error =>
  inputError('nmr/jcamp-page', 'a decay without a page I can not be phased', {
    where: block.path,
    fix: 'export the FID with its real and imaginary parts (NTUPLES)',
  });
