import { defineKind, type Kind, type VariableSpec } from '@ionwalk/core';

type Spec = { readonly dims: readonly string[]; readonly unit: string };
type Optional = Spec & { readonly optional: true; readonly title: string };

/** An image stack: stored counts per frame, mass, row and column, read window by window. */
export const SimsImage: Kind<{
  readonly counts: Spec & { readonly windowed: true; readonly title: string };
}> = defineKind({
  id: 'sims/image',
  title: 'SIMS image stack',
  variables: { counts: { title: 'Stored counts', dims: ['frame', 'mass', 'y', 'x'], unit: '1', windowed: true } },
});

/** A map of the tracer fraction with its standard uncertainty; NaN where no ion was counted. */
export const SimsFractionMap: Kind<{ readonly fraction: VariableSpec; readonly sigma: VariableSpec }> = defineKind({
  id: 'sims/fraction-map',
  title: 'Isotope fraction map',
  variables: {
    fraction: { title: 'Tracer fraction', dims: ['y', 'x'], unit: '1' },
    sigma: { title: 'Standard uncertainty of the fraction', dims: ['y', 'x'], unit: '1' },
  },
});

/**
 * A profile against depth or position: counts per species (labels in `meta.species`; `sigma` where they are not
 * plain Poisson counts) or a fraction with its uncertainty.
 */
export const SimsProfile: Kind<{
  readonly depth: Optional;
  readonly position: Optional;
  readonly counts: Optional;
  readonly fraction: Optional;
}> = defineKind({
  id: 'sims/profile',
  title: 'Isotope profile',
  variables: {
    depth: { title: 'Depth', dims: ['row'], unit: 'm', optional: true },
    position: { title: 'Position', dims: ['row'], unit: 'm', optional: true },
    counts: { title: 'Counts', dims: ['species', 'row'], unit: '1', optional: true },
    fraction: { title: 'Tracer fraction', dims: ['row'], unit: '1', optional: true },
  },
});

/**
 * A sputter depth profile against time; rates where the file stores rates. Species that were measured in turn have times of their own: `time` is
 * then the axis of the longest, and past the last point of a shorter one its values and times are NaN.
 */
export const SimsDepthProfile: Kind<{
  readonly time: Spec & { readonly title: string };
  readonly depth: Optional;
  readonly dose: Optional;
  readonly fluence: Optional;
  readonly counts: Optional;
  readonly rate: Optional;
  readonly speciesTime: Optional;
  readonly speciesDepth: Optional;
}> = defineKind({
  id: 'sims/depth-profile',
  title: 'Sputter depth profile',
  variables: {
    time: { title: 'Sputter time', dims: ['time'], unit: 's' },
    depth: { title: 'Depth', dims: ['time'], unit: 'm', optional: true },
    dose: { title: 'Sputter ions', dims: ['time'], unit: '1', optional: true },
    fluence: { title: 'Sputter ions per area', dims: ['time'], unit: '1/m2', optional: true },
    counts: { title: 'Counts', dims: ['species', 'time'], unit: '1', optional: true },
    rate: { title: 'Count rate', dims: ['species', 'time'], unit: '1/s', optional: true },
    speciesTime: { title: 'Sputter time of each species', dims: ['species', 'time'], unit: 's', optional: true },
    speciesDepth: { title: 'Depth of each species', dims: ['species', 'time'], unit: 'm', optional: true },
  },
});

/** A scan of the instrument itself, to set it up: rates against a voltage (mass resolution, beam, energy) or the radius of a detector. */
export const SimsScan: Kind<{
  readonly voltage: Optional;
  readonly radius: Optional;
  readonly rate: Spec & { readonly title: string };
}> = defineKind({
  id: 'sims/scan',
  title: 'Instrument scan',
  variables: {
    voltage: { title: 'Voltage', dims: ['point'], unit: 'V', optional: true },
    radius: { title: 'Radius of the detector', dims: ['point'], unit: 'm', optional: true },
    rate: { title: 'Count rate', dims: ['species', 'point'], unit: '1/s' },
  },
});

/** One value per region of interest, a sum of counts or a ratio, with its Poisson error; where the region is and how large. */
export const SimsRoiTable: Kind<{
  readonly value: Spec & { readonly title: string };
  readonly x: Optional;
  readonly y: Optional;
  readonly size: Optional;
  readonly pixels: Optional;
  readonly aspect: Optional;
}> = defineKind({
  id: 'sims/roi-table',
  title: 'Regions of interest',
  variables: {
    value: { title: 'Value', dims: ['roi'], unit: '1' },
    x: { title: 'Column of the centre, in pixels', dims: ['roi'], unit: '1', optional: true },
    y: { title: 'Row of the centre, in pixels', dims: ['roi'], unit: '1', optional: true },
    size: { title: 'Diameter', dims: ['roi'], unit: 'm', optional: true },
    pixels: { title: 'Pixels', dims: ['roi'], unit: '1', optional: true },
    aspect: { title: 'Length over width', dims: ['roi'], unit: '1', optional: true },
  },
});

/** The same value plane by plane of the image, which is against depth. */
export const SimsRoiPlanes: Kind<{
  readonly plane: Spec & { readonly title: string };
  readonly value: Spec & { readonly title: string };
}> = defineKind({
  id: 'sims/roi-planes',
  title: 'Regions of interest, plane by plane',
  variables: {
    plane: { title: 'Plane', dims: ['plane'], unit: '1' },
    value: { title: 'Value', dims: ['roi', 'plane'], unit: '1' },
  },
});

/**
 * What the diffusion models fit: tracer counts out of the total per row (background among them, where it is known), or fractions with their uncertainty.
 * `meta.time`, `meta.sealed` [s]; `meta.source`, `meta.background` where they are known, else null;
 * `meta.uneven` where rows of equal weight have errors of different sizes; `meta.thickness`, `meta.grainSize` [m], `meta.bulkDiffusivity` [m2/s],
 * `meta.sourceWidth`, `meta.interface`, `meta.boundaryWidth`, `meta.resolution` [m], `meta.boundaryDensity` [1/m] where given.
 */
export const TracerProfile: Kind<{
  readonly depth: Spec & { readonly title: string };
  readonly fraction: Spec & { readonly title: string };
  readonly total: Optional;
  readonly tracerBackground: Optional;
  readonly matrixBackground: Optional;
}> = defineKind({
  id: 'sims/tracer-profile',
  title: 'Tracer fraction against depth',
  variables: {
    depth: { title: 'Depth', dims: ['row'], unit: 'm' },
    fraction: { title: 'Tracer fraction', dims: ['row'], unit: '1' },
    total: { title: 'Counts of tracer and matrix', dims: ['row'], unit: '1', optional: true },
    tracerBackground: { title: 'Counts of the tracer that are background', dims: ['row'], unit: '1', optional: true },
    matrixBackground: { title: 'Counts of the matrix that are background', dims: ['row'], unit: '1', optional: true },
  },
});
