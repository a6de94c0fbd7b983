import type { SimulatedSpectrum } from './impedance-spectrum.ts';

/** A Gamry Framework .DTA text of an impedance spectrum, marked as simulated. */
export function writeGamry(spectrum: SimulatedSpectrum, title: string): string {
  const { frequency, re, im } = spectrum;
  const lines = [
    'EXPLAIN',
    'TAG\tGALVEIS',
    `TITLE\tLABEL\t${title}\tTest &Identifier`,
    'NOTES\tNOTES\t1\t&Notes...',
    '\tSIMULATED data of the Ionwalk LLTO demo study, not measured',
    `ZCURVE\tTABLE\t${frequency.length}`,
    '\tPt\tTime\tFreq\tZreal\tZimag\tZsig\tZmod\tZphz',
    '\t#\ts\tHz\tohm\tohm\tV\tohm\t°',
  ];
  for (let i = 0; i < frequency.length; i++) {
    const [f, x, y] = [frequency[i], re[i], im[i]] as [number, number, number];
    const phase = (Math.atan2(y, x) * 180) / Math.PI;
    lines.push(['', i, i + 1, ...[f, x, y, 1, Math.hypot(x, y), phase].map((value) => value.toExponential(6).toUpperCase())].join('\t'));
  }
  return `${lines.join('\r\n')}\r\n`;
}
