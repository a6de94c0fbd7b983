import type { Command } from 'commander';
import { type Diagnostic, type DiffusionRecord, recordId, sha256Hex, usageError } from '@ionwalk/core';
import { collect } from '../common-options.ts';
import { diagnosticText } from '../print/diagnostic-text.ts';
import { readText } from '../read-text.ts';
import { shellWord } from '../print/shell-word.ts';
import { type Session, outJson } from '../session.ts';
import { writeOutput } from '../write-output.ts';
import { addRecordsExport } from './records-export.ts';

interface Flags {
  readonly output: string;
  readonly column?: readonly string[];
  readonly set?: readonly string[];
}

export function addRecordsCommand(program: Command, session: Session): void {
  const records = program.command('records').description('tables of results as records, and back').helpCommand(false);
  records
    .command('import')
    .description('a CSV of coefficients, or results of a simulation program (pymatgen, kinisi, GEMDAT), as JSONL')
    .argument('<file>', 'columns kind,region,value,unit,u,T,…, or headers like log10 sigmaT (S K/cm); - for standard input')
    .option('-o, --output <file>', 'where to write (default standard output)', '-')
    .option(
      '--column <header=meaning>',
      "what a column holds, like 'Y axis=ln D (cm2/s)'; a number stands for a column (repeatable)",
      collect,
    )
    .option('--set <column=value>', 'the value of a column the table lacks, like kind=D_tracer (repeatable)', collect)
    .addHelpText(
      'before',
      "Examples:\n  ionwalk records import literature.csv -o records.jsonl\n  ionwalk records import plot.csv --column '1=1000/T (1/K)' --column '2=log10 sigmaT (S K/cm)' --set sample=A3 --set ion=Li\n",
    )
    .action((file: string, flags: Flags) => importRecords(file, flags, session));
  addRecordsExport(records, session);
}

async function importRecords(typed: string, { output, column, set }: Flags, session: Session): Promise<void> {
  const { parseRecords } = await import('@ionwalk/core/compare');
  const { text, bytes, path } = await readText(typed, session.cwd);
  const warnings: Diagnostic[] = [];
  const meaning = { columns: pairs(column, '--column'), constants: pairs(set, '--set') };
  const input = { path, sha256: sha256Hex(bytes), bytes: bytes.length };
  const records = parseRecords(text, path, (warning) => warnings.push(warning), meaning).map((record) => rooted(record, input));
  const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  if (output !== '-') await writeOutput(output, lines, session);
  if (session.json) return outJson(session, { records, diagnostics: warnings });
  session.say(diagnosticText(warnings, session.terminal));
  if (output === '-') return session.out(lines);
  session.say(`${records.length} records → ${output}\nnext: ionwalk compare ${shellWord(output)}\n`);
}

/** A record that names no bytes rests on the table it stands in; an id that was that of its content stays so. */
function rooted(record: DiffusionRecord, input: DiffusionRecord['inputs'][number]): DiffusionRecord {
  if (record.inputs.length > 0 || record.parents.length > 0) return record;
  const named = { ...record, inputs: [input] };
  return record.id === recordId(record) ? { ...named, id: recordId(named) } : named;
}

/** `header=meaning` at the last `=`, as a header may hold one. */
function pairs(typed: readonly string[] | undefined, option: string): Record<string, string> {
  return Object.fromEntries(
    (typed ?? []).map((text) => {
      const at = text.lastIndexOf('=');
      if (at < 1 || at === text.length - 1) {
        throw usageError('usage/option', `'${text}' is no pair`, { where: `option ${option}`, fix: `write ${option} name=value` });
      }
      return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
    }),
  );
}
