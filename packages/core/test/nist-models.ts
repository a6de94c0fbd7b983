/** f(b, x) of the NIST StRD nonlinear problems, by file name; `x2` is the second predictor. */
export interface NistModel {
  readonly formula: string;
  /** Parameters fitted in their logarithm: those whose sign the model or the data tell, where it helps. */
  readonly log?: readonly number[];
  /** The response is ln(y). */
  readonly logResponse?: true;
  f(b: Float64Array, x: number, x2: number): number;
}

const { exp, atan, cos, sin, PI } = Math;

const gauss: NistModel = {
  formula: 'b1 exp(-b2 x) + b3 exp(-((x-b4)/b5)²) + b6 exp(-((x-b7)/b8)²)',
  f: (b, x) => b[0]! * exp(-b[1]! * x) + b[2]! * exp(-(((x - b[3]!) / b[4]!) ** 2)) + b[5]! * exp(-(((x - b[6]!) / b[7]!) ** 2)),
};
const chwirut: NistModel = { formula: 'exp(-b1 x)/(b2 + b3 x)', f: (b, x) => exp(-b[0]! * x) / (b[1]! + b[2]! * x) };
const lanczos: NistModel = {
  formula: 'b1 exp(-b2 x) + b3 exp(-b4 x) + b5 exp(-b6 x)',
  f: (b, x) => b[0]! * exp(-b[1]! * x) + b[2]! * exp(-b[3]! * x) + b[4]! * exp(-b[5]! * x),
};
const cubic: NistModel = {
  formula: '(b1 + b2 x + b3 x² + b4 x³)/(1 + b5 x + b6 x² + b7 x³)',
  f: (b, x) => (b[0]! + x * (b[1]! + x * (b[2]! + x * b[3]!))) / (1 + x * (b[4]! + x * (b[5]! + x * b[6]!))),
};
const saturation: NistModel = { formula: 'b1 (1 - exp(-b2 x))', f: (b, x) => -b[0]! * Math.expm1(-b[1]! * x) };

const enso: NistModel = {
  formula: 'b1 + b2 cos(2πx/12) + b3 sin(2πx/12) + b5 cos(2πx/b4) + b6 sin(2πx/b4) + b8 cos(2πx/b7) + b9 sin(2πx/b7)',
  f: (b, x) => {
    const year = (2 * PI * x) / 12;
    const first = (2 * PI * x) / b[3]!;
    const second = (2 * PI * x) / b[6]!;
    return (
      b[0]! + b[1]! * cos(year) + b[2]! * sin(year) + b[4]! * cos(first) + b[5]! * sin(first) + b[7]! * cos(second) + b[8]! * sin(second)
    );
  },
};

export const NIST_MODELS: Readonly<Record<string, NistModel>> = {
  Misra1a: saturation,
  Chwirut2: chwirut,
  Chwirut1: chwirut,
  Lanczos3: lanczos,
  Gauss1: gauss,
  Gauss2: gauss,
  DanWood: { formula: 'b1 x^b2', f: (b, x) => b[0]! * x ** b[1]! },
  Misra1b: { formula: 'b1 (1 - (1 + b2 x/2)^-2)', f: (b, x) => b[0]! * (1 - (1 + (b[1]! * x) / 2) ** -2) },
  Kirby2: {
    formula: '(b1 + b2 x + b3 x²)/(1 + b4 x + b5 x²)',
    f: (b, x) => (b[0]! + x * (b[1]! + x * b[2]!)) / (1 + x * (b[3]! + x * b[4]!)),
  },
  Hahn1: cubic,
  Nelson: { formula: 'ln y = b1 - b2 x1 exp(-b3 x2)', logResponse: true, f: (b, x, x2) => b[0]! - b[1]! * x * exp(-b[2]! * x2) },
  MGH17: { formula: 'b1 + b2 exp(-x b4) + b3 exp(-x b5)', f: (b, x) => b[0]! + b[1]! * exp(-x * b[3]!) + b[2]! * exp(-x * b[4]!) },
  Lanczos1: lanczos,
  Lanczos2: lanczos,
  Gauss3: gauss,
  Misra1c: { formula: 'b1 (1 - (1 + 2 b2 x)^-0.5)', f: (b, x) => b[0]! * (1 - (1 + 2 * b[1]! * x) ** -0.5) },
  Misra1d: { formula: 'b1 b2 x/(1 + b2 x)', f: (b, x) => (b[0]! * b[1]! * x) / (1 + b[1]! * x) },
  Roszman1: { formula: 'b1 - b2 x - arctan(b3/(x - b4))/π', f: (b, x) => b[0]! - b[1]! * x - atan(b[2]! / (x - b[3]!)) / PI },
  ENSO: enso,
  MGH09: { formula: 'b1 (x² + b2 x)/(x² + b3 x + b4)', f: (b, x) => (b[0]! * x * (x + b[1]!)) / (x * (x + b[2]!) + b[3]!) },
  Thurber: cubic,
  BoxBOD: { ...saturation, log: [1, 2] },
  Rat42: { formula: 'b1/(1 + exp(b2 - b3 x))', f: (b, x) => b[0]! / (1 + exp(b[1]! - b[2]! * x)) },
  MGH10: { formula: 'b1 exp(b2/(x + b3))', log: [1, 2, 3], f: (b, x) => b[0]! * exp(b[1]! / (x + b[2]!)) },
  Eckerle4: { formula: 'b1/b2 exp(-((x - b3)/b2)²/2)', f: (b, x) => (b[0]! / b[1]!) * exp(-0.5 * ((x - b[2]!) / b[1]!) ** 2) },
  Rat43: { formula: 'b1/(1 + exp(b2 - b3 x))^(1/b4)', f: (b, x) => b[0]! / (1 + exp(b[1]! - b[2]! * x)) ** (1 / b[3]!) },
  Bennett5: { formula: 'b1 (b2 + x)^(-1/b3)', f: (b, x) => b[0]! * (b[1]! + x) ** (-1 / b[2]!) },
};
