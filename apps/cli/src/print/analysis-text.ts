import picocolors from 'picocolors';
import type { DiffusionRecord, Fit, Table } from '@ionwalk/core';
import { type AnalysisEntry, errorDocument } from '@ionwalk/core/host';
import type { Session } from '../session.ts';
import { diagnosticText } from './diagnostic-text.ts';
import { type DisplayUnits, temperatureText } from './display-units.ts';
import { plainText } from './plain-text.ts';
import { errorText } from './error-text.ts';
import { paramText, recordText } from './measured-text.ts';
import { textTable } from './text-table.ts';

/** Results for people: records and the preferred fit on stdout; diagnostics, errors and the next command on stderr. */
export function printEntries(entries: readonly AnalysisEntry[], units: DisplayUnits, session: Session): void {
  const paint = picocolors.createColors(session.colour);
  for (const { path, dataset, answer, error } of entries) {
    if (!answer) {
      session.say(errorText(errorDocument(error), session.terminal));
      continue;
    }
    session.out(`${paint.bold(plainText(path))}${dataset === undefined ? '' : `  ${plainText(dataset)}`}\n`);
    session.out(
      textTable(
        answer.records.map((record) => recordRow(record, units)),
        { indent: '  ' },
      ),
    );
    for (const fit of preferred(answer.fits)) session.out(fitText(fit, units, paint));
    for (const table of answer.tables.slice(0, 3)) session.out(tableText(table));
    const others = answer.alternatives.filter(({ model }) => model !== answer.fits[0]?.model && model !== answer.fits[0]?.circuit);
    if (others.length > 0) {
      session.out(
        `  also tried (ΔAICc to the one chosen): ${others
          .slice(0, 5)
          .map((other) => `${other.model} (${shortNumber(other.dAICc)})`)
          .join(', ')}\n`,
      );
    }
    session.say(diagnosticText(answer.diagnostics, session.terminal));
  }
  const done = entries.find((entry) => entry.answer?.figures.length);
  const figure = done?.answer?.figures[0]?.id;
  if (figure !== undefined) session.say(`next: add --json > answer.json, then ionwalk plot answer.json -o ${figure}.svg\n`);
}

function recordRow(record: DiffusionRecord, units: DisplayUnits): string[] {
  const { kind, region, T, ion, sample, model } = record;
  const who = ion ? `${ion.isotope ?? ''}${ion.element}` : '';
  return [kind, region ?? '', recordText(record, units), temperatureText(T, units), who, sample?.id ?? '', model.flags.join(' ')];
}

/** The preferred fit, or all where they are of one model (one per boundary). */
function preferred(fits: readonly Fit[]): readonly Fit[] {
  return fits.every((fit) => fit.model === fits[0]?.model) ? fits : fits.slice(0, 1);
}

function fitText(fit: Fit, units: DisplayUnits, paint: ReturnType<typeof picocolors.createColors>): string {
  const state = fit.converged ? 'converged' : paint.yellow('not converged');
  const name = `${fit.model}${fit.circuit === undefined ? '' : ` ${fit.circuit}`}`;
  const head = `  ${name}  ${state}, ${misfit(fit)}, ${fit.dof} degrees of freedom\n`;
  return (
    head +
    textTable(
      Object.entries(fit.params).map(([name, param]) => [name, paramText(param, units)]),
      { indent: '    ' },
    )
  );
}

/** A table of an answer, its first rows; JSON holds them all. */
function tableText({ title, columns }: Table): string {
  const length = Math.max(0, ...columns.map((column) => column.values.length));
  if (length === 0 || columns.length > 9) return '';
  const heads = columns.map(({ name, unit }) => (unit === undefined || unit === '1' ? name : `${name} / ${unit}`));
  const rows = Array.from({ length: Math.min(length, MOST_ROWS) }, (_, i) => columns.map(({ values }) => cellText(values[i])));
  const rest = length > MOST_ROWS ? `    and ${length - MOST_ROWS} more\n` : '';
  return `  ${plainText(title)}\n${textTable([heads, ...rows], { indent: '    ' })}${rest}`;
}

const MOST_ROWS = 12;
const cellText = (value: number | string | null | undefined): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(5))) : (value ?? '—');

/** Three digits, of great numbers with an exponent; what JSON could not hold is a dash. */
const shortNumber = (value: number | null): string =>
  value === null ? '—' : Math.abs(value) >= 1e6 ? value.toExponential(2) : String(Number(value.toPrecision(3)));

/** χ² has a scale only where the data have errors; without them, what is left is said in the units of the data. */
const misfit = ({ weighting, reducedChi2 }: Fit): string =>
  weighting === 'unit' ? `unweighted, scatter ${shortNumber(Math.sqrt(reducedChi2))}` : `reduced χ² ${shortNumber(reducedChi2)}`;
