import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { type DiffusionRecord, usageError } from '@ionwalk/core';
import { diagnosticText } from '../print/diagnostic-text.ts';
import { readText } from '../read-text.ts';
import { type Session, outJson } from '../session.ts';
import { writeOutput } from '../write-output.ts';

const FORMATS = ['jsonl', 'csv', 'origin', 'json-ld'] as const;
type Format = (typeof FORMATS)[number];
const BY_EXTENSION: Readonly<Record<string, Format>> = { jsonl: 'jsonl', csv: 'csv', jsonld: 'json-ld' };

export function addRecordsExport(records: Command, session: Session): void {
  records
    .command('export')
    .description('records as a flat table, a table for Origin, JSON-LD or JSONL')
    .argument('<path...>', 'JSONL, JSON or CSV of records, or a project folder')
    .option('-o, --output <file>', 'where to write (default standard output)', '-')
    .option('--format <name>', `one of ${FORMATS.join(', ')} (default by the extension of the output, else csv)`)
    .addHelpText(
      'before',
      'Examples:\n  ionwalk records export records.jsonl -o records.csv\n  ionwalk records export records.jsonl --format origin -o arrhenius.csv\n',
    )
    .action((paths: string[], flags: { output: string; format?: string }) => exportRecords(paths, flags, session));
}

async function exportRecords(paths: readonly string[], flags: { output: string; format?: string }, session: Session): Promise<void> {
  const format = formatOf(flags);
  const { parseRecords, uniqueRecords } = await import('@ionwalk/core/compare');
  const all: DiffusionRecord[] = [];
  for (const typed of paths) {
    const { text, path } = await readText(typed, session.cwd);
    all.push(...parseRecords(text, path, (warning) => session.say(diagnosticText([warning], session.terminal))));
  }
  const records = uniqueRecords(all, () => {});
  const text = await written(records, format);
  if (flags.output !== '-') await writeOutput(flags.output, text, session);
  if (session.json)
    return outJson(session, { records: records.length, format, output: flags.output, ...(flags.output === '-' ? { text } : {}) });
  if (flags.output === '-') return session.out(text);
  session.say(`${records.length} records → ${flags.output}\n`);
}

function formatOf({ output, format }: { readonly output: string; readonly format?: string }): Format {
  if (format === undefined) return BY_EXTENSION[/\.([a-z]+)$/i.exec(output)?.[1]?.toLowerCase() ?? ''] ?? 'csv';
  const known = FORMATS.find((one) => one === format);
  if (known !== undefined) return known;
  throw usageError('usage/option', `there is no format '${format}'`, { where: 'option --format', fix: `use one of ${FORMATS.join(', ')}` });
}

async function written(records: readonly DiffusionRecord[], format: Format): Promise<string> {
  const { recordsToCsv, recordsToJsonLd, recordsToOrigin } = await import('@ionwalk/core/compare');
  if (format === 'csv') return recordsToCsv(records);
  if (format === 'origin') return recordsToOrigin(records);
  if (format === 'jsonl') return records.map((record) => `${JSON.stringify(record)}\n`).join('');
  const place = fileURLToPath(import.meta.resolve('@ionwalk/core/schema/diffusion-record.context.json'));
  const { '@context': context } = JSON.parse(await readFile(place, 'utf8')) as { '@context': unknown };
  return `${JSON.stringify(recordsToJsonLd(records, context), null, 1)}\n`;
}
