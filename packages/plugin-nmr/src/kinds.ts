import { defineKind, type Kind, type VariableSpec } from '@ionwalk/core';

type Optional = VariableSpec & { readonly optional: true };

const cosine = (axis: string): Optional => ({
  title: `Direction cosine of the gradient along ${axis}`,
  dims: ['point'],
  unit: '1',
  optional: true,
});
/** For data of a powder or a liquid. */
export const NO_DIRECTION: { readonly na: undefined; readonly nb: undefined; readonly nc: undefined } = {
  na: undefined,
  nb: undefined,
  nc: undefined,
};
const DIRECTION: { na: Optional; nb: Optional; nc: Optional } = { na: cosine('a'), nb: cosine('b'), nc: cosine('c') };

/** One acquisition: the stored words of a free induction decay, re and im apart. */
export const Fid: Kind<{ time: VariableSpec; re: VariableSpec; im: VariableSpec }> = defineKind({
  id: 'nmr/fid',
  title: 'Free induction decay',
  variables: {
    time: { title: 'Time from the first stored point', dims: ['time'], unit: 's' },
    re: { title: 'Real part, as stored', dims: ['time'], unit: '1' },
    im: { title: 'Imaginary part, as stored', dims: ['time'], unit: '1' },
  },
});

/** A series of acquisitions over one arrayed quantity: a delay, a gradient or a loop count (`meta.arrayUnit`). */
export const Arrayed: Kind<{ time: VariableSpec; step: VariableSpec; re: VariableSpec; im: VariableSpec }> = defineKind({
  id: 'nmr/arrayed',
  title: 'Arrayed free induction decays',
  doc: 'step is in the unit of meta.arrayUnit: s for delays, T/m for gradients, 1 for loop counts.',
  variables: {
    time: { title: 'Time from the first stored point', dims: ['time'], unit: 's' },
    step: { title: 'Arrayed quantity', dims: ['step'], unit: '1' },
    re: { title: 'Real part, as stored', dims: ['step', 'time'], unit: '1' },
    im: { title: 'Imaginary part, as stored', dims: ['step', 'time'], unit: '1' },
  },
});

/** What an acquisition is to step through, without its data: a set of parameters. */
export const Acquisition: Kind<{ step: VariableSpec }> = defineKind({
  id: 'nmr/acquisition',
  title: 'Acquisition parameters',
  doc: 'step is in the unit of meta.arrayUnit.',
  variables: { step: { title: 'Arrayed quantity', dims: ['step'], unit: '1' } },
});

/** Echo amplitude against the diffusion weighting b. */
export const EchoDecay: Kind<{ b: VariableSpec; signal: VariableSpec; na: Optional; nb: Optional; nc: Optional }> = defineKind({
  id: 'nmr/echo-decay',
  title: 'Echo decay',
  doc: 'na, nb, nc: direction cosines of the gradient along the axes of a single crystal; none for a powder.',
  variables: {
    ...DIRECTION,
    b: { title: 'Diffusion weighting', dims: ['point'], unit: 's/m2' },
    signal: { title: 'Echo amplitude', dims: ['point'], unit: '1' },
  },
});

/** Echo amplitude against the peak gradient: b still needs delta, Delta and the nucleus. */
export const GradientDecay: Kind<{ gradient: VariableSpec; signal: VariableSpec; na: Optional; nb: Optional; nc: Optional }> = defineKind({
  id: 'nmr/gradient-decay',
  title: 'Echo decay over gradients',
  variables: {
    ...DIRECTION,
    gradient: { title: 'Peak gradient', dims: ['point'], unit: 'T/m' },
    signal: { title: 'Echo amplitude', dims: ['point'], unit: '1' },
  },
});

/** Signal against a relaxation delay. */
export const Recovery: Kind<{ delay: VariableSpec; signal: VariableSpec }> = defineKind({
  id: 'nmr/recovery',
  title: 'Relaxation curve',
  variables: {
    delay: { title: 'Relaxation delay', dims: ['point'], unit: 's' },
    signal: { title: 'Signal', dims: ['point'], unit: '1' },
  },
});

/** Relaxation rates against temperature; `process` is 1 for 1/T1, 2 for 1/T2, 3 for 1/T1rho. */
export const RelaxationSeries: Kind<{
  temperature: VariableSpec;
  rate: VariableSpec;
  process: VariableSpec;
  larmor: Optional;
  lock: Optional;
}> = defineKind({
  id: 'nmr/relaxation-series',
  title: 'Relaxation rates over temperature',
  variables: {
    temperature: { title: 'Temperature', dims: ['point'], unit: 'K' },
    rate: { title: 'Relaxation rate', dims: ['point'], unit: '1/s' },
    process: { title: 'Which rate: 1 is 1/T1, 2 is 1/T2, 3 is 1/T1rho', dims: ['point'], unit: '1' },
    larmor: { title: 'Larmor frequency', dims: ['point'], unit: 'Hz', optional: true },
    lock: { title: 'Spin-lock frequency', dims: ['point'], unit: 'Hz', optional: true },
  },
});

/** A spectrum over the shift from the carrier. */
export const Spectrum: Kind<{ shift: VariableSpec; re: VariableSpec; im: Optional }> = defineKind({
  id: 'nmr/spectrum',
  title: 'Spectrum',
  variables: {
    shift: { title: 'Frequency from the carrier', dims: ['point'], unit: 'Hz' },
    re: { title: 'Real part', dims: ['point'], unit: '1' },
    im: { title: 'Imaginary part', dims: ['point'], unit: '1', optional: true },
  },
});

/** Width of a line over temperature: what motion leaves of it. */
export const LinewidthSeries: Kind<{ temperature: VariableSpec; width: VariableSpec }> = defineKind({
  id: 'nmr/linewidth-series',
  title: 'Line widths over temperature',
  variables: {
    temperature: { title: 'Temperature', dims: ['point'], unit: 'K' },
    width: { title: 'Full width at half maximum', dims: ['point'], unit: 'Hz' },
  },
});

/** Quadrupole coupling over temperature. */
export const CouplingSeries: Kind<{ temperature: VariableSpec; coupling: VariableSpec }> = defineKind({
  id: 'nmr/coupling-series',
  title: 'Quadrupole couplings over temperature',
  variables: {
    temperature: { title: 'Temperature', dims: ['point'], unit: 'K' },
    coupling: { title: 'Quadrupole coupling constant', dims: ['point'], unit: 'Hz' },
  },
});
