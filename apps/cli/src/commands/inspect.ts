import type { Command } from 'commander';
import { inputError } from '@ionwalk/core';
import {
  analysesFor,
  batchExitCode,
  identify,
  inspectDocument,
  inspectFailure,
  inspectThing,
  type FileGroup,
  type Inspection,
  type Registry,
} from '@ionwalk/core/host';
import { filesFromPath } from '@ionwalk/core/host/node';
import { collect, parsePairs } from '../common-options.ts';
import { diagnosticText } from '../print/diagnostic-text.ts';
import { inspectionText } from '../print/inspection-text.ts';
import { shellWord } from '../print/shell-word.ts';
import { type Session, outJson } from '../session.ts';

interface InspectFlags {
  readonly values?: boolean;
  readonly reader?: string;
  readonly readerOption?: readonly string[];
}

export function addInspectCommand(program: Command, session: Session): void {
  program
    .command('inspect')
    .description('what a file is: reader, confidence, why, datasets, what is missing')
    .argument('<path...>', 'files, folders, or - for standard input')
    .option('--values', 'all values of each variable (with --json)')
    .option('--reader <id>', 'read with this reader instead of the best match, like nmr/bruker')
    .option('--reader-option <name=value>', 'an option of the reader; repeatable', collect)
    .addHelpText('before', 'Examples:\n  ionwalk inspect a.dta\n  ionwalk inspect 12/ --json\n')
    .action((paths: string[], flags: InspectFlags) => inspect(paths, flags, session));
}

async function inspect(paths: readonly string[], flags: InspectFlags, session: Session): Promise<void> {
  const registry = await session.registry();
  const readerOptions = parsePairs(flags.readerOption, '--reader-option');
  const inspections: Inspection[] = [];
  for (const [i, path] of paths.entries()) {
    session.progress(i / paths.length, path);
    inspections.push(
      ...(await inspectPath(registry, await filesFromPath(path, session.cwd), { ...flags, readerOptions, signal: session.signal })),
    );
  }
  session.progress(1);
  const only = inspections.length === 1 ? inspections[0] : undefined;
  // One file that can't be read is an error; among several it is an entry.
  if (only?.error !== undefined) throw only.error;
  session.exit = batchExitCode(inspections.map((inspection) => inspection.exit));
  if (session.json) return outJson(session, inspectDocument(inspections));
  for (const { file } of inspections) {
    session.out(inspectionText(file, session));
    session.say(diagnosticText(file.diagnostics, session.terminal));
  }
  suggest(registry, inspections, session);
}

async function inspectPath(
  registry: Registry,
  group: FileGroup,
  options: {
    readonly values?: boolean;
    readonly reader?: string;
    readonly readerOptions: { [name: string]: string };
    readonly signal: AbortSignal;
  },
): Promise<Inspection[]> {
  if (group.error !== undefined) return [inspectFailure(group.path, group.error)];
  const things = await identify(registry, group.files, {
    ...(group.only ? { only: group.only } : {}),
    shown: group.shown,
    signal: options.signal,
  });
  const known = group.only ? things : things.filter((thing) => thing.reader !== null);
  if (known.length === 0) {
    return [
      inspectFailure(
        group.path,
        inputError('reader/none', 'nothing in this folder can be read', {
          where: group.path,
          fix: "'ionwalk plugins list' shows what can be read",
        }),
      ),
    ];
  }
  const inspections: Inspection[] = [];
  for (const thing of known) {
    const path = known.length === 1 ? group.path : thing.shown;
    inspections.push(await inspectThing(registry, thing, { ...options, path }));
  }
  return inspections;
}

function suggest(registry: Registry, inspections: readonly Inspection[], session: Session): void {
  const first = inspections.find((inspection) => inspection.file.datasets.length > 0)?.file;
  if (!first) return;
  const next = analysesFor(
    registry,
    first.datasets.map((dataset) => dataset.kind),
  ).split(', ');
  if (next[0]?.startsWith('ionwalk'))
    session.say(`next: ${next.map((command) => `${command} ${shellWord(first.path)}`).join('\n  or: ')}\n`);
}
