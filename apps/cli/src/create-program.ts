import { Command } from 'commander';
import { addAnalysisCommands } from './commands/analysis.ts';
import { addCompareCommand } from './commands/compare.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addHavenCommand } from './commands/haven.ts';
import { addInspectCommand } from './commands/inspect.ts';
import { addLawsCommand } from './commands/laws.ts';
import { addPlotCommand } from './commands/plot.ts';
import { addPluginsCommand } from './commands/plugins.ts';
import { addRecordsCommand } from './commands/records.ts';
import { addReferenceCommand } from './commands/reference.ts';
import { addReportCommand } from './commands/report.ts';
import { addServeCommand } from './commands/serve.ts';
import { addStartCommand } from './commands/start.ts';
import { addWhyCommand } from './commands/why.ts';
import type { Session } from './session.ts';
import { unknownCommand, usageFromCommander } from './usage-from-commander.ts';
import { IONWALK_VERSION } from '@ionwalk/core';

/**
 * The command line as data. A plugin's commands are derived from what it declares; plugins are loaded only where the first word isn't a
 * command of Ionwalk's own (or help lists them all).
 */
export async function createProgram(session: Session, argv: readonly string[]): Promise<Command> {
  const program = new Command('ionwalk')
    .description('Ion diffusion coefficients from raw instrument files, compared across techniques.')
    .version(IONWALK_VERSION, '-V, --version')
    .usage('COMMAND …')
    .helpCommand(false)
    .addHelpText('before', EXAMPLES)
    .addHelpText('after', '\nEvery command takes --json (one document on stdout, SI units) and --help.');
  addInspectCommand(program, session);
  addCompareCommand(program, session);
  addLawsCommand(program, session);
  addHavenCommand(program, session);
  addPlotCommand(program, session);
  addReportCommand(program, session);
  addReferenceCommand(program, session);
  addRecordsCommand(program, session);
  addWhyCommand(program, session);
  addPluginsCommand(program, session);
  addDemoCommand(program, session);
  addServeCommand(program, session);
  addStartCommand(program, session);
  const first = argv.find((word) => !word.startsWith('-'));
  const own = program.commands.map((command) => command.name());
  if (first === undefined || !own.includes(first)) addAnalysisCommands(program, session, await session.registry());
  if (first !== undefined && !program.commands.some((command) => command.name() === first))
    throw unknownCommand(first, program, await failedPlugins(session));
  program.action(() => program.help({ error: false }));
  harden(program, session);
  return program;
}

/** Plugins that could not be loaded, by name. */
async function failedPlugins(session: Session): Promise<string[]> {
  const { plugins } = await session.registry();
  return plugins.filter((plugin) => plugin.status === 'failed').map((plugin) => plugin.package);
}

const EXAMPLES = `Examples:
  ionwalk demo                                        the LLTO study, end to end
  ionwalk inspect 12/                                 what a file or folder is
  ionwalk eis fit a.mpt --area 0.785cm2 --thickness 1mm --temperature 27degC
  ionwalk compare records.jsonl --at 300,320..400/20
`;

/** The same manners for every command: errors are thrown, not printed; help goes where data goes. */
function harden(command: Command, session: Session): void {
  command.exitOverride((error) => {
    if (error.exitCode === 0) throw error;
    throw usageFromCommander(error, command);
  });
  command.configureOutput({
    writeOut: (text) => session.out(text),
    writeErr: () => {},
    getOutHelpWidth: () => Math.min(session.terminal.stdout.columns ?? 100, 120),
  });
  command.allowExcessArguments(false);
  const named = (flag: string): boolean => command.options.some((option) => option.long === flag);
  if (!named('--json')) command.option('--json', 'one JSON document on stdout');
  if (!named('--debug')) command.option('--debug', 'where an error happened');
  for (const sub of command.commands) harden(sub, session);
}
