import { API_VERSION, definePlugin, type Model, type Plugin } from '@ionwalk/core';
import { bpp } from './analysis/bpp.ts';
import { diffusion } from './analysis/diffusion.ts';
import { lineshape } from './analysis/lineshape.ts';
import { narrowing } from './analysis/narrowing.ts';
import { relaxation } from './analysis/relaxation.ts';
import {
  Acquisition,
  Arrayed,
  CouplingSeries,
  EchoDecay,
  Fid,
  GradientDecay,
  LinewidthSeries,
  Recovery,
  RelaxationSeries,
  Spectrum,
} from './kinds.ts';
import { bppModel } from './models/bpp.ts';
import { crystalTensor } from './models/crystal-tensor.ts';
import { logNormal } from './models/log-normal.ts';
import { couplingLine } from './models/coupling-line.ts';
import { motionalNarrowing } from './models/motional-narrowing.ts';
import { powder1d } from './models/powder-1d.ts';
import { powder2d } from './models/powder-2d.ts';
import { recoveryModel, RECOVERY_SHAPES } from './models/recovery.ts';
import { RECOVERY_KINDS } from './models/recovery-kind.ts';
import { DENSITIES } from './models/spectral-density.ts';
import { stejskalTanner } from './models/stejskal-tanner.ts';
import { stretched } from './models/stretched.ts';
import { twoComponent } from './models/two-component.ts';
import { bruker } from './readers/bruker.ts';
import { jcampDx } from './readers/jcamp-dx.ts';
import { jeolJdf } from './readers/jeol-jdf.ts';
import { table } from './readers/table.ts';
import { varian } from './readers/varian.ts';

export {
  Acquisition,
  Arrayed,
  CouplingSeries,
  EchoDecay,
  Fid,
  GradientDecay,
  LinewidthSeries,
  Recovery,
  RelaxationSeries,
  Spectrum,
} from './kinds.ts';
export { diffusionWeighting, type GradientEcho } from './gradients/diffusion-weighting.ts';

const models = [
  stejskalTanner,
  powder2d,
  powder1d,
  twoComponent,
  stretched,
  logNormal,
  crystalTensor(false),
  ...RECOVERY_KINDS.flatMap((kind) => RECOVERY_SHAPES.map((shape) => recoveryModel(kind, shape))),
  ...DENSITIES.map((form) => bppModel(form)),
  motionalNarrowing,
  couplingLine,
] as readonly unknown[] as readonly Model[];

/** NMR: gradient echoes to D_NMR, relaxation to correlation times and D_local. */
const nmr: Plugin = definePlugin({
  id: 'nmr',
  package: '@ionwalk/plugin-nmr',
  version: '0.1.0',
  api: API_VERSION,
  title: 'Nuclear magnetic resonance',
  doc: 'Pulsed-field-gradient diffusion, relaxation times, and what they say of ionic motion.',
  kinds: [Acquisition, Arrayed, Fid, EchoDecay, GradientDecay, Recovery, RelaxationSeries, LinewidthSeries, CouplingSeries, Spectrum],
  readers: [bruker, varian, jeolJdf, jcampDx, table],
  models,
  analyses: [diffusion, relaxation, bpp, lineshape, narrowing],
});
export default nmr;
