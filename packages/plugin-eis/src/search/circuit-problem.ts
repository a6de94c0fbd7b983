import { leastSquares, type LeastSquaresProblem, type LeastSquaresResult, type Workspace } from '@ionwalk/core/fit';
import type { Circuit } from '../circuit/circuit.ts';
import { type CompiledCircuit, compileCircuit } from '../circuit/compile-circuit.ts';
import type { SpectrumData } from '../circuit/spectrum-data.ts';
import { searchCoordinates, type SearchCoordinates } from './search-coordinates.ts';

/** Relative fall of χ² that ends a fit: far below what tells two minima apart; the fit that is reported is iterated further. */
const TOLERANCE = 1e-8;

/** A spectrum and a circuit, ready to be fitted from any number of starts; buffers are shared, so one fit at a time. */
export interface CircuitProblem {
  readonly circuit: Circuit;
  readonly coordinates: SearchCoordinates;
  /** χ² at circuit parameters. */
  chi2(parameters: ArrayLike<number>): number;
  /** One local fit from circuit parameters. `result.parameters` are search coordinates, `parameters` those of the circuit. */
  fit(start: ArrayLike<number>, maxIterations?: number): { readonly parameters: Float64Array; readonly result: LeastSquaresResult };
}

/** Residuals (Z_model − Z)/σ, packed [re…, im…], with the analytic Jacobian, in search coordinates. */
export function circuitProblem(
  circuit: Circuit,
  data: SpectrumData,
  {
    workspace,
    fixed = new Map(),
    compiled = compileCircuit(circuit, data.frequency),
  }: {
    readonly workspace?: Workspace;
    readonly fixed?: ReadonlyMap<number, number>;
    /** Of this circuit over these frequencies, where there is one. */
    readonly compiled?: CompiledCircuit;
  } = {},
): CircuitProblem {
  const coordinates = searchCoordinates(circuit, data, fixed);
  const m = circuit.parameters.length;
  const rows = data.packed.length;
  const weight = data.sigma.map((sigma) => 1 / sigma);
  const own = new Float64Array(m);
  const scratch = new Float64Array(rows);

  const weighted = (p: ArrayLike<number>, out: Float64Array): void => {
    compiled.evaluate(p, out);
    for (let i = 0; i < rows; i++) out[i] = (out[i]! - data.packed[i]!) * weight[i]!;
  };
  const residuals = (p: Float64Array, out: Float64Array): void => {
    coordinates.toCircuit(p, own);
    weighted(own, out);
  };
  const jacobianColumns = (p: Float64Array, out: Float64Array): void => {
    coordinates.toCircuit(p, own);
    compiled.jacobianColumns(own, out);
    coordinates.chain(p, own, weight, out);
  };
  return {
    circuit,
    coordinates,
    chi2(parameters) {
      weighted(parameters, scratch);
      let sum = 0;
      for (let i = 0; i < rows; i++) sum += scratch[i]! ** 2;
      return sum;
    },
    fit(start, maxIterations = 120) {
      const held = Float64Array.from(start, (value, j) => fixed.get(j) ?? value);
      const from = coordinates.toSearch(held);
      const problem: LeastSquaresProblem = {
        parameters: coordinates.parameters.map((parameter, j) => ({ ...parameter, start: from[j] as number, vary: !fixed.has(j) })),
        residualCount: rows,
        residuals,
        jacobianColumns,
      };
      const result = leastSquares(
        problem,
        workspace ? { maxIterations, tolerance: TOLERANCE, workspace } : { maxIterations, tolerance: TOLERANCE },
      );
      const parameters = new Float64Array(m);
      coordinates.toCircuit(result.parameters, parameters);
      return { parameters, result };
    },
  };
}
