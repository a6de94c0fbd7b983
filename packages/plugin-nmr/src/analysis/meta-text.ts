import type { Dataset } from '@ionwalk/core';

/** A text of a dataset's header; undefined where it is missing, blank or no text. */
export function metaText(data: Dataset, key: string): string | undefined {
  const value = data.meta[key];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
