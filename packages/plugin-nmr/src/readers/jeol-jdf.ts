// JEOL Delta `.jdf`, 1D: a big-endian head of 1360 bytes, then parameters and data in the byte order the head names; complex data are all real, then
// all imaginary parts. Layout, filter delay and units were checked against real files of 19F and 1H.
import { defineReader, inputError, type Dataset, type Json, type Peek, type ReadContext, type Reader, type Source } from '@ionwalk/core';
import { Fid, Spectrum } from '../kinds.ts';
import { jdfGroupDelay } from './jeol/jdf-group-delay.ts';
import { JDF_MAGIC, jdfHeader, type JdfHeader } from './jeol/jdf-header.ts';
import { jdfParameters, type JdfParameter } from './jeol/jdf-parameters.ts';
import { nucleusName } from './nucleus-name.ts';

type Parameters = ReadonlyMap<string, JdfParameter>;
const [CELSIUS, KELVIN] = [4, 14];

/**
 * A 1D free induction decay or spectrum.
 * @throws nmr/jdf-format, nmr/jdf-parameters, nmr/td, nmr/data-length, nmr/spectral-width, nmr/not-finite, file/truncated
 */
export const jeolJdf: Reader = defineReader({
  id: 'jeol-jdf',
  title: 'JEOL Delta file (1D)',
  doc: 'A .jdf with one dimension, complex or real, float64 or float32, either byte order.',
  produces: [Fid, Spectrum],
  extensions: ['.jdf'],
  options: {},
  sniff: ({ head }: Peek) =>
    Array.from(JDF_MAGIC).every((letter, i) => head[i] === letter.charCodeAt(0))
      ? { confidence: 'certain', reason: `magic bytes '${JDF_MAGIC}'` }
      : undefined,
  async *read(source: Source, _options: object, ctx: ReadContext): AsyncGenerator<Dataset> {
    const { path, blob } = source.main;
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const header = jdfHeader(bytes, path);
    const parameters = jdfParameters(bytes, header, path);
    ctx.signal.throwIfAborted();
    yield dataset(bytes, header, parameters, path, ctx);
  },
});

function dataset(bytes: Uint8Array, header: JdfHeader, parameters: Parameters, path: string, ctx: ReadContext): Dataset {
  const { points, size, data, complex, axis, range } = header;
  const spectralWidth = parameters.get('x_sweep')?.value;
  if (
    typeof spectralWidth !== 'number' ||
    !(spectralWidth > 0 && Number.isFinite(spectralWidth) && Number.isFinite(points / spectralWidth))
  ) {
    throw inputError('nmr/spectral-width', `x_sweep is ${String(spectralWidth ?? 'missing').slice(0, 40)}, not a positive number`, {
      where: path,
      fix: 'the file is damaged: export it again from Delta',
    });
  }
  const megahertz = number(parameters, 'x_freq');
  const common = {
    title: header.title || String(parameters.get('sample_id')?.value ?? '') || 'JEOL data',
    conditions: conditionsOf(parameters),
    meta: metaOf(parameters, spectralWidth, jdfGroupDelay(parameters, points)),
  };
  const re = section(bytes, data, header, path);
  const im = complex ? section(bytes, data + points * size, header, path) : undefined;
  if (axis === 's') {
    if (!im) ctx.warn('nmr/real-only', 'the decay has no imaginary part: it is taken as zero', path);
    const time = Float64Array.from({ length: points }, (_, i) => i / spectralWidth);
    const variables = { time: { values: time }, re: { values: re }, im: { values: im ?? new Float64Array(points) } };
    return { kind: Fid.id, ...common, size: { time: points }, variables };
  }
  if (axis === 'ppm' && megahertz === undefined) {
    throw inputError('nmr/jdf-format', 'the axis is in ppm and x_freq is missing: it can not be had in Hz', {
      where: path,
      fix: 'export the spectrum again from Delta, over Hz',
    });
  }
  const scale = axis === 'ppm' ? (megahertz as number) / 1e6 : 1;
  const shift = Float64Array.from({ length: points }, (_, i) => scale * (range[0] + ((range[1] - range[0]) * i) / (points - 1)));
  const variables = { shift: { values: shift }, re: { values: re }, ...(im && { im: { values: im } }) };
  return { kind: Spectrum.id, ...common, size: { point: points }, variables };
}

function section(bytes: Uint8Array, start: number, { points, size, littleEndian }: JdfHeader, path: string): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float64Array(points);
  for (let i = 0, at = start; i < points; i++, at += size) {
    const value = size === 8 ? view.getFloat64(at, littleEndian) : view.getFloat32(at, littleEndian);
    if (!Number.isFinite(value)) {
      throw inputError('nmr/not-finite', 'a stored value is not a finite number', {
        where: `${path}: byte ${at}`,
        fix: 'the file is damaged: export it again from Delta',
      });
    }
    values[i] = value;
  }
  return values;
}

function number(parameters: Parameters, name: string): number | undefined {
  const value = parameters.get(name)?.value;
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}

function conditionsOf(parameters: Parameters): { temperature?: number } {
  const { value, unit } = parameters.get('temp_get') ?? { value: '', unit: 0 };
  const temperature = typeof value !== 'number' ? NaN : unit === CELSIUS ? value + 273.15 : unit === KELVIN ? value : NaN;
  return temperature > 0 && temperature < 5000 ? { temperature } : {};
}

function metaOf(parameters: Parameters, spectralWidth: number, groupDelay: number): { readonly [key: string]: Json } {
  const nucleus = nucleusName(parameters.get('x_domain')?.value.toString());
  const frequency = number(parameters, 'x_freq');
  const scans = number(parameters, 'total_scans') ?? number(parameters, 'scans');
  return {
    vendor: 'JEOL',
    ...(nucleus !== undefined && { nucleus }),
    ...(frequency !== undefined && { frequency }),
    spectralWidth,
    pulseProgram: parameters.get('experiment')?.value.toString() ?? null,
    groupDelay,
    ...(scans !== undefined && { scans }),
  };
}
