/** What a column of an impedance table holds, and the factor that makes it SI (its sign included). */
export interface ColumnRole {
  readonly role:
    | 'frequency'
    | 're'
    | 'im'
    | 'modulus'
    | 'phase'
    | 'temperature'
    | 'spectrum'
    | 'sample'
    | 'sigma'
    | 'sigmaRe'
    | 'sigmaIm'
    | 'thickness'
    | 'diameter'
    | 'area';
  readonly factor: number;
  /** Added after the factor: degC to K. */
  readonly offset: number;
}

const PREFIX: { readonly [prefix: string]: number } = { '': 1, m: 1e-3, k: 1e3, K: 1e3, M: 1e6, G: 1e9, u: 1e-6, µ: 1e-6, μ: 1e-6 };
const NAMES: readonly (readonly [ColumnRole['role'], RegExp])[] = [
  ['frequency', /^(f|fr|freq|freq\.|frequency|frequencies|hz)$/],
  [
    're',
    /^(z'|zs'|z′|z’|zre|zreal|z_re|z_real|re|real|re\(z\)|re\[z\]|real\(z\)|re z|z re|rez|zr|z real|z're|z'\(a\)|real part|zprime|z1)$/,
  ],
  [
    'im',
    /^(z''|zs''|z"|z″|z’’|z′′|zim|zimg|zimag|z_im|z_imag|im|imag|im\(z\)|im\[z\]|imag\(z\)|im z|z im|imz|zi|z imag|z''\(b\)|imaginary|imaginary part|zdoubleprime|z2)$/,
  ],
  ['modulus', /^(\|z\||zmod|modz|z|mag|magnitude|abs|abs\(z\)|modulus|zabs|impedance)$/],
  ['phase', /^(phase|phase\(z\)|phasez|theta|θ|phi|φ|zphz|arg|arg\(z\)|angle|phase angle)$/],
  ['temperature', /^(temperature|temp|temp\.)$/],
  ['spectrum', /^spectrum$/],
  ['sample', /^sample$/],
  ['sigmaRe', /^(sigma_re|sigma_zre|u_re|sigmare)$/],
  ['sigmaIm', /^(sigma_im|sigma_zim|u_im|sigmaim)$/],
  ['sigma', /^(sigma|sigma_z|u_z)$/],
  ['thickness', /^thickness$/],
  ['diameter', /^diameter$/],
  ['area', /^area$/],
];

/**
 * The role of a header cell: name and unit in brackets, after `/`, or joined by `_`; a leading minus or `neg` turns the sign.
 * Undefined for a name it doesn't know; `unit` is the offending word when the name is known and the unit isn't.
 */
export function columnRole(header: string): ColumnRole | { readonly unit: string } | undefined {
  if (header.length > 100) return undefined;
  const { name, unit } = splitUnit(
    header
      .trim()
      // Quotes come in pairs: the marks of Z' and Z'' stay.
      .replace(/^"(.*)"$|^'(.*)'$/, '$1$2')
      .trim(),
  );
  // `T` alone is a temperature, `t` a time.
  const bare = name === 'T' ? 'temperature' : name.toLowerCase().replace(/\s+/g, ' ');
  const minus = /^(-|−|–|neg(ative)?[ _]|minus[ _])/.exec(bare);
  const plain = minus ? bare.slice(minus[0].length).trim() : bare;
  const role = NAMES.find(([, pattern]) => pattern.test(plain))?.[0];
  if (role === undefined)
    return plain === 'omega' || plain === 'ω' ? { role: 'frequency', factor: 1 / (2 * Math.PI), offset: 0 } : undefined;
  const scale = unitFactor(role, unit);
  if (scale === undefined) return { unit };
  return { role, factor: minus ? -scale.factor : scale.factor, offset: scale.offset };
}

function splitUnit(header: string): { name: string; unit: string } {
  const bracket = /^(.*?)\s*[[({]([^\])}]*)[\])}]\s*$/.exec(header);
  // `Im(Z)` and `Z'(a)` are names, `Im (Ohm)` is a name with a unit.
  if (bracket && !/^[zab]$/i.test((bracket[2] as string).trim()))
    return { name: (bracket[1] as string).trim(), unit: (bracket[2] as string).trim() };
  const slash = /^(.+?)\s*\/\s*([^/]+)$/.exec(header);
  if (slash) return { name: (slash[1] as string).trim(), unit: (slash[2] as string).trim() };
  const joined = /^(.+)[_ ]([kKMmG]?(?:Hz|hz|ohms?|Ohms?|Ω|Ω)|K|degC|deg|rad)$/.exec(header);
  if (joined) return { name: (joined[1] as string).trim(), unit: joined[2] as string };
  return { name: header, unit: '' };
}

function unitFactor(role: ColumnRole['role'], unit: string): { factor: number; offset: number } | undefined {
  const of = (base: RegExp): { factor: number; offset: number } | undefined => {
    const match = base.exec(unit.trim());
    const factor = match ? PREFIX[match[1] as string] : undefined;
    return factor === undefined ? undefined : { factor, offset: 0 };
  };
  const plain = { factor: 1, offset: 0 };
  switch (role) {
    case 'frequency':
      return unit === '' ? plain : of(/^([kKMmG]?)(?:hz|Hz|HZ)$/);
    case 're':
    case 'im':
    case 'modulus':
    case 'sigma':
    case 'sigmaRe':
    case 'sigmaIm':
      return unit === '' ? plain : of(/^([kKMmGuµμ]?)(?:ohms?|Ohms?|OHMS?|Ω|Ω|Ω)\.?$/);
    case 'phase':
      return unit === '' || /^(deg\.?|degrees?|°|º)$/i.test(unit)
        ? plain
        : /^rad(ians?)?$/i.test(unit)
          ? { factor: 180 / Math.PI, offset: 0 }
          : undefined;
    case 'temperature':
      return unit === '' || unit === 'K' ? plain : /^(°|º|deg\s*)?c(elsius)?$/i.test(unit) ? { factor: 1, offset: 273.15 } : undefined;
    case 'thickness':
    case 'diameter':
      return unit === '' ? plain : (of(/^([cmuµμn]?)m$/) ?? (unit === 'cm' ? { factor: 1e-2, offset: 0 } : undefined));
    case 'area':
      return unit === '' || /^m\^?[2²]$/.test(unit)
        ? plain
        : /^cm\^?[2²]$/.test(unit)
          ? { factor: 1e-4, offset: 0 }
          : /^mm\^?[2²]$/.test(unit)
            ? { factor: 1e-6, offset: 0 }
            : undefined;
    default:
      return plain;
  }
}
