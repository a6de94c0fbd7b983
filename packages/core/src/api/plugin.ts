import type { Analysis } from './analysis.ts';
import type { Described } from './described.ts';
import type { ImpedanceElement } from './impedance-element.ts';
import type { Kind } from './kind.ts';
import type { Model } from './model.ts';
import type { Reader, SourceFile } from './reader.ts';

/** The interface this core speaks: same major, plugin minor ≤ this minor. */
export const API_VERSION = '1.0';

export interface Sample extends Described {
  readonly id: string;
  readonly files: () => Promise<readonly SourceFile[]>;
  readonly license: string;
}

export interface Plugin extends Described {
  /** `qens`: [a-z][a-z0-9-]*, unique in a host. */
  readonly id: string;
  /** The package's name and version. */
  readonly package: string;
  readonly version: string;
  /** API_VERSION it was built for. */
  readonly api: string;
  readonly kinds?: readonly Kind[];
  readonly readers?: readonly Reader[];
  readonly models?: readonly Model[];
  readonly analyses?: readonly Analysis[];
  /** Elements of circuits for whichever analysis of the host fits one. */
  readonly elements?: readonly ImpedanceElement[];
  readonly samples?: readonly Sample[];
}

export const definePlugin = (plugin: Plugin): Plugin => plugin;
