import { defineKind, type Kind, type VariableSpec } from '@ionwalk/core';

type SpectrumVariables = {
  readonly frequency: VariableSpec & { readonly optional?: never; readonly windowed?: never };
  readonly re: VariableSpec & { readonly optional?: never; readonly windowed?: never };
  readonly im: VariableSpec & { readonly optional?: never; readonly windowed?: never };
};

/**
 * One impedance spectrum, points in the order of the file: frequency [Hz] > 0, Z = re + j im [Ohm],
 * time factor exp(+jωt), so im < 0 for a capacitive arc. `sigma` of `re` and `im` where the file states it.
 */
export const EisSpectrum: Kind<SpectrumVariables> = defineKind({
  id: 'eis/spectrum',
  title: 'Impedance spectrum',
  variables: {
    frequency: { dims: ['frequency'], unit: 'Hz', title: 'Frequency' },
    re: { dims: ['frequency'], unit: 'Ohm', title: 'Real part of the impedance' },
    im: { dims: ['frequency'], unit: 'Ohm', title: 'Imaginary part of the impedance', doc: 'Negative for a capacitive response.' },
  },
});
