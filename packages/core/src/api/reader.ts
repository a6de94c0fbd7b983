import type { Described } from './described.ts';
import type { ReadContext } from './context.ts';
import type { Dataset, Kind } from './kind.ts';
import type { Param, Values } from './param.ts';

/** All a sniffer may see: no I/O, so sniffing every reader stays cheap and safe. */
export interface Peek {
  /** `/`-separated, relative to what the user dropped. */
  readonly path: string;
  readonly size: number;
  /** First 4096 bytes, or the whole file if shorter. */
  readonly head: Uint8Array;
  /** Paths in the same folder: `acqus` beside `ser`. */
  readonly siblings: readonly string[];
}

export interface Match {
  readonly confidence: 'certain' | 'likely' | 'possible';
  /** Shown to the user: "magic bytes 'BIO-LOGIC MODULAR FILE'". */
  readonly reason: string;
  /** Companion paths this reader will consume. */
  readonly claims?: readonly string[];
}

export interface SourceFile {
  readonly path: string;
  readonly blob: Blob;
}

/** One thing to read: its main file and whatever lies beside it. Paths as in `Peek`. */
export interface Source {
  readonly main: SourceFile;
  readonly files: readonly SourceFile[];
  file(path: string): SourceFile | undefined;
}

export interface Reader<K extends Kind = Kind, O extends Record<string, Param> = Record<string, Param>> extends Described {
  /** `bruker`, shown as `nmr/bruker`. */
  readonly id: string;
  readonly produces: readonly K[];
  /** Hints for file pickers only; sniff decides. */
  readonly extensions: readonly string[];
  /** What the file cannot say: column units, gradient calibration, atom selection. */
  readonly options: O;
  /** Synchronous and total: never throws. */
  sniff(peek: Peek): Match | undefined;
  read(source: Source, options: Values<O>, ctx: ReadContext): AsyncIterable<Dataset<K>>;
}

export const defineReader = <K extends Kind, const O extends Record<string, Param>>(reader: Reader<K, O>): Reader<K, O> => reader;
