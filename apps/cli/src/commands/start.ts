import type { Command } from 'commander';
import { demo, DEMO_FOLDER } from './demo.ts';
import { serve, type ServeFlags } from './serve.ts';
import type { Session } from '../session.ts';

/** The one command of a fresh clone: the study, its table, and the dashboard on it. */
export function addStartCommand(program: Command, session: Session): void {
  program
    .command('start')
    .description('the LLTO study (made if it is not there), its table, and the dashboard on it')
    .option('--port <number>', 'default PORT of the environment, else 4847, else any free one')
    .option('--token', 'asks for a token, which the printed URL holds')
    .action(async (flags: ServeFlags) => {
      session.say('making the LLTO study from simulated raw files, then serving it\n');
      await demo(DEMO_FOLDER, { keep: true }, session);
      await serve(DEMO_FOLDER, flags, session);
      session.exit = 0;
    });
}
