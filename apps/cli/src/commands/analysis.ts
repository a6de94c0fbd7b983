import { Option, type Command } from 'commander';
import type { Input, Param } from '@ionwalk/core';
import { usageError } from '@ionwalk/core';
import {
  analyseFiles,
  analysisExit,
  analysisText,
  COMMON_OPTIONS,
  type FileGroup,
  optionFlag,
  type RawOptions,
  type RegisteredAnalysis,
  type Registry,
} from '@ionwalk/core/host';
import { filesFromPath, hashStream } from '@ionwalk/core/host/node';
import { appendRecords } from '../append-records.ts';
import { collect, parsePairs } from '../common-options.ts';
import { expandFileOptions } from '../expand-file-options.ts';
import { analysisExamples, optionHelp } from '../print/option-help.ts';
import { parseDisplayUnits } from '../print/display-units.ts';
import { type Session, outJson } from '../session.ts';
import { analysisThreads } from '../workers/analysis-threads.ts';
import { unknownCommand } from '../usage-from-commander.ts';

type Flags = { readonly [attribute: string]: string | boolean | readonly string[] | undefined };

/** One group per plugin, one command per analysis: everything comes from the descriptors. */
export function addAnalysisCommands(program: Command, session: Session, registry: Registry): void {
  for (const { plugin } of registry.plugins) {
    if (!plugin?.analyses?.length) continue;
    const group = program.command(plugin.id).description(plugin.title).argument('[command...]').usage('COMMAND …').helpCommand(false);
    group.action(([typed]: string[]) => {
      throw typed === undefined
        ? missingCommand(plugin.id, plugin.analyses?.map((analysis) => analysis.id) ?? [])
        : unknownCommand(typed, group);
    });
    for (const entry of registry.analyses) if (entry.plugin === plugin) addAnalysis(group, entry, session, registry);
  }
}

function addAnalysis(group: Command, entry: RegisteredAnalysis, session: Session, registry: Registry): void {
  const { analysis } = entry;
  const command = group.command(analysis.id).description(analysis.title);
  const [first, ...others] = Object.entries(analysis.inputs);
  if (analysis.doc !== undefined) command.addHelpText('after', `\n${analysis.doc}`);
  if (analysis.cite?.length) command.addHelpText('after', `\n${analysis.cite.join('\n')}`);
  command.addHelpText('before', analysisExamples(entry)).argument('<path...>', first?.[1].title ?? 'input');
  const params = { ...COMMON_OPTIONS, ...analysis.options };
  const names = new Map<string, string>();
  command.optionsGroup('Options:');
  for (const [name, param] of Object.entries(analysis.options)) names.set(addParam(command, name, param), name);
  const roles = new Map(others.map(([role, input]) => [addRole(command, role, input), role]));
  command.optionsGroup('Options of every analysis:');
  for (const name of Object.keys(COMMON_OPTIONS))
    if (!(name in analysis.options)) names.set(addParam(command, name, params[name] as Param), name);
  const host: [string, string, typeof collect?][] = [
    ['--guess <name=value>', 'start a parameter of the fit there; repeatable', collect],
    ['--fix <name=value>', 'hold a parameter of the fit there; repeatable', collect],
    ['--reader <id>', 'read with this reader instead of the best match'],
    ['--reader-option <name=value>', 'an option of the reader; repeatable', collect],
    ['--units <list>', 'units of the printed table, like m2/s,K (default cm2/s,S/cm,degC)'],
    ['--append <file>', 'add the records to this JSONL file, each once'],
    ['--figure <id>', 'print this figure as JSON only'],
    ['--no-figures', 'leave figures out'],
    ['--threads <n>', 'threads for a file of many datasets (default: one per processor)'],
  ];
  for (const [flags, help, parser] of host) {
    if (command.options.some((option) => flags.startsWith(`${option.long} `))) continue;
    if (parser) command.option(flags, help, parser);
    else command.option(flags, help);
  }
  command.action((paths: string[], flags: Flags) =>
    run(entry, paths, flags, { names, roles, role: first?.[0] ?? 'input' }, session, registry),
  );
}

interface Naming {
  readonly names: ReadonlyMap<string, string>;
  readonly roles: ReadonlyMap<string, string>;
  readonly role: string;
}

