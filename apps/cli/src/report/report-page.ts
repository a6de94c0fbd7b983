import type { DiffusionRecord, Figure } from '@ionwalk/core';
import type { CompareDocument } from '@ionwalk/core/compare';
import { formatQuantity, renderSvg } from '@ionwalk/figures';
import type { Check } from '../demo/audit/check.ts';
import { ratioText } from '../print/ratio-text.ts';
import { escapeHtml, reportNumber, reportTable } from './report-table.ts';

export interface Report {
  readonly title: string;
  /** Said at the top; a simulated study says so here. */
  readonly notice?: string;
  readonly compare: CompareDocument;
  readonly records: readonly DiffusionRecord[];
  readonly figures: readonly Figure[];
  /** A text's numbers, stated, recomputed and recovered. */
  readonly checks?: readonly Check[];
  readonly commands?: readonly string[];
}

/** One self-contained page: Haven ratios, laws, comparisons, all figures inline, every record down to its bytes, and the commands that made them. */
export function reportPage({ title, notice, compare, records, figures, checks = [], commands = [] }: Report): string {
  const sections = [
    section('Haven ratios', havenTable(compare)),
    section('Laws', lawTable(compare)),
    checks.length > 0 ? section('What the chapter states, what its own inputs give, what was recovered', checkTable(checks)) : '',
    section('Comparisons', comparisonTable(compare)),
    figures.length > 0 ? section('Figures', figures.map(figureBlock).join('\n')) : '',
    section('Records', recordTable(records)),
    commands.length > 0
      ? section('Commands', `<p>Run in this folder, they give the same numbers.</p><pre>${escapeHtml(commands.join('\n'))}</pre>`)
      : '',
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}: Ionwalk report</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>${escapeHtml(title)}</h1>${notice === undefined ? '' : `<p class="mark">${escapeHtml(notice)}</p>`}</header>
${sections.filter((text) => text !== '').join('\n')}
</body>
</html>
`;
}

const STYLE = `body{font:15px/1.5 Inter,system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1b1a;background:#fff}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #deddd6}
th{font-weight:600;color:#55554f}.mark{border-left:3px solid #d55e00;padding-left:.8rem}figure{margin:2rem 0}figure svg{max-width:100%;height:auto}
figcaption{color:#55554f}pre{overflow-x:auto;background:#f5f4ef;padding:1rem;font-size:12.5px}.number{white-space:nowrap}.agree,.agrees{color:#126b3a}.differ,.disagrees{color:#9a5200}`;

const section = (title: string, body: string): string => `<section><h2>${escapeHtml(title)}</h2>\n${body}</section>`;

const figureBlock = (figure: Figure): string =>
  `<figure id="${escapeHtml(figure.id)}">${renderSvg(figure, { theme: 'print' })}<figcaption>${escapeHtml(figure.title)}</figcaption></figure>`;

const havenTable = ({ haven }: CompareDocument): string =>
  reportTable(
    ['region', 'numerator', 'T / K', 'Haven ratio (95 %)', 'verdict', 'because'],
    haven.map((entry) => [entry.region, entry.numerator, entry.T.toFixed(2), ratioText(entry), entry.verdict, entry.reason]),
  );

const lawTable = ({ laws }: CompareDocument): string =>
  reportTable(
    ['quantity', 'region', 'law', 'Ea', 'range / K', 'break'],
    laws.map((law) => [
      law.kind,
      law.region ?? '',
      law.model,
      formatQuantity(law.Ea_eV, law.u_Ea_eV, 'eV'),
      `${law.range[0]}–${law.range[1]}`,
      law.break ? `${law.break.T.toFixed(0)} ± ${law.break.u.toFixed(0)} K` : '',
    ]),
  );

const checkTable = (checks: readonly Check[]): string =>
  reportTable(
    ['', 'quantity', 'stated', 'recomputed', 'recovered (95 %)', 'unit', 'verdict', 'note'],
    checks.map((check) => [
      check.id,
      check.quantity,
      reportNumber(check.stated),
      reportNumber(check.recomputed),
      check.recovered
        ? `${reportNumber(check.recovered.value)} [${reportNumber(check.recovered.lo)}, ${reportNumber(check.recovered.hi)}]`
        : '—',
      check.unit,
      check.verdict,
      check.note,
    ]),
  );

const comparisonTable = ({ comparisons }: CompareDocument): string =>
  reportTable(
    ['a', 'b', 'a / b (95 %)', 'verdict', 'because'],
    comparisons.map((pair) => [
      `${pair.a.kind} ${pair.a.region ?? ''}`,
      `${pair.b.kind} ${pair.b.region ?? ''}`,
      ratioText({ value: pair.ratio, lo: pair.lo, hi: pair.hi, bound: null }),
      pair.verdict,
      pair.reason,
    ]),
  );

const recordTable = (records: readonly DiffusionRecord[]): string =>
  reportTable(
    ['quantity', 'region', 'T / K', 'value', 'model', 'from', 'id'],
    records.map((record) => [
      record.kind,
      record.region ?? '',
      record.T === null ? '—' : String(record.T),
      `${record.bound === 'lower' ? '> ' : record.bound === 'upper' ? '< ' : ''}${formatQuantity(record.value, record.u === null ? null : record.u * record.value, record.unit)}`,
      record.model.name,
      record.inputs.map((input) => `${input.path} (${input.sha256.slice(0, 8)}…, ${input.bytes} bytes)`).join(', '),
      `${record.id.slice(0, 19)}…`,
    ]),
  );
