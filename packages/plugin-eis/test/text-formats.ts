import { compileCircuit } from '../src/circuit/compile-circuit.ts';
import { parseCircuit } from '../src/circuit/parse-circuit.ts';

/** 13 points of p(R1,CPE1)-CPE2, rounded as instruments print: [Hz, Ohm, Ohm]. */
export const POINTS: readonly (readonly number[])[] = (() => {
  const frequency = Float64Array.from({ length: 13 }, (_, i) => Number((10 ** (6 - i / 2)).toPrecision(7)));
  const out = new Float64Array(26);
  compileCircuit(parseCircuit('p(R1,CPE1)-CPE2'), frequency).evaluate([2.5e4, 4e-10, 0.9, 2e-6, 0.8], out);
  return Array.from(frequency, (f, i) => [f, Number(out[i]!.toPrecision(8)), Number(out[13 + i]!.toPrecision(8))]);
})();

const rows = (map: (f: number, re: number, im: number, i: number) => (number | string)[], separator: string): string =>
  POINTS.map(([f, re, im], i) => map(f!, re!, im!, i).join(separator)).join('\r\n');
const phase = (re: number, im: number): number => (Math.atan2(im, re) * 180) / Math.PI;
const ecLab = (decimal: string): string =>
  [
    'freq/Hz\tRe(Z)/Ohm\t-Im(Z)/Ohm\t|Z|/Ohm\tPhase(Z)/deg\ttime/s\tcycle number\t',
    rows(
      (f, re, im, i) =>
        [f, re, -im, Math.hypot(re, im), (Math.atan2(im, re) * 180) / Math.PI, i, 1].map((v) => v.toExponential(9).replace('.', decimal)),
      '\t',
    ),
    '',
  ].join('\r\n');

interface Format {
  readonly reader: string;
  readonly text: string;
  readonly temperature?: number;
  /** The points in the other order. */
  readonly ascending?: true;
  readonly meta?: { readonly [key: string]: number | string };
}

