import { certify, type Certification } from './nist-certify.ts';
import { NIST_MODELS } from './nist-models.ts';
import type { NistProblem } from './nist-problem.ts';

/** One line of docs/nist.md. */
export interface NistRow {
  readonly name: string;
  readonly level: string;
  readonly log: string;
  readonly starts: readonly [Certification, Certification];
}

export const certifyAll = (problems: readonly NistProblem[]): NistRow[] =>
  problems.map((problem) => ({
    name: problem.name,
    level: problem.level.toLowerCase(),
    log: (NIST_MODELS[problem.name]!.log ?? []).map((j) => `b${j}`).join(' '),
    starts: [certify(problem, problem.starts[0]), certify(problem, problem.starts[1])],
  }));

const HEAD = `# The fitter on NIST's certified problems

The Statistical Reference Datasets of NIST hold 27 nonlinear regression problems with certified parameters, standard deviations and residual
sums of squares (https://www.itl.nist.gov/div898/strd/nls/nls_main.shtml). \`leastSquares\` solves all of them from both of the starts NIST gives,
with difference quotients for derivatives and its defaults but for \`maxIterations: 1000\`.

*Digits*: −log10 of the relative error against the certified value, of the worst parameter, of the worst standard deviation (s²(JᵀJ)⁻¹) and of the
residual sum of squares; 11 are certified, so 11 is the most there can be. *log*: parameters fitted in their logarithm; every other problem is fitted as
it is posed.

Exception: standard deviations and residual sum of squares of **Lanczos1**. Its residuals are 9e-14 of data near 1, known to 14 digits: adding the three
exponentials in double precision already rounds by 3e-16, a few parts in a thousand of a residual, so no more than about three digits of their sum of squares
can be had. Its parameters have theirs.

Written by \`node --conditions=@ionwalk/source packages/core/test/nist-write.ts\`; the test suite certifies again and fails where this table says otherwise.

| problem | level | log | digits, start 1 | start 2 | of the sd, 1 | 2 | of the RSS, 1 | 2 | iterations, 1 | 2 | converged |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
`;

export const nistTable = (rows: readonly NistRow[]): string => HEAD + rows.map(tableLine).join('\n') + '\n';

const tableLine = ({ name, level, log, starts }: NistRow): string => {
  const both = (digits: (c: Certification) => string): string => `${digits(starts[0])} | ${digits(starts[1])}`;
  const cells = [
    both((c) => c.digits.toFixed(1)),
    both((c) => c.sdDigits.toFixed(1)),
    both((c) => c.rssDigits.toFixed(1)),
    both((c) => String(c.result.iterations)),
    starts.map((c) => (c.result.converged ? 'yes' : 'no')).join(', '),
  ];
  return `| ${name} | ${level} | ${log} | ${cells.join(' | ')} |`;
};

/** The digits a written table promises, by problem: [start 1, start 2, sd 1, sd 2, RSS 1, RSS 2]. */
export const promisedDigits = (table: string): Map<string, number[]> =>
  new Map(
    table
      .split('\n')
      .filter((line) => /^\| [A-Z]/.test(line))
      .map((line) => {
        const cells = line.split('|').map((cell) => cell.trim());
        return [cells[1]!, cells.slice(4, 10).map(Number)];
      }),
  );
