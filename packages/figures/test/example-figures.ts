import type { Figure } from '@ionwalk/core';
import { seededRandom } from './seeded-random.ts';

/** Figures as the analyses emit them, with made-up numbers; the tests and the gallery draw them. */
export const exampleFigures = (): Figure[] => [
  arrhenius(),
  nyquist(),
  bode(),
  echoDecay(),
  profile(),
  map(),
  residuals(),
  bpp(),
  manySeries(),
  limits(),
  lengthScales(),
];

const K = 8.617333e-5;

export function arrhenius(): Figure {
  const random = seededRandom(1);
  const bulk = (T: number): number => 1 / (1 / (9e-8 * Math.exp(-0.3 / (K * T))) + 1 / (1.1e-10 * Math.exp(-0.04 / (K * T)) * 3));
  const total = (T: number): number => 5e-8 * Math.exp(-0.4 / (K * T));
  const grid = (from: number, to: number): number[] => Array.from({ length: 41 }, (_, i) => from + ((to - from) * i) / 40);
  const at = (temperatures: number[], law: (T: number) => number, spread: number) => {
    const y = temperatures.map((T) => law(T) * Math.exp(spread * random()));
    return {
      x: temperatures.map((T) => 1 / T),
      y,
      lo: y.map((v) => v * Math.exp(-2 * spread)),
      hi: y.map((v) => v * Math.exp(2 * spread)),
    };
  };
  const curve = (x: number[], law: (T: number) => number) => ({ x, y: x.map((r) => law(1 / r)) });
  const xs = grid(1 / 680, 1 / 290);
  return {
    v: 1,
    id: 'arrhenius-all',
    title: 'Diffusion coefficients',
    description: 'Arrhenius plot of the diffusion coefficients by three techniques.',
    axes: {
      x: { quantity: 'reciprocal-temperature', unit: '1/K', scale: 'linear' },
      y: { quantity: 'diffusivity', unit: 'm2/s', scale: 'log' },
      top: { of: 'x', show: 'temperature', unit: 'degC' },
    },
    layers: [
      {
        kind: 'band',
        series: 'D_sigma, bulk',
        role: 'fit',
        quantity: 'D_sigma',
        region: 'bulk',
        x: xs,
        lo: xs.map((r) => bulk(1 / r) * 0.7),
        hi: xs.map((r) => bulk(1 / r) * 1.4),
      },
      { kind: 'line', series: 'D_sigma, bulk', role: 'fit', quantity: 'D_sigma', region: 'bulk', ...curve(xs, bulk) },
      {
        kind: 'line',
        series: 'D_sigma, total',
        role: 'fit',
        quantity: 'D_sigma',
        region: 'total',
        ...curve(grid(1 / 420, 1 / 290), total),
      },
      {
        kind: 'line',
        series: 'D_tracer, effective',
        role: 'fit',
        quantity: 'D_tracer',
        region: 'effective',
        dashed: true,
        ...curve(grid(1 / 330, 1 / 285), (T) => total(T) * 0.25),
      },
      {
        kind: 'points',
        series: 'D_sigma, bulk',
        role: 'data',
        quantity: 'D_sigma',
        region: 'bulk',
        ...at([620, 560, 510, 470, 430, 400, 370, 345, 322, 300], bulk, 0.06),
      },
      {
        kind: 'points',
        series: 'D_sigma, total',
        role: 'data',
        quantity: 'D_sigma',
        region: 'total',
        ...at([400, 370, 345, 322, 300], total, 0.1),
      },
      {
        kind: 'points',
        series: 'D_NMR, bulk',
        role: 'data',
        quantity: 'D_NMR',
        region: 'bulk',
        flags: [1, 1, 1, 0, 0, 0, 0],
        ref: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
        ...at([655, 590, 530, 395, 363, 333, 310], (T) => bulk(T) * 1.15, 0.18),
      },
      {
        kind: 'points',
        series: 'D_tracer, effective',
        role: 'data',
        quantity: 'D_tracer',
        region: 'effective',
        ...at([295], (T) => total(T) * 0.25, 0.3),
      },
      { kind: 'rule', axis: 'x', at: 1 / 448, label: 'break 448 ± 4 K' },
    ],
  };
}

