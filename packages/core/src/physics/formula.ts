import { inputError, type IonwalkError } from '../errors.ts';

const ELEMENTS = new Set(
  (
    'H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn ' +
    'Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U D'
  ).split(' '),
);
const VACANCY = /^[□◻▫☐]/u;
const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/**
 * Atoms per formula unit of `Li0.29La0.57□0.14TiO3`: nested brackets multiply, subscripts are decimals (`.5` too),
 * vacancy signs are ignored with their number.
 * @throws carrier/formula – unknown symbol, unbalanced brackets, nothing in it
 */
export function parseFormula(formula: string): Map<string, number> {
  const text = formula.replace(/\s+/g, '').replace(/[₀-₉]/g, (digit) => String(digit.charCodeAt(0) - 0x2080));
  const total = new Map<string, number>();
  const end = parseGroup(text, 0, undefined, 1, total, formula);
  if (end !== text.length) throw formulaError(formula, end, `unexpected '${text[end]}'`);
  if (total.size === 0) throw formulaError(formula, 0, 'no element in it');
  return total;
}

function parseGroup(
  text: string,
  start: number,
  closing: string | undefined,
  depth: number,
  into: Map<string, number>,
  formula: string,
): number {
  if (depth > 20) throw formulaError(formula, start, 'nested more than 20 deep');
  let at = start;
  while (at < text.length && text[at] !== closing) {
    const char = text[at] as string;
    const inner = new Map<string, number>();
    if (CLOSING[char] !== undefined) {
      at = parseGroup(text, at + 1, CLOSING[char], depth + 1, inner, formula);
      if (text[at] !== CLOSING[char]) throw formulaError(formula, at, `'${char}' is not closed`);
      at++;
    } else if (VACANCY.test(text.slice(at))) {
      at++;
    } else {
      const symbol = [text.slice(at, at + 2), text.slice(at, at + 1)].find((candidate) => ELEMENTS.has(candidate));
      if (symbol === undefined) throw formulaError(formula, at, `'${text.slice(at, at + 2)}' is no element`);
      inner.set(symbol, 1);
      at += symbol.length;
    }
    const digits = /^(?:\d+(?:\.\d*)?|\.\d+)/.exec(text.slice(at))?.[0] ?? '';
    at += digits.length;
    const factor = digits === '' ? 1 : Number(digits);
    for (const [element, count] of inner) into.set(element, (into.get(element) ?? 0) + count * factor);
  }
  return at;
}

function formulaError(formula: string, at: number, what: string): IonwalkError {
  return inputError('carrier/formula', `formula '${formula}': ${what}`, {
    where: `character ${at + 1}`,
    fix: 'write element symbols with decimal subscripts, like Li0.29La0.57TiO3',
  });
}
