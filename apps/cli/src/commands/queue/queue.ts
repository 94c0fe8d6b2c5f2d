/** `aboveboard queue`: looks after the queues of a running room. */
import { Command, Option } from 'commander';
import { inRoom, withControl } from '../../control/with-control.ts';
import { benchCommand } from './bench.ts';
import { discard, listDead, requeue, showDead } from './dead.ts';
import { drain } from './drain.ts';
import { peek, stats } from './look.ts';
import { pause, resume } from './pause.ts';
import { purge } from './purge.ts';
import { wholeNumber } from './whole-number.ts';

export function queueCommand(): Command {
  return new Command('queue')
    .description('Look after the queues of a running room: what waits, what runs, what is dead.')
    .addCommand(statsCommand())
    .addCommand(peekCommand())
    .addCommand(deadCommand())
    .addCommand(purgeCommand('purge', 'Remove all jobs that wait, or are dead; what goes is written to a file first.'))
    .addCommand(switchCommand('pause', 'Let no more jobs begin; those that run go on.', pause))
    .addCommand(switchCommand('resume', 'Let jobs begin again.', resume))
    .addCommand(drainCommand())
    .addCommand(benchCommand())
    .addHelpText('after', '\nEvery change is in the audit log with who and why: aboveboard audit.');
}

function statsCommand(): Command {
  return withControl(new Command('stats').description('How much lies in each queue.'))
    .option('-q, --queue <name>', 'one queue only')
    .option('--json', 'a JSON object a line, one for each queue')
    .action((flags) => inRoom(flags, (control) => stats(control, flags)));
}

function peekCommand(): Command {
  return withControl(onQueue(new Command('peek').description('The next jobs of a queue, without taking them.')))
    .addOption(stateOption(['waiting', 'held', 'delayed']))
    .option('-n, --n <number>', 'how many', wholeNumber(1, 100_000), 20)
    .option('--json', 'a JSON object a line, one for each job')
    .action((flags) => inRoom(flags, (control) => peek(control, flags)));
}

function deadCommand(): Command {
  const list = withControl(onQueue(new Command('list').description('Dead letters, oldest first.')))
    .option('-n, --n <number>', 'how many', wholeNumber(1, 100_000), 20)
    .option('--json', 'a JSON object a line, one for each job')
    .action((flags) => inRoom(flags, (control) => listDead(control, flags)));
  const show = withControl(onQueue(new Command('show').description('A dead letter as a whole: payload, every error, times.')))
    .argument('<id>', 'its id')
    .option('--json', 'one JSON object')
    .action((id, flags) => inRoom(flags, (control) => showDead(control, id, flags)));
  const again = withControl(
    changing(new Command('requeue').description('Let dead jobs run again, with all their runs before them.')),
  )
    .argument('[ids...]', 'their ids')
    .option('--all', 'all that are dead now')
    .option('-y, --yes', 'do not ask')
    .action((ids, flags) => inRoom(flags, (control) => requeue(control, ids, flags)));
  const gone = withControl(changing(new Command('discard').description('Remove dead jobs for good.')))
    .argument('<ids...>', 'their ids')
    .option('-y, --yes', 'do not ask')
    .action((ids, flags) => inRoom(flags, (control) => discard(control, ids, flags)));
  return new Command('dead')
    .description('Jobs that failed as often as they may, or can never be done.')
    .addCommand(list)
    .addCommand(show)
    .addCommand(again)
    .addCommand(gone)
    .addCommand(purgeCommand('purge', 'Remove all dead jobs; they are written to a file first.', 'dead'));
}

function purgeCommand(name: string, description: string, only?: 'dead'): Command {
  const command = withControl(changing(new Command(name).description(description)))
    .option('--dry-run', 'say what would go, and remove nothing')
    .option('--out <file>', 'where to write what goes (default ./<queue>-<state>-<time>.jsonl); never overwritten')
    .option('-y, --yes', 'do not ask for the name of the queue');
  if (only === undefined) command.addOption(stateOption(['waiting', 'held', 'delayed', 'dead']));
  return command.action((flags) => inRoom(flags, (control) => purge(control, { ...flags, ...(only && { state: only }) })));
}

function switchCommand(name: string, description: string, run: typeof pause): Command {
  return withControl(changing(new Command(name).description(description))).action((flags) =>
    inRoom(flags, (control) => run(control, flags)),
  );
}

function drainCommand(): Command {
  return withControl(
    new Command('drain').description('Wait until a queue is empty of jobs that wait or run. Ctrl+C ends the waiting.'),
  )
    .option('-q, --queue <name>', 'one queue only')
    .option('-t, --timeout <seconds>', 'when to give up, with exit code 1', wholeNumber(1, 86_400), 600)
    .option('--json', 'one JSON object at the end')
    .action((flags) => inRoom(flags, (control) => drain(control, flags)));
}

function onQueue(command: Command): Command {
  return command.requiredOption('-q, --queue <name>', 'the queue');
}

function changing(command: Command): Command {
  return onQueue(command)
    .option('-w, --why <sentence>', 'the reason, for the audit log; asked for on a terminal')
    .option('--json', 'one JSON object');
}

function stateOption(states: readonly string[]): Option {
  return new Option('-s, --state <state>', 'which jobs').choices(states).default('waiting');
}