export function nyquist(): Figure {
  const frequencies = Array.from({ length: 50 }, (_, i) => 10 ** (7 - (8 * i) / 49));
  const z = (f: number): [number, number] => {
    let [re, im] = [120, 0];
    for (const [R, tau] of [
      [912, 2e-7],
      [24_100, 4e-3],
    ] as const) {
      const wt = (2 * Math.PI * f * tau) ** 0.9;
      const [c, s] = [Math.cos((0.9 * Math.PI) / 2), Math.sin((0.9 * Math.PI) / 2)];
      const d = (1 + wt * c) ** 2 + (wt * s) ** 2;
      re += (R * (1 + wt * c)) / d;
      im -= (R * wt * s) / d;
    }
    return [re, im - 900 * (2 * Math.PI * f) ** -0.7 * 8];
  };
  const random = seededRandom(2);
  const clean = frequencies.map(z);
  return {
    v: 1,
    id: 'eis-nyquist',
    title: 'Impedance',
    description: 'Nyquist plot of an impedance spectrum with its fit.',
    aspect: 'equal',
    axes: {
      x: { quantity: 'impedance-real', unit: 'Ohm', scale: 'linear' },
      y: { quantity: 'impedance-imaginary-negative', unit: 'Ohm', scale: 'linear' },
    },
    layers: [
      { kind: 'line', series: 'fit', role: 'fit', x: clean.map(([re]) => re), y: clean.map(([, im]) => -im) },
      {
        kind: 'points',
        series: 'measured',
        role: 'data',
        x: clean.map(([re]) => re * (1 + 0.008 * random())),
        y: clean.map(([, im]) => -im * (1 + 0.008 * random())),
      },
      { kind: 'note', x: clean[24]?.[0] ?? 0, y: -(clean[24]?.[1] ?? 0), text: '1 kHz' },
      { kind: 'note', x: clean[37]?.[0] ?? 0, y: -(clean[37]?.[1] ?? 0), text: '10 Hz' },
    ],
  };
}

export function bode(): Figure {
  const x = Array.from({ length: 60 }, (_, i) => 10 ** (-2 + (9 * i) / 59));
  return {
    v: 1,
    id: 'eis-bode',
    title: 'Impedance modulus',
    description: 'Modulus of the impedance against frequency.',
    axes: { x: { quantity: 'frequency', unit: 'Hz', scale: 'log' }, y: { quantity: 'impedance-modulus', unit: 'Ohm', scale: 'log' } },
    layers: [{ kind: 'points', series: 'measured', role: 'data', x, y: x.map((f) => 100 + 3e4 / Math.hypot(1, f / 40)) }],
  };
}

export function echoDecay(): Figure {
  const b = Array.from({ length: 16 }, (_, i) => (i / 15) ** 1.5 * 6e10);
  const signal = (v: number): number => 0.7 * Math.exp(-v * 1.2e-10) + 0.3 * Math.exp(-v * 1e-11);
  const random = seededRandom(3);
  const y = b.map((v) => signal(v) + 0.004 * random());
  const fine = Array.from({ length: 80 }, (_, i) => (i / 79) * 6e10);
  return {
    v: 1,
    id: 'nmr-echo',
    title: 'Echo decay',
    description: 'Echo signal against the b value, with the fit.',
    axes: { x: { quantity: 'b-value', unit: 's/m2', scale: 'linear' }, y: { quantity: 'signal', unit: '1', scale: 'log' } },
    layers: [
      {
        kind: 'band',
        series: 'fit',
        role: 'fit',
        quantity: 'D_NMR',
        x: fine,
        lo: fine.map((v) => signal(v) * 0.96),
        hi: fine.map((v) => signal(v) * 1.04),
      },
      { kind: 'line', series: 'fit', role: 'fit', quantity: 'D_NMR', x: fine, y: fine.map(signal) },
      {
        kind: 'points',
        series: 'data',
        role: 'data',
        quantity: 'D_NMR',
        x: b,
        y,
        lo: y.map((v) => v - 0.012),
        hi: y.map((v) => v + 0.012),
      },
    ],
  };
}

