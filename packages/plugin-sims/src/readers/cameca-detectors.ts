const MARKER = 'Anal_param_nano\0';
const MARKER_BIS = 'Anal_param_nano_bis\0';

export interface CamecaDetectors {
  /** Dead time of a trolley's electron multiplier [s], null without one. */
  deadTime(trolley: number): number | null;
  /** Raster of the primary beam [m], null when it isn't stated. */
  readonly raster: number | null;
  readonly comment: string;
}

/**
 * The instrument block of a Cameca header: dead times, raster, comment. Some files stop inside it; what is missing comes out as null.
 *
 * From the marker q: +16 int32 version, int32 n50, 8 pad, char[256] comment; +288 primary beam (raster [um], double, at +160); +840 secondary
 * beam; +1032 detectors, whose electron multipliers (16 B: double yield, int32 background, int32 dead time [ns]) begin 600 B in.
 * Trolleys 1-5 are those; 10 and 11 are detectors 6 and 7, in the `_bis` block.
 */
export function detectorDeadTimes(bytes: Uint8Array, littleEndian: boolean): CamecaDetectors {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const q = indexOf(bytes, MARKER);
  const bis = indexOf(bytes, MARKER_BIS);
  const nanoseconds = (at: number): number | null => {
    if (at < 0 || at + 16 > bytes.length) return null;
    const value = view.getInt32(at + 12, littleEndian);
    return value >= 0 && value < 100_000 ? value / 1e9 : null;
  };
  return {
    deadTime(trolley) {
      if (trolley >= 1 && trolley <= 5) return q < 0 ? null : nanoseconds(q + 1632 + 16 * (trolley - 1));
      if (trolley === 10 || trolley === 11) return bis < 0 ? null : nanoseconds(bis + 24 + 88 + 104 * (trolley - 10));
      return null;
    },
    raster: q < 0 ? null : positive(q + 448 + 8 > bytes.length ? 0 : view.getFloat64(q + 448, littleEndian) / 1e6),
    comment: q < 0 ? '' : textAt(bytes, q + 32, 256),
  };
}

const positive = (value: number): number | null => (Number.isFinite(value) && value > 0 && value < 1 ? value : null);

function indexOf(bytes: Uint8Array, marker: string): number {
  const first = marker.charCodeAt(0);
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let i = 1;
    while (i < marker.length && bytes[at + i] === marker.charCodeAt(i)) i++;
    if (i === marker.length) return at;
  }
  return -1;
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  let out = '';
  for (let i = at; i < Math.min(at + length, bytes.length) && bytes[i] !== 0; i++) out += String.fromCharCode(bytes[i] as number);
  return out.trim();
}
