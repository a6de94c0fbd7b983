import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { traceRecord } from '../trace-record.ts';
import { readText } from '../read-text.ts';
import { type Session, outJson } from '../session.ts';

export function addWhyCommand(program: Command, session: Session): void {
  program
    .command('why')
    .description('the chain from a number to raw bytes')
    .argument('<record-id>', 'sha256:… or its first six digits or more')
    .argument('[records]', 'the records, or a project folder', 'records.jsonl')
    .addHelpText('before', 'Examples:\n  ionwalk why sha256:4f1c22 llto-study/\n')
    .action((id: string, path: string) => why(id, path, session));
}

async function why(id: string, typed: string, session: Session): Promise<void> {
  const { parseRecords } = await import('@ionwalk/core/compare');
  const { text, path } = await readText(typed, session.cwd);
  const roots = path === '-' ? [session.cwd] : [dirname(resolve(session.cwd, path)), session.cwd];
  const trace = await traceRecord(id, parseRecords(text, path), roots);
  session.exit = trace.chain.some((link) => link.inputs.some((input) => input.status === 'changed')) ? 4 : 0;
  if (session.json) return outJson(session, trace);
  const { traceText } = await import('../print/trace-text.ts');
  session.out(traceText(trace));
}
