/** A piece of a set equation: text, or pieces raised or lowered. */
export type TexNode = string | { readonly shift: 'sup' | 'sub'; readonly inner: readonly TexNode[] };

/**
 * TeX as the plugins write equations, in nodes that need no TeX: letters, signs, fractions on one line, roots with a sign. Brackets are added where
 * the line needs them: `\frac{a+b}{2c}` is (a + b)/(2c). A command nobody knows is its own name; nothing throws, whatever the text.
 */
export function texNodes(tex: string): readonly TexNode[] {
  const tokens = (tex.match(/\\[A-Za-z]+|\\.|\s+|[^\\]/gu) ?? []).slice(0, 4000);
  return joined(readRow({ tokens, at: 0, depth: 0 }, undefined, false));
}

/** The same in one line of plain text, for labels: `e^(−bD)`. */
export const texText = (tex: string): string => plain(texNodes(tex));

interface Reader {
  readonly tokens: readonly string[];
  at: number;
  depth: number;
}

function readRow(reader: Reader, end: string | undefined, tight: boolean): TexNode[] {
  const row: TexNode[] = [];
  while (reader.at < reader.tokens.length && reader.tokens[reader.at] !== end) row.push(...readPiece(reader, row, tight));
  reader.at++;
  return row;
}

/** What follows `\sqrt` or `^`: a group, or one token. */
function readArgument(reader: Reader, tight: boolean): TexNode[] {
  skipSpace(reader);
  if (reader.tokens[reader.at] !== '{') return readPiece(reader, [], tight);
  reader.at++;
  return readGroup(reader, tight);
}

function readGroup(reader: Reader, tight: boolean): TexNode[] {
  // Deeper than any equation: braces are dropped, so that the stack can't overflow.
  if (reader.depth > 50) return [];
  reader.depth++;
  const row = readRow(reader, '}', tight);
  reader.depth--;
  return row;
}

function readPiece(reader: Reader, before: readonly TexNode[], tight: boolean): TexNode[] {
  const token = reader.tokens[reader.at++] ?? '';
  if (token === '{') return readGroup(reader, tight);
  if (token === '^' || token === '_') return [{ shift: token === '^' ? 'sup' : 'sub', inner: joined(readArgument(reader, true)) }];
  if (/^\s+$/u.test(token) || token === '}' || token === '&' || token === '$') return [];
  if (token.startsWith('\\')) return readCommand(token.slice(1), reader, before, tight);
  return [sign(SIGNS[token] ?? token, before, tight)];
}

function readCommand(name: string, reader: Reader, before: readonly TexNode[], tight: boolean): TexNode[] {
  if (/^[td]?frac$/u.test(name)) {
    const [above, below] = [readArgument(reader, tight), readArgument(reader, tight)];
    const whole: TexNode[] = [...bracketed(above, /[\s=+−/,]./u), '/', ...bracketed(below, MANY)];
    // `erfc x/2` would be read as half of it, `a/b(c)` as divided by all that follows.
    return endsInFunction(before) || isMultiplied(reader) ? ['(', ...whole, ')'] : whole;
  }
  if (name === 'sqrt') return ['√', ...bracketed(readArgument(reader, tight), MANY)];
  if (UPRIGHT.has(name)) return functionName(plain(readArgument(reader, true)), reader, before);
  if (name === 'left' || name === 'right') {
    skipSpace(reader);
    if (reader.tokens[reader.at] === '.') reader.at++;
    return [];
  }
  if (FUNCTIONS.has(name)) return functionName(name, reader, before);
  const symbol = SYMBOLS[name];
  return symbol === undefined ? [name.replaceAll('\\', '')] : [sign(symbol, before, tight)];
}

/** A word takes a little air where letters stand next to it. */
function functionName(name: string, reader: Reader, before: readonly TexNode[]): TexNode[] {
  if (name.length < 2) return [name];
  const last = plain(before.slice(-1));
  const ahead = /[\p{L}\p{N})]$/u.test(last) ? THIN : '';
  skipSpace(reader);
  const next = reader.tokens[reader.at] ?? '';
  const follows = /^(?:[A-Za-z0-9{]|\\(?:[A-Za-z]+))$/u.test(next) && !/^\\(?:left|right|[td]?frac|quad|qquad)$/u.test(next);
  return [`${ahead}${name}${follows ? THIN : ''}`];
}

