/**
 * The LLTO study: every value the demo is simulated from. SI units. Simulated, not measured.
 * Origin: S stated in the chapter this follows, P published (doi 10.1039/d3ta05012b), D derived from S or P, C chosen for the simulation.
 */
export const LLTO = {
  sample: { id: 'LLTO-demo', formula: 'Li0.29La0.57TiO3', cell: 3.87e-10, grainSize: 2e-5, gbWidth: 5e-10 }, // S, grain size C
  carrier: { c: 5.003398601632905e27, u: 0.035 }, // D
  truth: {
    D300: 2.902426e-12, // D: σ = 9e-4 S/cm at 300 K by Nernst-Einstein
    eaLow: 0.2913, // eV, D
    eaHigh: 0.2, // eV, C
    Tbreak: 450, // S
    havenGb: 0.24, // S
    Dgb298: 1.4e-17, // P
    eaGb: 0.4, // eV, C
    anisotropy: 18.484848, // D
  },
  eis: {
    T: [250, 275, 300, 325, 350, 375, 400, 425, 450, 475, 500, 550, 600, 650],
    thickness: 2e-3,
    area: 2e-5,
    fMax: 1e7,
    fMin: 1,
    perDecade: 10,
    permittivityBulk: 100,
    permittivityGb: 10,
    electricalWidthGb: 2e-9,
    nGb: 0.92,
    electrodeQ: 2.4e-6,
    electrodeN: 0.9,
    leadL: 1e-7,
    noise: 0.003,
    uT: 1,
    uGeometry: 0.02,
  }, // C
  nmr: {
    larmor: 155.4e6, // S
    Delta: 0.1, // S
    gMax: 12, // T/m, C
    steps: 24,
    T: [298, 313, 333, 353, 373, 393, 493, 533, 573, 613, 653, 693], // ranges S
    snr: 500,
    uT: 1,
    uGradient: 0.01,
  },
  t1: {
    tau0: 1.4e-11, // S
    ea: 0.11, // eV, S
    C: 4.567e9, // C
    T: [253, 273, 298, 313, 323, 333, 343, 353, 373, 393, 423, 453, 493],
    noise: 0.02,
    delays: 12,
  },
  lineshape: {
    T: [298, 393, 493, 593, 693, 793],
    cqLow: 60e3,
    cqHigh: 30e3,
    eta: 0.1,
    centralLow: 1000,
    centralHigh: 300,
    satellite: 3000,
  },
  sims: {
    T: 295.15, // S
    tExchange: 212_400, // S: 59 h
    tAnneal: 1_382_400, // S: 16 d
    natural: 0.0759, // S
    source: 0.95, // C
    k: 1e-8, // m/s, C
    depth: 3e-3,
    window: 2.5e-4,
    pixels: 256,
    firstRow: 1e-4,
    psf: 1e-6,
    countsPerPixel: 20_000,
    frames: 8,
    profileStep: 5e-6,
    profileCounts: 50_000,
    uT: 1,
  },
} as const;

/** Little delta [s] of the stimulated echo at a temperature [K]: longer where diffusion is slow. */
export const littleDelta = (T: number): number => (T < 345 ? 4e-3 : T < 450 ? 2e-3 : 1e-3);
