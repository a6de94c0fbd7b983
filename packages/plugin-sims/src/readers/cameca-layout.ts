/**
 * Where things are in the header of a Cameca binary (NanoSIMS and IMS series).
 *
 * Versions seen: 4108 (PC, little-endian) and 5, 9, 11 (Sun workstations, big-endian). Nothing here is documented by the vendor; it was
 * inferred from files and agrees with their text exports. Bytes 0-11: int32 version, type, header size H. 12-123: common part. From 124 on
 * the acquisition block of the file's type, then a signal reference (160 B), the number of masses, a table of pointers, the masses (192 B each, in scans 216 B).
 */
export interface CamecaLayout {
  readonly title: string;
  /** What stands behind the header: counts per pixel, or blocks of an axis and rates; null where that is unknown. */
  readonly data: 'pixels' | 'time' | 'setting' | null;
  /** Offset of int32 frames, where the acquisition block has it. */
  readonly frames: number | null;
  /** Offset of int32 nMasses. */
  readonly massCount: number;
  /** Pointers in the table that follows, in versions before 4108 and from there on. */
  readonly pointers: readonly [old: number, recent: number];
  /** Bytes between the table and the first mass. */
  readonly gap: number;
  /** Bytes of one mass, and where its label begins. */
  readonly mass: readonly [bytes: number, label: number];
}

const IMAGE = { data: 'pixels', frames: 144, massCount: 408, pointers: [10, 60], gap: 0, mass: [192, 65] } as const;
const DEPTH = { data: 'time', frames: 148, massCount: 548, pointers: [10, 60], gap: 4, mass: [192, 65] } as const;
const STAGE = { frames: null, massCount: 540, pointers: [20, 20], gap: 4, mass: [192, 65] } as const;

const LAYOUTS: Readonly<Record<number, CamecaLayout>> = {
  21: { title: 'depth profile', ...DEPTH },
  22: { title: 'line scan by the stage', data: null, ...STAGE },
  26: { title: 'isotope ratios', ...DEPTH },
  27: { title: 'image', ...IMAGE },
  29: { title: 'grain mode image', ...IMAGE },
  // mass resolution (.hmr), secondary ion beam (.sib), trolley step (.tss): only the analysis name tells them apart. The masses are
  // longer by the doubles start, end (+40, +48: V or mm) and step (+56: V or um).
  31: { title: 'instrument scan', data: 'setting', frames: null, massCount: 316, pointers: [20, 20], gap: 0, mass: [216, 85] },
  35: { title: 'beam stability', ...DEPTH },
  39: { title: 'line scan image', ...IMAGE },
  41: { title: 'stage image', data: 'pixels', ...STAGE },
};

/** Other types of the same family, known by name only. */
export const OTHER_CAMECA_TYPES: Readonly<Record<number, string>> = {
  25: 'E0S scan',
  32: 'pulse height distribution',
  34: 'tool file',
  40: 'line scan by the beam',
  84: 'energy scan',
};

export const CAMECA_VERSIONS: readonly number[] = [5, 9, 11, 4108];
/** Energy scans (.nrj) of the IMS 7f-GEO generation: another layout, known by name only. */
export const ENERGY_SCAN: { readonly version: number; readonly type: number } = { version: 4198, type: 84 };
export const NEW_VERSION = 4108;
export const IMAGE_TRAILER_BYTES = 84;

/** The layout of a file type, undefined for one that isn't read. */
export const camecaLayout = (type: number): CamecaLayout | undefined => LAYOUTS[type];