const endsInFunction = (before: readonly TexNode[]): boolean => /\p{L}{2,}\s?$/u.test(plain(before.slice(-1)));

/** Whether a factor follows: anything but an end, a relation, a sum or a stop. */
function isMultiplied({ tokens, at }: Reader): boolean {
  let next = at;
  while (/^(?:\s+|\\[,:!])$/u.test(tokens[next] ?? '')) next++;
  return !/^(?:|[})\],;.=+<>-]|\\(?:right|quad|qquad|pm|mp|le|leq|ge|geq|ne|neq|approx|rfloor|rceil|;|\\))$/u.test(tokens[next] ?? '');
}

/** Air about `=` and, between two terms, about + and −; none in what is raised or lowered. */
function sign(symbol: string, before: readonly TexNode[], tight: boolean): string {
  if (tight) return symbol.trim() === '' ? symbol : symbol.trim();
  if (symbol === '=' || symbol === '≈') return ` ${symbol} `;
  const last = plain(before.slice(-1));
  if (/^[+−±]$/u.test(symbol)) return last === '' || /[\s([{=,/]$/u.test(last) ? symbol : ` ${symbol} `;
  return symbol;
}

/** In brackets where the text holds more than one factor. */
function bracketed(row: readonly TexNode[], many: RegExp): readonly TexNode[] {
  // What is raised or lowered belongs to its letter.
  const text = row.map((node) => (typeof node === 'string' ? node : '')).join('');
  const single = /^√?\([^()]*\)$|^√\p{L}$/u.test(text);
  return single || !many.test(text) ? row : ['(', ...row, ')'];
}

const MANY = /..|\s/u;

function skipSpace(reader: Reader): void {
  while (/^\s+$/u.test(reader.tokens[reader.at] ?? '')) reader.at++;
}

/** Neighbouring texts as one, without doubled or outer spaces. */
function joined(row: readonly TexNode[]): TexNode[] {
  const nodes: TexNode[] = [];
  for (const node of row) {
    const last = nodes.at(-1);
    if (typeof node === 'string' && typeof last === 'string') nodes[nodes.length - 1] = last + node;
    else nodes.push(node);
  }
  return nodes.map((node) => (typeof node === 'string' ? node.replace(/ {2,}(?! )/gu, ' ') : node)).filter((node) => node !== '');
}

const plain = (row: readonly TexNode[]): string =>
  row
    .map((node) => {
      if (typeof node === 'string') return node;
      const inner = plain(node.inner);
      return `${node.shift === 'sup' ? '^' : '_'}${Array.from(inner).length > 1 ? `(${inner})` : inner}`;
    })
    .join('');

/** A thin space that doesn't break. */
const THIN = '\u202f';
const SIGNS: Readonly<Record<string, string>> = { '-': '−', "'": '′', '*': '∗', ',': ', ', '~': '\u00a0' };
const UPRIGHT: ReadonlySet<string> = new Set(['mathrm', 'text', 'mathit', 'mathbf', 'operatorname', 'textrm']);
const FUNCTIONS: ReadonlySet<string> = new Set('ln log exp sin cos tan sinh cosh tanh coth erf erfc min max lim Re Im arg'.split(' '));
const GREEK =
  'alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ ' +
  'tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω';
const OTHERS =
  'int ∫ sum ∑ prod ∏ partial ∂ nabla ∇ infty ∞ pm ± mp ∓ cdot · times × le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ sim ∼ propto ∝ to → ' +
  'rightarrow → in ∈ hbar ħ ell ℓ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ langle ⟨ rangle ⟩ prime ′ circ ° ldots … dots … cdots ⋯ lvert | rvert | | ‖ { { } } % % _ _ & & # # $ $';
const pairs = (text: string): [string, string][] =>
  text.split(' ').flatMap((name, i, all): [string, string][] => (i % 2 === 0 ? [[name, all[i + 1] ?? '']] : []));
const SYMBOLS: Readonly<Record<string, string>> = Object.assign(Object.create(null) as Record<string, string>, {
  ...Object.fromEntries([...pairs(GREEK), ...pairs(OTHERS)]),
  ',': THIN,
  ':': THIN,
  ';': '\u2002',
  ' ': ' ',
  '!': '',
  '\\': '\u2002',
  quad: '\u2003',
  qquad: '\u2003\u2003',
});