export function profile(): Figure {
  const x = Array.from({ length: 90 }, (_, i) => i * 1.1e-6);
  const random = seededRandom(4);
  const fraction = (v: number): number => 0.076 + 0.85 * Math.exp(-((v / 4e-5) ** 2));
  return {
    v: 1,
    id: 'sims-profile',
    title: 'Isotope profile',
    description: 'Fraction of lithium 6 against depth with the fit.',
    axes: { x: { quantity: 'depth', unit: 'm', scale: 'linear' }, y: { quantity: 'fraction', unit: '1', scale: 'linear' } },
    layers: [
      { kind: 'region', axis: 'x', from: 0, to: 6e-6, label: 'left out' },
      { kind: 'line', series: 'fit', role: 'fit', x, y: x.map(fraction) },
      { kind: 'points', series: 'line scan', role: 'data', x, y: x.map((v) => fraction(v) + 0.02 * random()) },
      { kind: 'rule', axis: 'y', at: 0.076, label: 'natural 0.076' },
    ],
  };
}

export function map(): Figure {
  const [w, h] = [128, 96];
  const random = seededRandom(5);
  const data = Array.from({ length: w * h }, (_, i) => {
    const [x, y] = [i % w, Math.floor(i / w)];
    return x < 3 && y < 8 ? null : 0.076 + 0.8 * Math.exp(-((x / 50) ** 2)) + 0.03 * random() + (Math.abs(y - 40 - x / 6) < 2 ? 0.12 : 0);
  });
  return {
    v: 1,
    id: 'sims-map',
    title: 'Isotope map',
    description: 'Map of the fraction of lithium 6.',
    aspect: 'equal',
    axes: {
      x: { quantity: 'position', unit: 'm', scale: 'linear', domain: [0, 6.4e-5] },
      y: { quantity: 'position', unit: 'm', scale: 'linear', domain: [0, 4.8e-5] },
    },
    layers: [
      {
        kind: 'image',
        data,
        w,
        h,
        range: [0, 1],
        map: 'cividis',
        quantity: 'fraction',
        unit: '1',
        rois: [
          {
            label: 'line 1',
            points: [
              [2e-6, 4e-5],
              [6e-5, 3.5e-5],
            ],
            width: 4e-6,
          },
          {
            label: 'grain',
            points: [
              [3.5e-5, 5e-6],
              [5e-5, 8e-6],
              [4.4e-5, 2e-5],
            ],
          },
        ],
      },
    ],
  };
}

export function residuals(): Figure {
  const random = seededRandom(6);
  const x = Array.from({ length: 60 }, (_, i) => 10 ** (-1 + (7 * i) / 59));
  const residual = (): number[] => x.map(() => 0.008 * random());
  return {
    v: 1,
    id: 'eis-residuals',
    title: 'Residuals',
    description: 'Residuals of the fit against frequency.',
    axes: { x: { quantity: 'frequency', unit: 'Hz', scale: 'log' }, y: { quantity: 'residual', unit: '%', scale: 'linear' } },
    layers: [
      { kind: 'points', series: 'real', role: 'residual', x, y: residual().map((v) => 100 * v) },
      { kind: 'points', series: 'imaginary', role: 'residual', x, y: residual().map((v) => 100 * v) },
    ],
  };
}