/** The same points in every dialect, made up here (simulated, no instrument wrote them). */
export const FORMATS: { readonly [name: string]: Format } = {
  Gamry: {
    reader: 'gamry-dta',
    meta: { AREA: '7.85000E-001', area: 0.785 * 1e-4, TITLE: 'Simulated' },
    temperature: 300.15,
    text: [
      'EXPLAIN',
      'TAG\tEISPOT',
      'TITLE\tLABEL\tSimulated\tTest &Identifier',
      'NOTES\tNOTES\t2\t&Notes...',
      '\tTemperature: 27 degC',
      '\t',
      'AREA\tQUANT\t7.85000E-001\t&Area (cm^2)',
      'OCVCURVE\tTABLE\t1',
      '\tPt\tT\tVf\tTemp',
      '\t#\ts\tV\tdeg C',
      '\t0\t1\t0.1\t25',
      `ZCURVE\tTABLE\t${POINTS.length}`,
      '\tPt\tTime\tFreq\tZreal\tZimag\tZsig\tZmod\tZphz\tZrealDrCor\tZimagDrCor',
      '\t#\ts\tHz\tohm\tohm\tV\tohm\t°\tohm\tohm',
      rows((f, re, im, i) => ['', i, i, f, re, im, 1, Math.hypot(re, im), -45, 7, 7], '\t'),
      'EXPERIMENTABORTED\tTOGGLE\tF\tExperiment Aborted',
      '',
    ].join('\r\n'),
  },
  'Gamry with decimal commas and kOhm': {
    reader: 'gamry-dta',
    text: [
      'EXPLAIN',
      'TAG\tEISGALV',
      'AREA\tQUANT\t1,00000E+000\tArea',
      'ZCURVE\tTABLE',
      '\tPt\tFreq\tZreal\tZimag',
      '\t#\tHz\tkohm\tkohm',
      rows((f, re, im, i) => ['', i, ...[f, re / 1e3, im / 1e3].map((v) => v.toExponential(8).replace('.', ','))], '\t'),
    ].join('\n'),
  },
  'a look-alike of Gamry with free text': {
    reader: 'gamry-dta',
    text: [
      'EXPLAIN',
      'TAG\tEISPOT',
      'My sample',
      '',
      'Contact Size, 0.1_mm^2',
      'ZCURVE\tTABLE',
      '\tPt\tFreq\tZreal\tZimag',
      '\t#\tHz\tohm\tohm',
      rows((f, re, im, i) => ['', i, f, re, im], '\t'),
    ].join('\n'),
  },
  'EC-Lab text with its header': {
    reader: 'biologic-mpt',
    text: [
      'EC-Lab ASCII FILE',
      'Nb header lines : 5                          ',
      '',
      'Potentio Electrochemical Impedance Spectroscopy',
      ecLab('.'),
    ].join('\r\n'),
  },
  'EC-Lab text with decimal commas': {
    reader: 'biologic-mpt',
    meta: { area: 0.785 * 1e-4 },
    text: ['EC-Lab ASCII FILE', 'Nb header lines : 5', 'Electrode surface area : 0,785 cm2', '', ecLab(',')].join('\r\n'),
  },
  'EC-Lab text that lies about its header lines': {
    reader: 'biologic-mpt',
    text: ['EC-Lab ASCII FILE', 'Nb header lines : 500000', '', ecLab('.')].join('\r\n'),
  },
  'a bare EC-Lab export': { reader: 'biologic-mpt', text: ecLab('.') },
  ZPLOT2: {
    reader: 'zplot',
    text: [
      'ZPLOT2 ASCII',
      '  Measured Data, ZPlot:       3.2c',
      '    Surface Area:             1',
      "  Freq(Hz)\tAmpl\tBias\tTime(Sec)\tZ'(a)\tZ''(b)\tGD\tErr\tRange",
      'End Comments',
      rows((f, re, im) => [f, 0.01, 0, 1, re, im, 0, 0, 4], '\t'),
      '',
    ].join('\n'),
  },
  ZPlotW: {
    reader: 'zplot',
    text: [
      '"ZPlotW Data File: Version 2.6b"',
      '""',
      '"comment"',
      '0,2,0,1,0.1,1000000',
      String(POINTS.length),
      "\"  Freq (Hz)    Ampl     Bias   Time(Sec)   Z'(a)    Z''(b)    GD   Err   Range\"",
      rows((f, re, im) => [f, 0, 0, 0, re, im, 0, 0, 0], ','),
      '',
    ].join('\n'),
  },
  Z60W: {
    reader: 'zplot',
    text: [
      '\uFEFF"Z60W Data File: Version 1.1"',
      '""',
      '0,2,0,1,0.1,10000',
      String(POINTS.length),
      "\"  Freq (Hz)    Ampl     Bias   Time(Sec)   Z'(a)    Z''(b)    GD   Err   Range\"",
      rows((f, re, im) => [f, 0, 0, 0, re, im, 0, 0, 0], ','),
    ].join('\n'),
  },
  Novocontrol: {
    reader: 'novocontrol',
    temperature: 140 + 273.15,
    meta: { thickness: 7.5e-1 * 1e-3, diameter: 1.3e1 * 1e-3, sampleName: 'pellet-140deg' },
    text: [
      'pellet-140deg ',
      'Diameter[mm]: 1.300e+01  Thickness[mm]: 7.500e-01',
      'Fixed value(s) :  AC Volt  [Vrms]=3.5000e-02  ',
      "   Freq.[Hz]   \tZs'[ohm]  \tZs''[ohm]",
      rows((f, re, im) => [` ${f}`, ` ${re}`, im], '\t'),
    ].join('\n'),
  },
  'Novocontrol, other spelling and a fixed temperature': {
    reader: 'novocontrol',
    temperature: 25 + 273.15,
    text: [
      '# made by a program',
      'pellet',
      'Fixed value(s) : Temp. [°C]=2.50e+01',
      " Freq. [Hz]\tZs' [Ohms]\t-Zs'' [Ohms]",
      rows((f, re, im) => [f, re, -im], '\t'),
    ].join('\n'),
  },
  'Autolab NOVA': {
    reader: 'autolab-nova',
    text: [
      "Index;Frequency (Hz);Z' (Ω);-Z'' (Ω);Z (Ω);-Phase (°);Time (s)",
      rows((f, re, im, i) => [i + 1, f, re, -im, Math.hypot(re, im), -phase(re, im), i], ';'),
      '',
    ].join('\r\n'),
  },
  'Autolab NOVA with decimal commas, kHz and a lost Ω': {
    reader: 'autolab-nova',
    temperature: 60 + 273.15,
    text: [
      'Temperature: 60 degC',
      "Z' (k?)\t-Z'' (k?)\tZ (k?)\t-Phase (°)\tFrequency (kHz)",
      rows((f, re, im) => [re / 1e3, -im / 1e3, 1, 2, f / 1e3].map((v) => String(v).replace('.', ',')), '\t'),
    ].join('\n'),
  },
  'Eco Chemie': {
    reader: 'ecochemie-dfr',
    text: ['VERSION8.0', String(POINTS.length), '1', rows((f, re, im, i) => [f, re, -im, 0.1, 1e-6, i, 0, 0, 0], '\r\n'), ''].join('\r\n'),
  },
  'Eco Chemie with settings behind the points and decimal commas': {
    reader: 'ecochemie-dfr',
    text: [
      'VERSION8.1',
      String(POINTS.length),
      'x',
      rows((f, re, im, i) => [f, re, -im, 0.1, 1e-6, i, 0, 0, 0].map((v) => ` ${v.toExponential(8).replace('.', ',')}`), '\n'),
      ...Array.from({ length: 30 }, (_, i) => `setting ${i}`),
    ].join('\n'),
  },
  VersaStudio: {
    reader: 'versastudio-par',
    meta: { area: 0.785 * 1e-4 },
    text: [
      '<Application>',
      'Name=VersaStudio',
      'Version=2.52.3.0',
      '</Application>',
      '',
      '<Action0>',
      'Working Electrode Area (cm2)=0.785',
      '</Action0>',
      '',
      '<Segment1>',
      'Type=2',
      'Version=3',
      'Definition=Segment #, Point #, E(V), I(A), Elapsed Time(s), Frequency(Hz), E Real, E Imag, I Real, I Imag, Z Real, Z Imag, 0',
      '0,0,0.1,1e-6,0,0,0,0,0,0,0,0,0',
      rows((f, re, im, i) => [0, i, 0, 0, i, f, 1e-3 * re, 1e-3 * im, 1e-3, 0, re, im, 0], ','),
      '</Segment1>',
      '',
      '<Graph1>',
      'Analysis=0',
      '</Graph1>',
    ].join('\n'),
  },
  PARSTAT: {
    reader: 'parstat',
    text: [
      'Potential (V)\tCurrent (A)\tElapsed Time (s)\tFrequency (Hz)\tZre (ohms)\tZim (ohms)\t|Vac| (V)\t|Iac| (A)\t',
      ...Array.from({ length: 20 }, (_, i) => `3.49\t-0.15\t${10 * i}\t0\t0\t0\t0\t0\t`),
      rows((f, re, im, i) => [3.4, 0, i, f, re, im, 0.01, 0.01, ''], '\t'),
    ].join('\r\n'),
  },
  'PowerSuite, short, ascending, odd line ends': {
    reader: 'parstat',
    ascending: true,
    text: ['Frequency\t Zre\t Zimg', ...POINTS.toReversed().map((row) => row.join('\t '))].join('\r\r\n'),
  },
  'CH Instruments': {
    reader: 'chi',
    text: [
      'Feb. 20, 2020   15:55:08',
      'A.C. Impedance',
      'File: c:\\data\\pellet.bin',
      'Instrument Model:  CHI660E',
      '',
      'Init E (V) = 0',
      'Imp SF',
      '',
      `Freq/Hz, Z'/ohm, Z"/ohm, Z/ohm, Phase/deg`,
      '',
      rows((f, re, im) => [f, re, im, Math.hypot(re, im), phase(re, im)].map((v) => v.toExponential(8)), ', '),
      '',
    ].join('\r\n'),
  },
  RelaxIS: {
    reader: 'relaxis',
    ascending: true,
    temperature: 25 + 273.15,
    text: [
      'RelaxIS 3.0 Spectrum export',
      'Date: 11/12/2025 4:05:46 PM',
      "Data: Frequency\tData: Z'\tData: Z''\tData: |Z|\tData: Theta (Z)",
      'DC=0 V, TM=25 degC\tModel: none\tpellet.txt\t\t',
      ...POINTS.toReversed().map(([f, re, im]) => [f, re, im, Math.hypot(re!, im!), phase(re!, im!)].join('\t')),
    ].join('\r\n'),
  },
  Elchemea: {
    reader: 'elchemea-i2b',
    text: ['A cell', 'measured in', 'three lines and', '', '', String(POINTS.length), rows((f, re, im) => [f, re, im], ' '), ''].join('\n'),
  },
  P00: {
    reader: 'p00',
    text: [
      'Procedure : some title',
      '01.02.2003 10:11:12 - 01.02.2003 11:12:13 i(init)= 183.1nA - i(end)= 7.88nA',
      'a description',
      't =  736.4 s',
      " f/Hz       \t Z'/Ohm     \t -Z''/Ohm   \t time/s    \t Edc/V     \t Idc/A     \t",
      ` ${POINTS.length} `,
      rows((f, re, im, i) => [f, re, -im, i, 0.3, 1e-7].map((v) => ` ${v.toExponential(8)}`), '\t'),
      '',
    ].join('\r\n'),
  },
};
