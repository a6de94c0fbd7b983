// Varian/Agilent folder, VNMR to VnmrJ 4: `fid` (big-endian blocks) beside `procpar` (text parameters), or a `.par` with procpar alone.
// Block layout, status bits and the DOSY parameters were checked against OpenVnmrJ's own example files.
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
import { Acquisition, Arrayed, Fid } from '../kinds.ts';
import { nucleusName } from './nucleus-name.ts';
import { arrayedParameter } from './varian/arrayed-parameter.ts';
import { fidHead, fidTraces } from './varian/fid-blocks.ts';
import { Procpar } from './varian/procpar.ts';

const MAX_PROCPAR = 16_000_000;
const COMPANIONS = ['procpar', 'text', 'log', 'fid.orig', 'procpar.orig'];

/**
 * A `.fid` folder by its `fid` or `procpar`, or a `.par` folder by its procpar.
 * @throws nmr/procpar-missing, nmr/procpar, nmr/td, nmr/data-type, nmr/block-size, nmr/spectral-width, nmr/rows-none, nmr/not-finite, nmr/list-entry, file/truncated
 */
export const varian: Reader = defineReader({
  id: 'varian',
  title: 'Varian/Agilent experiment folder',
  doc: 'fid with procpar, one row or arrayed; procpar alone gives what was to be stepped. Gradients are DAC units × DAC_to_G.',
  produces: [Arrayed, Fid, Acquisition],
  extensions: [],
  options: {},
  sniff,
  async *read(source: Source, _options: object, ctx: ReadContext): AsyncGenerator<Dataset> {
    yield await readFolder(source, ctx);
  },
});

function sniff(peek: Peek): Match | undefined {
  const { folder, name } = split(peek.path);
  const has = (file: string): boolean => peek.siblings.includes(folder + file);
  if (has('acqus')) return undefined;
  const claims = COMPANIONS.filter((file) => file !== name && has(file)).map((file) => folder + file);
  if (name === 'fid') {
    if (has('procpar')) return { confidence: 'certain', reason: "'fid' with a procpar file beside it", claims };
    return agrees(peek.head) ? { confidence: 'possible', reason: 'the head of a Varian fid, but without procpar', claims } : undefined;
  }
  if (name !== 'procpar' || !/^[A-Za-z_]\w* \d+ [12]( [-+.\de]+){8}\s*\n\d+ /.test(decodeText(peek.head.subarray(0, 512))))
    return undefined;
  // The fid is the main file where there is one.
  return has('fid')
    ? { confidence: 'likely', reason: 'procpar of the fid beside it', claims: [...claims, `${folder}fid`] }
    : { confidence: 'certain', reason: 'procpar: parameters of an acquisition', claims };
}

const split = (path: string): { folder: string; name: string } => {
  const at = path.lastIndexOf('/') + 1;
  return { folder: path.slice(0, at), name: path.slice(at) };
};

function agrees(head: Uint8Array): boolean {
  try {
    return fidHead(head, 'fid').np > 0;
  } catch {
    return false;
  }
}

async function readFolder(source: Source, ctx: ReadContext): Promise<Dataset> {
  const { folder } = split(source.main.path);
  const text = async (file: string, limit: number): Promise<string | undefined> => {
    const blob = source.file(folder + file)?.blob;
    if (!blob) return undefined;
    if (blob.size > limit)
      throw inputError('nmr/procpar', `${file} is ${blob.size} bytes long`, {
        where: file,
        fix: `copy the ${file} of the experiment again`,
      });
    return decodeText(new Uint8Array(await blob.arrayBuffer()));
  };
  const parameters = await text('procpar', MAX_PROCPAR);
  if (parameters === undefined) {
    throw inputError('nmr/procpar-missing', `there is no procpar beside '${source.main.path}'`, {
      where: `${folder}procpar`,
      fix: 'give the whole .fid folder: procpar holds the spectral width and what was arrayed',
    });
  }
  const procpar = Procpar.parse(parameters, 'procpar');
  ctx.signal.throwIfAborted();
  const spectralWidth = spectralWidthOf(procpar);
  const note = source.file(`${folder}text`) ? await text('text', MAX_PROCPAR) : undefined;
  const common = {
    title: note?.split('\n', 1)[0]?.trim().slice(0, 120) || procpar.text('seqfil')?.slice(0, 120) || 'Varian data',
    conditions: conditionsOf(procpar),
  };
  const meta = acquisitionMeta(procpar, spectralWidth);
  const file = source.file(`${folder}fid`);
  if (!file) {
    const array = arrayedParameter(procpar, undefined, ctx);
    const variables = { step: { values: array.step } };
    return { kind: Acquisition.id, ...common, size: { step: array.step.length }, variables, meta: { ...meta, ...array.meta } };
  }
  const bytes = new Uint8Array(await file.blob.arrayBuffer());
  const head = fidHead(bytes, file.path);
  const { rows, points, re, im } = fidTraces(bytes, head, file.path, ctx);
  const time = { values: Float64Array.from({ length: points }, (_, i) => i / spectralWidth) };
  if (head.nblocks * head.ntraces === 1)
    return { kind: Fid.id, ...common, size: { time: points }, variables: { time, re: { values: re }, im: { values: im } }, meta };
  const array = arrayedParameter(procpar, rows, ctx);
  return {
    kind: Arrayed.id,
    ...common,
    size: { step: rows, time: points },
    variables: { time, step: { values: array.step }, re: { values: re }, im: { values: im } },
    meta: { ...meta, ...array.meta },
  };
}

function spectralWidthOf(procpar: Procpar): number {
  const value = procpar.number('sw');
  // The longest row there can be must last a finite time.
  if (value !== undefined && value > 0 && Number.isFinite(2 ** 31 / value)) return value;
  throw inputError('nmr/spectral-width', `sw is ${procpar.text('sw')?.slice(0, 40) ?? 'missing'}, not a positive number`, {
    where: procpar.where('sw'),
    fix: 'procpar is damaged: copy it again from the spectrometer',
  });
}

/** `temp` in degC; one that isn't active was not regulated and says nothing. */
function conditionsOf(procpar: Procpar): { temperature?: number } {
  const entry = procpar.entry('temp');
  const temperature = (procpar.number('temp') ?? NaN) + 273.15;
  return entry?.active && entry.values.length === 1 && temperature > 0 && temperature < 5000 ? { temperature } : {};
}

function acquisitionMeta(procpar: Procpar, spectralWidth: number): { [key: string]: Json } {
  const nucleus = nucleusName(procpar.text('tn'));
  const [megahertz, scans] = [procpar.number('sfrq'), procpar.number('nt')];
  return {
    vendor: 'Varian',
    ...(nucleus !== undefined && { nucleus }),
    ...(megahertz !== undefined && megahertz > 0 && Number.isFinite(megahertz * 1e6) && { frequency: megahertz * 1e6 }),
    spectralWidth,
    pulseProgram: procpar.text('seqfil') ?? null,
    groupDelay: 0,
    ...(scans !== undefined && { scans }),
  };
}
