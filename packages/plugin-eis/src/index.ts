import { API_VERSION, definePlugin, type Plugin } from '@ionwalk/core';
import { drt } from './analysis/drt.ts';
import { fit } from './analysis/fit.ts';
import { validate } from './analysis/validate.ts';
import { builtInElements } from './circuit/built-in-elements.ts';
import { circuitModel } from './circuit/circuit-model.ts';
import { EisSpectrum } from './kinds.ts';
import { allReaders } from './readers/all-readers.ts';

export { EisSpectrum } from './kinds.ts';
export { circuitModel, type CircuitModel } from './circuit/circuit-model.ts';
export { parseCircuit } from './circuit/parse-circuit.ts';
export type { Circuit, CircuitElement, CircuitGroup, CircuitNode, CircuitParameter, ElementKind } from './circuit/circuit.ts';
export type { Weighting } from './circuit/spectrum-data.ts';

/** Impedance spectroscopy: spectra of solid electrolytes to conductivities and D_σ. */
const plugin: Plugin = definePlugin({
  id: 'eis',
  package: '@ionwalk/plugin-eis',
  version: '0.1.0',
  api: API_VERSION,
  title: 'Impedance spectroscopy',
  doc: 'Reads impedance spectra of the usual instruments, fits equivalent circuits without start values, and gives conductivities and charge diffusion coefficients.',
  kinds: [EisSpectrum],
  readers: allReaders,
  models: [circuitModel('R0-p(R1,CPE1)-p(R2,CPE2)-CPE3')],
  analyses: [fit, validate, drt],
  elements: builtInElements,
});

export default plugin;
