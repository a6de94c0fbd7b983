/** One of the NIST StRD nonlinear regression problems, as its .dat file states it. */
export interface NistProblem {
  readonly name: string;
  /** `Lower`, `Average`, `Higher`. */
  readonly level: string;
  readonly starts: readonly [readonly number[], readonly number[]];
  readonly certified: readonly number[];
  readonly standardDeviations: readonly number[];
  readonly residualSumOfSquares: number;
  /** Response, then predictors, one array per column. */
  readonly y: Float64Array;
  readonly x: readonly Float64Array[];
}

/** Read a .dat file: its head tells on which lines starts, certified values and data stand. */
export const parseNist = (text: string): NistProblem => {
  const lines = text.split(/\r?\n/);
  const name = /Dataset Name:\s*(\S+)/.exec(text)![1]!;
  const level = /(\S+) Level of Difficulty/.exec(text)![1]!;
  const [dataFrom, dataTo] = range(text, 'Data');
  const [startFrom, startTo] = range(text, 'Starting Values');
  const parameters = lines.slice(startFrom - 1, startTo).map((line) => numbers(line.split('=')[1]!));
  const rows = lines.slice(dataFrom - 1, dataTo).map(numbers);
  const column = (c: number): Float64Array => Float64Array.from(rows, (row) => row[c]!);
  return {
    name,
    level,
    starts: [parameters.map((row) => row[0]!), parameters.map((row) => row[1]!)],
    certified: parameters.map((row) => row[2]!),
    standardDeviations: parameters.map((row) => row[3]!),
    residualSumOfSquares: Number(/Residual Sum of Squares:\s*(\S+)/.exec(text)![1]),
    y: column(0),
    x: rows[0]!.slice(1).map((_, c) => column(c + 1)),
  };
};

const range = (text: string, what: string): [number, number] => {
  const match = new RegExp(`${what}\\s*\\(lines\\s+(\\d+)\\s+to\\s+(\\d+)\\)`).exec(text)!;
  return [Number(match[1]), Number(match[2])];
};

const numbers = (line: string): number[] => line.trim().split(/\s+/).map(Number);
