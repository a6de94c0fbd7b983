export interface DiffXml {
  /** Per row [T/m] */
  readonly gradient: readonly number[];
  /** Per row, as the vendor computed it [s/m2] */
  readonly b: readonly number[];
  /** Per row, gamma g delta/2pi as the vendor computed it [1/m] */
  readonly q: readonly number[];
  /** Little delta [s], NaN where it isn't stated or differs between rows. */
  readonly delta: number;
  /** Big delta [s], likewise. */
  readonly Delta: number;
  readonly shapeType: string | undefined;
  readonly experiment: string | undefined;
}

/**
 * The `diff.xml` of diffusion probes: per row `<X g= [G/cm] q= [1/cm] B= [s/m2] d= D= [ms]/>`, then `<delta>`, `<DELTA>` [ms],
 * `<gradShapeType>`, `<ExpTyp>`. What is missing or no number is NaN.
 */
export function readDiffXml(text: string): DiffXml {
  const rows = [...text.matchAll(/<X\s([^<>]{0,1000})\/?>/g)].map((match) => attributes(match[1] as string));
  const column = (name: string, divisor: number): number[] => rows.map((row) => toNumber(row.get(name)) / divisor);
  const tag = (name: string): string | undefined => new RegExp(`<${name}>([^<>]{0,100})</${name}>`).exec(text)?.[1]?.trim();
  const common = (values: readonly number[], stated: number): number => {
    if (values.length === 0 || values.some((value) => !(value > 0))) return stated;
    return values.every((value) => value === values[0]) ? (values[0] as number) : NaN;
  };
  return {
    gradient: column('g', 100),
    b: column('B', 1),
    q: column('q', 0.01),
    delta: common(column('d', 1000), toNumber(tag('delta')) / 1000),
    Delta: common(column('D', 1000), toNumber(tag('DELTA')) / 1000),
    shapeType: tag('gradShapeType'),
    experiment: tag('ExpTyp'),
  };
}

const attributes = (text: string): Map<string, string> =>
  new Map([...text.matchAll(/(\w+)="([^"]*)"/g)].map((match) => [match[1] as string, match[2] as string]));

const toNumber = (text: string | undefined): number =>
  text !== undefined && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
