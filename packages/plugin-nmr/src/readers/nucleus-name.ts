/** Names that spectrometers spell out; others go by their symbol. */
const SYMBOLS: Readonly<Record<string, string>> = {
  proton: 'H',
  hydrogen: 'H',
  deuterium: 'H',
  lithium: 'Li',
  beryllium: 'Be',
  boron: 'B',
  carbon: 'C',
  nitrogen: 'N',
  oxygen: 'O',
  fluorine: 'F',
  sodium: 'Na',
  magnesium: 'Mg',
  aluminum: 'Al',
  aluminium: 'Al',
  silicon: 'Si',
  phosphorus: 'P',
  sulfur: 'S',
  sulphur: 'S',
  chlorine: 'Cl',
  potassium: 'K',
  calcium: 'Ca',
  scandium: 'Sc',
  vanadium: 'V',
  copper: 'Cu',
  gallium: 'Ga',
  bromine: 'Br',
  rubidium: 'Rb',
  yttrium: 'Y',
  silver: 'Ag',
  cadmium: 'Cd',
  indium: 'In',
  tin: 'Sn',
  iodine: 'I',
  xenon: 'Xe',
  cesium: 'Cs',
  caesium: 'Cs',
  lanthanum: 'La',
  platinum: 'Pt',
  thallium: 'Tl',
  lead: 'Pb',
};
const ALONE: Readonly<Record<string, string>> = { proton: '1H', deuterium: '2H' };

/** `7Li` from `7Li`, `^7Li`, `Li7`, `<7Li>` or `Lithium7`; what it can't make out comes back as it is, nothing as undefined. */
export function nucleusName(text: string | undefined): string | undefined {
  const name = text?.replace(/[<>^\s]/g, '').slice(0, 40) ?? '';
  if (name === '' || name === 'off') return undefined;
  const match = /^(\d{1,3})([A-Za-z]+)$/.exec(name) ?? /^([A-Za-z]+)-?(\d{1,3})$/.exec(name);
  const alone = Object.hasOwn(ALONE, name.toLowerCase()) ? ALONE[name.toLowerCase()] : undefined;
  if (!match) return alone ?? name;
  const [mass, element] = /^\d/.test(match[1] as string) ? [match[1], match[2] as string] : [match[2], match[1] as string];
  const key = element.toLowerCase();
  const symbol = Object.hasOwn(SYMBOLS, key)
    ? SYMBOLS[key]
    : element.length <= 2
      ? element.charAt(0).toUpperCase() + key.slice(1)
      : element;
  return `${mass}${symbol}`;
}
