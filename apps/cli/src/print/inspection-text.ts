import picocolors from 'picocolors';
import type { InspectedFile } from '@ionwalk/core/host';
import type { Session } from '../session.ts';
import { temperatureText } from './display-units.ts';
import { plainText } from './plain-text.ts';
import { textTable } from './text-table.ts';

/** What one file is and holds, for people. */
export function inspectionText(file: InspectedFile, session: Session): string {
  const paint = picocolors.createColors(session.colour);
  const head =
    file.reader === null ? paint.dim('not read') : `${paint.bold(file.reader)} (${file.confidence ?? 'forced'}: ${plainText(file.reason)})`;
  let text = `${plainText(file.path)}  ${head}\n`;
  if (file.claims.length > 0)
    text += `  with ${plainText(file.claims.slice(0, 8).join(', '))}${file.claims.length > 8 ? ` and ${file.claims.length - 8} more` : ''}\n`;
  for (const dataset of file.datasets) {
    const size = Object.entries(dataset.size).map(([dim, length]) => `${length} ${dim}`);
    const conditions = dataset.conditions as { temperature?: number };
    const facts = [size.join(' × '), ...(conditions.temperature === undefined ? [] : [temperatureText(conditions.temperature, UNITS)])];
    text += `  ${dataset.kind}  "${plainText(dataset.title)}"  ${facts.join(', ')}\n`;
    const rows = Object.entries(dataset.variables).map(([name, variable]) => [
      name,
      variable.unit === '1' ? '' : variable.unit,
      `${variable.length} values`,
      variable.windowed === undefined ? `${short(variable.min)} … ${short(variable.max)}` : `${variable.windowed}, read on demand`,
    ]);
    text += textTable(rows, { indent: '    ' });
    if (dataset.missing.length > 0) text += `    not stated: ${dataset.missing.join(', ')}\n`;
  }
  return text;
}

const UNITS = { diffusivity: 'cm2/s', conductivity: 'S/cm', temperature: 'degC' } as const;

const short = (value: number | null | undefined): string =>
  value === null || value === undefined ? '—' : String(Number(value.toPrecision(5)));
