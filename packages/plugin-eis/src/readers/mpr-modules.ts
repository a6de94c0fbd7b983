import { type ByteCursor, inputError } from '@ionwalk/core';

export interface MprModule {
  readonly name: string;
  /** Sum of the new and the old version number. */
  readonly version: number;
  /** `mm/dd/yy` */
  readonly date: string;
  /** Byte at which the body begins. */
  readonly body: number;
  /** Bytes of the body as announced, and those that are there. */
  readonly length: number;
  readonly available: number;
}

export const MPR_MAGIC = 'BIO-LOGIC MODULAR FILE';
const FIRST = 52;
const NAMES = 6 + 10 + 25;
const LONG = 0xffffffff;
/** Six or seven modules are usual; this many are damage. */
const MAX_MODULES = 1000;

/** The modules of an .mpr, walked by their lengths; the last one may be cut short. Error `eis/mpr` when there is none. */
export function mprModules(cursor: ByteCursor): MprModule[] {
  const modules: MprModule[] = [];
  if (cursor.length >= FIRST && cursor.seek(0).text(MPR_MAGIC.length) === MPR_MAGIC) {
    cursor.seek(FIRST);
    while (modules.length < MAX_MODULES) {
      const found = nextModule(cursor);
      if (!found) break;
      modules.push(found);
      cursor.seek(found.body + found.available);
    }
  }
  if (modules.length === 0)
    throw inputError('eis/mpr', `no module behind the ${FIRST} bytes of the file header`, {
      where: `${cursor.path}: byte ${Math.min(FIRST, cursor.length)}`,
      fix: 'the file is cut short or no EC-Lab .mpr: copy it again, or export it as text (.mpt)',
    });
  return modules;
}

function nextModule(cursor: ByteCursor): MprModule | undefined {
  if (cursor.remaining < NAMES + 16 || cursor.text(6) !== 'MODULE') return undefined;
  const name = cursor.text(10).trim();
  cursor.skip(25);
  let length = cursor.uint32();
  let version: number;
  if (length === LONG) {
    // EC-Lab 11.50 and later: the old field is full, length and both versions follow.
    if (cursor.remaining < 20) return undefined;
    length = cursor.uint32();
    version = cursor.uint32() + cursor.uint32();
  } else version = cursor.uint32();
  if (cursor.remaining < 8) return undefined;
  const date = cursor.text(8);
  return { name, version, date, body: cursor.position, length, available: Math.min(length, cursor.remaining) };
}
