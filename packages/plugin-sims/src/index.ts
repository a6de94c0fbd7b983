import { API_VERSION, definePlugin, type Plugin } from '@ionwalk/core';
import { boundaryAnalysis } from './analysis/boundary.ts';
import { inverseAnalysis } from './analysis/inverse.ts';
import { mapAnalysis } from './analysis/map.ts';
import { profileAnalysis } from './analysis/profile.ts';
import { labelMapReader } from './inverse/label-map-reader.ts';
import { SimsLabelMap } from './inverse/label-map.ts';
import {
  SimsDepthProfile,
  SimsFractionMap,
  SimsImage,
  SimsProfile,
  SimsRoiPlanes,
  SimsRoiTable,
  SimsScan,
  TracerProfile,
} from './kinds.ts';
import { PROFILE_MODELS } from './profile/candidates.ts';
import { camecaReader } from './readers/cameca.ts';
import { camecaAsciiReader } from './readers/cameca-ascii.ts';
import { iontofBinaryReader } from './readers/iontof-binary.ts';
import { iontofAsciiReader } from './readers/iontof-ascii.ts';
import { lookTableReader } from './readers/look-table.ts';
import { nrrdReader } from './readers/nrrd.ts';
import { tiffReader } from './readers/tiff.ts';
import { textImageReader } from './readers/text-image.ts';
import { textProfileReader } from './readers/text-profile.ts';

export { SimsDepthProfile, SimsFractionMap, SimsImage, SimsLabelMap, SimsProfile, SimsRoiPlanes, SimsRoiTable, SimsScan, TracerProfile };
export { type CamecaImageOptions, writeCamecaImage, type WrittenMass } from './simulate/write-cameca-image.ts';

/** Isotope exchange and SIMS: counts to tracer diffusion coefficients and permeances of boundaries. */
const plugin: Plugin = definePlugin({
  id: 'sims',
  package: '@ionwalk/plugin-sims',
  version: '0.1.0',
  api: API_VERSION,
  title: 'Isotope exchange and SIMS',
  doc: 'Fraction maps with counting errors, diffusion models fitted on counts, permeances of grain boundaries.',
  kinds: [SimsImage, SimsFractionMap, SimsProfile, SimsDepthProfile, SimsScan, SimsRoiTable, SimsRoiPlanes, SimsLabelMap, TracerProfile],
  readers: [
    camecaReader,
    camecaAsciiReader,
    iontofAsciiReader,
    iontofBinaryReader,
    lookTableReader,
    tiffReader,
    nrrdReader,
    textProfileReader,
    textImageReader,
    labelMapReader,
  ],
  models: Object.values(PROFILE_MODELS),
  analyses: [mapAnalysis, profileAnalysis, boundaryAnalysis, inverseAnalysis],
});
export default plugin;
