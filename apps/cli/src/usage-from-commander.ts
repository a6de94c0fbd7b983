import type { Command, CommanderError } from 'commander';
import { usageError } from '@ionwalk/core';
import { didYouMean, unknownOption } from '@ionwalk/core/host';

/** A parse error of commander as one of ours: same facts, stable code, and a `fix` that names what was probably meant. */
export function usageFromCommander(error: CommanderError, command: Command): unknown {
  const name = nameOf(command);
  const typed = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'commander.unknownOption': {
      const known = command.options.map((option) => option.long ?? '').filter((flag) => flag !== '');
      return unknownOption(
        typed.replace(/^-+/, '').split('=')[0] as string,
        known.map((flag) => flag.slice(2)),
        name,
      );
    }
    case 'commander.unknownCommand':
      return unknownCommand(typed, command);
    case 'commander.missingArgument':
      return usageError('usage/missing-argument', `'${name}' needs ${typed.toUpperCase()}`, {
        fix: `ionwalk ${name} ${command.usage().split(' ').pop() ?? ''}; --help shows examples`,
      });
    case 'commander.optionMissingArgument':
      return usageError('usage/missing-value', `${typed} needs a value`, { where: `option ${typed.split(' ')[0]}`, fix: `write ${typed}` });
    case 'commander.excessArguments':
      return usageError('usage/too-many-arguments', `'${name}' was given more arguments than it takes`, {
        fix: `ionwalk ${name} --help shows what it takes`,
      });
    default:
      return usageError('usage/invalid', error.message.replace(/^error: /, ''), { fix: `ionwalk ${name} --help shows what it takes` });
  }
}

/** `usage/unknown-command` with the nearest one; a plugin that failed to load is the likelier reason. */
export function unknownCommand(typed: string, command: Command, failed: readonly string[] = []): Error {
  const names = command.commands.map((sub) => sub.name());
  const near = didYouMean(typed, names);
  const name = nameOf(command);
  return usageError('usage/unknown-command', `${name === '' ? 'ionwalk' : `'${name}'`} has no command '${typed}'`, {
    fix:
      failed.length > 0
        ? `${failed.join(', ')} failed to load: ionwalk plugins list says why`
        : near
          ? `did you mean '${[name, near].filter(Boolean).join(' ')}'?`
          : `it has ${names.join(', ')}`,
  });
}

function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}`.trim() : '';
}
