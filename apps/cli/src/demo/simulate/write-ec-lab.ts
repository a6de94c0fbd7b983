import type { SimulatedSpectrum } from './impedance-spectrum.ts';

/** A BioLogic EC-Lab .mpt text of an impedance spectrum, marked as simulated. */
export function writeEcLab(spectrum: SimulatedSpectrum, title: string): string {
  const { frequency, re, im } = spectrum;
  const header = [
    'EC-Lab ASCII FILE',
    'Nb header lines : 8',
    '',
    'Potentio Electrochemical Impedance Spectroscopy',
    '',
    `Comments : ${title}, SIMULATED data of the Ionwalk LLTO demo study, not measured`,
    '',
    'freq/Hz\tRe(Z)/Ohm\t-Im(Z)/Ohm\t|Z|/Ohm\tPhase(Z)/deg\ttime/s\tcycle number',
  ];
  const rows = Array.from(frequency, (f, i) => {
    const [x, y] = [re[i], im[i]] as [number, number];
    const phase = (Math.atan2(y, x) * 180) / Math.PI;
    return [f, x, -y, Math.hypot(x, y), phase, i + 1, 1].map((value) => value.toExponential(7).toUpperCase()).join('\t');
  });
  return `${[...header, ...rows].join('\r\n')}\r\n`;
}
