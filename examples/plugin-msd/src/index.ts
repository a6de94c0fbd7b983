import { definePlugin, type Plugin } from '@ionwalk/core';
import { diffusion } from './diffusion.ts';
import { einstein } from './einstein.ts';
import { MeanSquaredDisplacement } from './mean-squared-displacement.ts';
import { msdTable } from './msd-table.ts';

/** Mean-squared displacements of a simulation to D_sim: a technique from outside, in five files. */
const msd: Plugin = definePlugin({
  id: 'msd',
  package: 'ionwalk-plugin-msd',
  version: '0.1.0',
  api: '1.0',
  title: 'Mean-squared displacements of simulations',
  doc: 'D from the slope of the mean-squared displacement against time, with the errors that its points share.',
  kinds: [MeanSquaredDisplacement],
  readers: [msdTable],
  models: [einstein],
  analyses: [diffusion],
});
export default msd;
export { einstein, MeanSquaredDisplacement, msdTable };