export function bpp(): Figure {
  const rate = (T: number, w: number): number => {
    const tau = 2e-13 * Math.exp(0.28 / (K * T));
    return 3e9 * (tau / (1 + (w * tau) ** 2) + (4 * tau) / (1 + (2 * w * tau) ** 2));
  };
  const temperatures = Array.from({ length: 16 }, (_, i) => 200 + 22 * i);
  const xs = Array.from({ length: 60 }, (_, i) => 1 / 560 + (i * (1 / 190 - 1 / 560)) / 59);
  const layers = [77.8e6, 155.5e6].flatMap((f): Figure['layers'] => {
    const name = `${(f / 1e6).toFixed(1)} MHz`;
    const w = 2 * Math.PI * f;
    return [
      { kind: 'line', series: `${name}, BPP`, role: 'fit', x: xs, y: xs.map((r) => rate(1 / r, w)) },
      {
        kind: 'points',
        series: name,
        role: 'data',
        x: temperatures.map((T) => 1 / T),
        y: temperatures.map((T) => rate(T, w)),
        lo: temperatures.map((T) => rate(T, w) * 0.93),
        hi: temperatures.map((T) => rate(T, w) * 1.07),
      },
    ];
  });
  return {
    v: 1,
    id: 'nmr-bpp',
    title: 'Relaxation',
    description: 'Relaxation rates against reciprocal temperature at two fields, with the BPP law.',
    axes: {
      x: { quantity: 'reciprocal-temperature', unit: '1/K', scale: 'linear' },
      y: { quantity: 'relaxation-rate', unit: '1/s', scale: 'log' },
      top: { of: 'x', show: 'temperature', unit: 'K' },
    },
    layers,
  };
}

export function manySeries(): Figure {
  const x = Array.from({ length: 40 }, (_, i) => (i - 20) * 2500);
  return {
    v: 1,
    id: 'nmr-lineshape',
    title: 'Spectra',
    description: 'Spectra at twelve temperatures.',
    axes: { x: { quantity: 'shift', unit: 'Hz', scale: 'linear' }, y: { quantity: 'intensity', unit: '1', scale: 'linear' } },
    layers: Array.from({ length: 12 }, (_, k) => ({
      kind: 'line' as const,
      series: `${180 + 20 * k} K`,
      role: 'data' as const,
      x,
      y: x.map((v) => Math.exp(-((v / (4000 + 1500 * (12 - k))) ** 2)) * (1 + 0.2 * k)),
    })),
  };
}

export function limits(): Figure {
  return {
    v: 1,
    id: 'limits',
    title: 'Limits',
    description: 'Diffusion coefficients of which two are limits only, one with a gap.',
    axes: { x: { quantity: 'temperature', unit: 'K', scale: 'linear' }, y: { quantity: 'diffusivity', unit: 'm2/s', scale: 'log' } },
    layers: [
      {
        kind: 'points',
        series: 'D_tracer, gb',
        role: 'data',
        quantity: 'D_tracer',
        region: 'gb',
        x: [300, 320, 340, 360, 380],
        y: [1e-16, 3e-16, null, 4e-15, 9e-15],
        lo: [5e-17, 0, null, 3e-15, 7e-15],
        hi: [2e-16, 6e-16, null, 5e-15, 1.2e-14],
        flags: [2, 0, 0, 1, 3],
      },
    ],
  };
}

export function lengthScales(): Figure {
  const bars: [string, string, number, number][] = [
    ['D_local', 'local', 2e-10, 8e-10],
    ['D_NMR', 'bulk', 9e-7, 8e-6],
    ['D_sigma', 'total', 3e-9, 2e-4],
    ['D_tracer', 'effective', 4e-5, 9e-4],
  ];
  return {
    v: 1,
    id: 'length-scales',
    title: 'What each technique sees',
    description: 'Diffusion length during one measurement, by technique.',
    axes: {
      x: { quantity: 'diffusion-length', unit: 'm', scale: 'log' },
      y: { quantity: 'series', unit: '1', scale: 'linear', domain: [-0.5, bars.length - 0.5] },
    },
    layers: [
      ...bars.map(([quantity, region, from, to], i) => ({
        kind: 'line' as const,
        series: `${quantity} ${region}`,
        role: 'data' as const,
        quantity,
        region,
        x: [from, to],
        y: [bars.length - 1 - i, bars.length - 1 - i],
      })),
      { kind: 'rule', axis: 'x', at: 2e-5, label: 'grains 20 µm' },
    ],
  };
}