async function run(
  entry: RegisteredAnalysis,
  paths: readonly string[],
  flags: Flags,
  naming: Naming,
  session: Session,
  registry: Registry,
): Promise<void> {
  const units = parseDisplayUnits(flags['units'] as string | undefined);
  const options: { [name: string]: RawOptions[string] } = {};
  for (const [attribute, name] of naming.names) if (flags[attribute] !== undefined) options[name] = flags[attribute];
  const groups: { [role: string]: FileGroup[] } = { [naming.role]: [] };
  for (const path of paths) groups[naming.role]?.push(await filesFromPath(path, session.cwd));
  for (const [attribute, role] of naming.roles) {
    const typed = flags[attribute];
    groups[role] = await Promise.all(([typed ?? []].flat() as string[]).map((path) => filesFromPath(path, session.cwd)));
  }
  const pool = analysisThreads(flags['threads'] as string | undefined, session.cwd);
  // A table of megabytes holds many spectra: the threads get ready while it is read.
  if ((groups[naming.role] ?? []).reduce((sum, group) => sum + mainSize(group), 0) > LARGE) pool?.warm();
  const optionInputs = await expandFileOptions(entry.analysis.options, options, session.cwd);
  const entries = await analyseFiles(registry, entry.id, groups, {
    options,
    optionInputs,
    guess: parsePairs(flags['guess'] as readonly string[] | undefined, '--guess'),
    fix: parsePairs(flags['fix'] as readonly string[] | undefined, '--fix'),
    figures: flags['figures'] !== false,
    reader: flags['reader'] as string | undefined,
    readerOptions: parsePairs(flags['readerOption'] as readonly string[] | undefined, '--reader-option'),
    hash: hashStream,
    signal: session.signal,
    onProgress: (fraction, note) => session.progress(fraction, note),
    spread: pool?.spread,
  }).finally(() => pool?.close());
  session.progress(1);
  const only = entries.length === 1 ? entries[0] : undefined;
  if (only?.error !== undefined) throw only.error;
  session.exit = analysisExit(entries);
  const target = flags['append'] as string | undefined;
  if (target !== undefined) {
    const added = await appendRecords(
      target,
      entries.flatMap((item) => item.answer?.records ?? []),
      session,
    );
    session.say(added === 0 ? `no record is new to ${target}\n` : `${added} ${added === 1 ? 'record' : 'records'} added to ${target}\n`);
  }
  if (flags['figure'] !== undefined)
    return outJson(
      session,
      pickFigure(
        entries.flatMap((item) => item.answer?.figures ?? []),
        flags['figure'] as string,
      ),
    );
  if (session.json) return session.out(`${analysisText(entries)}\n`);
  const { printEntries } = await import('../print/analysis-text.ts');
  printEntries(entries, units, session);
}

const LARGE = 4e6;
const mainSize = ({ files, only }: FileGroup): number =>
  files.reduce((sum, { path, blob }) => sum + (only && !only.includes(path) ? 0 : blob.size), 0);

function pickFigure<F extends { readonly id: string }>(figures: readonly F[], id: string): F {
  const found = figures.find((figure) => figure.id === id);
  if (found) return found;
  throw usageError('usage/figure', `there is no figure '${id}'`, {
    where: 'option --figure',
    fix: figures.length > 0 ? `there are ${[...new Set(figures.map((figure) => figure.id))].join(', ')}` : 'this analysis made no figure',
  });
}

function addParam(command: Command, name: string, param: Param): string {
  const flag = optionFlag(name);
  const help = optionHelp(param);
  let option: Option;
  if (param.type === 'flag') option = new Option(param.default ? `--no-${flag}` : `--${flag}`, help);
  else
    option = new Option(
      `--${flag} <${param.type === 'number' && param.unit !== '1' ? (param.display ?? param.unit) : param.type === 'number' ? 'number' : param.type}>`,
      help,
    );
  if (param.type === 'text' && param.repeatable) option.argParser((value: string, all: string[] | undefined) => collect(value, all));
  command.addOption(option);
  return option.attributeName();
}

function addRole(command: Command, role: string, input: Input): string {
  const option = new Option(`--${optionFlag(role)} <path>`, `${input.title}${input.optional ? '' : ' (needed)'}`);
  if (input.many) option.argParser((value: string, all: string[] | undefined) => collect(value, all));
  command.addOption(option);
  return option.attributeName();
}

function missingCommand(plugin: string, analyses: readonly string[]): Error {
  return usageError('usage/missing-command', `'${plugin}' needs a command`, {
    fix: `one of ${analyses.map((id) => `ionwalk ${plugin} ${id}`).join(', ')}`,
  });
}
