import type { DiffusionRecord } from '../../api/record.ts';

/**
 * Records as one JSON-LD document: each is what it was, under the context that says in RDF what its members mean.
 * @param context – the `@context` of `schema/diffusion-record.context.json`, which a host reads from the package
 */
export const recordsToJsonLd = (
  records: readonly DiffusionRecord[],
  context: unknown,
): { '@context': unknown; '@graph': readonly DiffusionRecord[] } => ({
  '@context': context,
  '@graph': records,
});
