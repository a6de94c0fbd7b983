import { havenNumber, type HavenFrame, type HavenResult } from './haven-entry.ts';
import { missingHaven } from './haven-refusal.ts';
import { combine, type LinearForm } from './linear-form.ts';
import type { OpenRatio } from './next/best-step.ts';
import { seriesLabel, type Series } from './series.ts';
import { seriesAt } from './series-at.ts';
import type { ValueAt } from './value-at.ts';

/** H_R = D/D_sigma of one region at one temperature: h = ln D − ln D_sigma with the covariance of both. */
export function directHaven(frame: HavenFrame, above: Series, below: Series, method?: string): HavenResult {
  const [top, bottom] = [seriesAt(above, frame.T), seriesAt(below, frame.T)];
  if (!top.ok || !bottom.ok) return missingHaven(frame, [above, below], [top, bottom]);
  const corrected = top.corrected || bottom.corrected;
  const how = `${seriesLabel(above)} over ${seriesLabel(below)}`;
  const open: OpenRatio = {
    T: frame.T,
    used: [above, below],
    form: quotient(top, bottom),
    evaluate([p, q]) {
      const [more, less] = [p && seriesAt(p, frame.T), q && seriesAt(q, frame.T)];
      return more?.ok && less?.ok ? quotient(more, less) : undefined;
    },
  };
  const result = havenNumber(frame, {
    open,
    parts: [top, bottom],
    ratio: ([p, q]) => (p as number) - (q as number),
    how,
    method: method ?? (corrected ? 'interpolated' : 'direct'),
  });
  return { ...result, below };
}

const quotient = (top: ValueAt, bottom: ValueAt): LinearForm =>
  combine([
    [1, top.form],
    [-1, bottom.form],
  ]);
