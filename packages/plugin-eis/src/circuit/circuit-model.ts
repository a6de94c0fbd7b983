import type { Dataset, Model, NumberParam, Numbers } from '@ionwalk/core';
import { EisSpectrum } from '../kinds.ts';
import { searchFit, type SearchResult } from '../search/search-fit.ts';
import type { Circuit } from './circuit.ts';
import { compileCircuit, type CompiledCircuit } from './compile-circuit.ts';
import type { KnownElements } from './known-elements.ts';
import { allowedRange } from './parameter-limits.ts';
import { parseCircuit } from './parse-circuit.ts';
import { spectrumData, type Weighting } from './spectrum-data.ts';

export interface CircuitModel extends Model<typeof EisSpectrum> {
  readonly circuit: Circuit;
  /** The search behind `guess` and `starts`, made once per dataset. */
  search(data: Dataset<typeof EisSpectrum>): SearchResult;
  /** The circuit over the frequencies of a dataset, made once. */
  compiled(data: Dataset<typeof EisSpectrum>): CompiledCircuit;
}

/**
 * The impedance of a circuit, packed [re…, im…] (2N, Ohm), R, C, L, Q, A in their logarithms, n in (0, 1].
 * `guess` is the minimum a deterministic search finds without help, `starts` are others that lead there (or the minima that compete with it).
 * @param elements – what the circuit may use besides the built-in ones
 * @param circuit – text as `parseCircuit` takes it; usage error `eis/circuit`
 */
export function circuitModel(
  circuit: string | Circuit,
  {
    weighting = 'modulus',
    insist = true,
    elements,
  }: { readonly weighting?: Weighting; readonly insist?: boolean; readonly elements?: KnownElements } = {},
): CircuitModel {
  const parsed = typeof circuit === 'string' ? parseCircuit(circuit, elements) : circuit;
  const names = parsed.parameters.map(({ name }) => name);
  const programs = new WeakMap<object, CompiledCircuit>();
  const searches = new WeakMap<object, SearchResult>();
  const p = new Float64Array(names.length);

  const load = (params: Numbers<Record<string, NumberParam>>): Float64Array => {
    for (let j = 0; j < names.length; j++) p[j] = params[names[j] as string] as number;
    return p;
  };
  const programOf = (data: Dataset<typeof EisSpectrum>): CompiledCircuit => {
    const known = programs.get(data);
    if (known) return known;
    const made = compileCircuit(parsed, data.variables.frequency.values);
    programs.set(data, made);
    return made;
  };
  const search = (data: Dataset<typeof EisSpectrum>): SearchResult => {
    const known = searches.get(data);
    if (known) return known;
    const made = searchFit(parsed, spectrumData(data, weighting), { insist, compiled: programOf(data) });
    searches.set(data, made);
    return made;
  };
  const named = (values: ArrayLike<number>): Record<string, number> =>
    Object.fromEntries(names.map((name, j) => [name, values[j] as number]));

  return {
    id: 'circuit',
    title: 'Equivalent circuit',
    doc: 'Impedance of resistors, capacitors, inductors, constant phase, diffusion, Gerischer, Havriliak-Negami and transmission line elements in series and parallel.',
    cite: ['10.1016/0167-2738(86)90031-7'],
    version: '1',
    equation: 'Z_{\\mathrm{CPE}} = \\frac{1}{Q (\\mathrm{j}\\omega)^{n}},\\quad Z_{\\mathrm{W}} = \\frac{A}{\\sqrt{\\mathrm{j}\\omega}}',
    accepts: EisSpectrum,
    params: Object.fromEntries(
      parsed.parameters.map((parameter) => [
        parameter.name,
        {
          type: 'number',
          title: parameter.title,
          unit: parameter.unit,
          ...allowedRange(parameter),
          scale: parameter.linear ? 'linear' : 'log',
        } satisfies NumberParam,
      ]),
    ),
    circuit: parsed,
    search,
    compiled: programOf,
    observe(data) {
      const { packed, sigma } = spectrumData(data, weighting);
      return weighting === 'sigma' ? { values: packed, sigma } : { values: packed, sigma, relativeSigma: true };
    },
    guess: (data) => named(search(data).parameters),
    starts: (data) => search(data).starts.slice(0, 2).map(named),
    evaluate: (params, data, out) => programOf(data).evaluate(load(params), out),
    jacobian: (params, data, out) => programOf(data).jacobian(load(params), out),
  };
}
