import type { DiffusionRecord, Effect } from '../api/record.ts';
import { usageError } from '../errors.ts';
import { carrierTag } from './group-series.ts';

/**
 * The records as they would be if their shared errors were of other sizes: each effect of a tag, and each carrier density under its tag, takes
 * the size given and keeps its sign. Ids stay, as an answer that rests on this is a supposition about these same records.
 * @param sizes – `u` of ln(value), or `from` the temperature error [K], as the records state that tag
 * @throws suppose/effect – a tag no record carries, or a size in another unit than the records state
 */
export function supposeEffects(records: readonly DiffusionRecord[], sizes: readonly Effect[]): DiffusionRecord[] {
  const wanted = new Map(sizes.map((size) => [size.tag, size]));
  const found = new Set<string>();
  const changed = records.map((record) => {
    const effects = record.effects.map((effect) => {
      const size = wanted.get(effect.tag);
      if (size === undefined) return effect;
      found.add(effect.tag);
      return resized(effect, size);
    });
    const carrier = record.carrier && wanted.get(record.carrier.tag ?? carrierTag(record));
    if (carrier) found.add(carrier.tag);
    return { ...record, effects, ...(carrier ? { carrier: { ...record.carrier, u: inLn(carrier) } } : {}) };
  });
  const missing = [...wanted.keys()].find((tag) => !found.has(tag));
  if (missing !== undefined) {
    const known = new Set(records.flatMap((record) => [...record.effects.map(({ tag }) => tag), ...carrierTags(record)]));
    throw usageError('suppose/effect', `no record carries the shared effect '${missing}'`, {
      where: 'option --suppose',
      fix: known.size === 0 ? 'state shared effects in the records first' : `name one of ${[...known].sort().join(', ')}`,
    });
  }
  return changed;
}

const carrierTags = (record: DiffusionRecord): string[] =>
  record.carrier && record.carrier.u > 0 ? [record.carrier.tag ?? carrierTag(record)] : [];

function resized(effect: Effect, size: Effect): Effect {
  if (effect.from !== undefined) {
    if (size.from === undefined) throw otherUnit(size.tag, 'a temperature error', '1K');
    // What was once worked out from the temperature error no longer holds.
    return { tag: effect.tag, from: { u_T: Math.sign(effect.from.u_T) * Math.abs(size.from.u_T), unit: 'K' } };
  }
  return { tag: effect.tag, u: Math.sign(effect.u ?? 1) * Math.abs(inLn(size)) };
}

function inLn(size: Effect): number {
  if (size.u === undefined) throw otherUnit(size.tag, 'relative', '0.02');
  return Math.abs(size.u);
}

const otherUnit = (tag: string, what: string, example: string): Error =>
  usageError('suppose/effect', `the records state the shared effect '${tag}' as ${what}`, {
    where: 'option --suppose',
    fix: `write it so: ${tag}:${example}`,
  });
