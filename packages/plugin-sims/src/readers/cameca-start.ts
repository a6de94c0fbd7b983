import { camecaLayout, CAMECA_VERSIONS, ENERGY_SCAN, OTHER_CAMECA_TYPES } from './cameca-layout.ts';

/** The first twelve bytes: what a Cameca binary says it is. */
export interface CamecaStart {
  readonly littleEndian: boolean;
  readonly version: number;
  readonly type: number;
  readonly headerBytes: number;
}

/** The smallest header that can hold the common part and a mass count. */
const MIN_HEADER = 412;

/**
 * Reads version, type and header size in the byte order in which all three make sense.
 * Undefined for fewer than 12 bytes and for anything that isn't a Cameca binary.
 */
export function readCamecaStart(head: Uint8Array): CamecaStart | undefined {
  if (head.length < 12) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, 12);
  for (const littleEndian of [true, false]) {
    const version = view.getInt32(0, littleEndian);
    const type = view.getInt32(4, littleEndian);
    const headerBytes = view.getInt32(8, littleEndian);
    if (version === ENERGY_SCAN.version && type === ENERGY_SCAN.type && headerBytes >= MIN_HEADER) {
      return { littleEndian, version, type, headerBytes };
    }
    const known = camecaLayout(type) !== undefined || OTHER_CAMECA_TYPES[type] !== undefined;
    if (known && CAMECA_VERSIONS.includes(version) && headerBytes >= MIN_HEADER) return { littleEndian, version, type, headerBytes };
  }
  return undefined;
}
