import type { HavenEntry } from '@ionwalk/core/compare';
import type { Check } from '../demo/audit/check.ts';
import { ratioText } from './ratio-text.ts';
import { textTable } from './text-table.ts';

/** The result of the study for a terminal: its Haven ratios, its numbers one by one, and what of the text does not follow from its own inputs. */
export function studyText(checks: readonly Check[], haven: readonly HavenEntry[]): string {
  const ratios = haven.map((entry) => [entry.region, `${entry.numerator} / D_sigma`, `${entry.T} K`, ratioText(entry), entry.verdict]);
  const numbers = checks.map((check) => [
    check.id,
    check.quantity,
    short(check.stated),
    short(check.recomputed),
    recovered(check),
    check.unit,
    check.verdict,
  ]);
  const faults = checks.filter((check) => check.verdict === 'disagrees');
  return [
    'A simulated study of Li0.29La0.57TiO3, after a published chapter on its lithium diffusion (boundary values: doi 10.1039/d3ta05012b).\n',
    'All numbers below were found in simulated raw files by ordinary commands.\n\n',
    'Haven ratios (95 %)\n',
    textTable(ratios, { indent: '  ' }),
    '\nWhat the chapter states, what its own inputs give, what was recovered (95 %)\n',
    textTable([['', 'quantity', 'stated', 'recomputed', 'recovered', 'unit', 'verdict'], ...numbers], { indent: '  ' }),
    `\n${faults.length} statements of the chapter do not follow from its own inputs:\n`,
    textTable(
      faults.map((check) => [check.id, check.note]),
      { indent: '  ' },
    ),
  ].join('');
}

const short = (value: number | null): string => {
  if (value === null) return '—';
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-3 || size >= 1e6) ? value.toExponential(3) : String(Number(value.toPrecision(4)));
};

function recovered({ recovered: found }: Check): string {
  if (found === null) return '—';
  if (found.value === null) return found.hi === null ? `> ${short(found.lo)}` : `< ${short(found.hi)}`;
  return `${short(found.value)}  ${short(found.lo)} to ${short(found.hi)}`;
}
