import type { PickedFile } from './dropped-files.ts';

/** Files waiting to be looked at, kept while the page changes. */
class Dropped {
  files: readonly PickedFile[] = $state.raw([]);
}
export const dropped: Dropped = new Dropped();
