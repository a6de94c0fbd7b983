import type { Command } from 'commander';
import type { Diagnostic } from '@ionwalk/core';
import { diagnosticText } from '../print/diagnostic-text.ts';
import { readText } from '../read-text.ts';
import { shellWord } from '../print/shell-word.ts';
import { type Session, outJson } from '../session.ts';
import { writeOutput } from '../write-output.ts';

export function addRecordsCommand(program: Command, session: Session): void {
  const records = program.command('records').description('tables of results as records').helpCommand(false);
  records
    .command('import')
    .description('a CSV of coefficients as JSONL')
    .argument('<file>', 'columns kind,region,value,unit,u,T,… ; - for standard input')
    .option('-o, --output <file>', 'where to write (default standard output)', '-')
    .addHelpText('before', 'Examples:\n  ionwalk records import literature.csv -o records.jsonl\n')
    .action((file: string, flags: { output: string }) => importRecords(file, flags.output, session));
}

async function importRecords(typed: string, output: string, session: Session): Promise<void> {
  const { parseRecords } = await import('@ionwalk/core/compare');
  const { text, path } = await readText(typed, session.cwd);
  const warnings: Diagnostic[] = [];
  const records = parseRecords(text, path, (warning) => warnings.push(warning));
  const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  if (output !== '-') await writeOutput(output, lines, session);
  if (session.json) return outJson(session, { records, diagnostics: warnings });
  session.say(diagnosticText(warnings, session.terminal));
  if (output === '-') return session.out(lines);
  session.say(`${records.length} records → ${output}\nnext: ionwalk compare ${shellWord(output)}\n`);
}
