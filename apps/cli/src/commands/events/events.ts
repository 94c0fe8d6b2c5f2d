/** `aboveboard events`: looks after what follows from hands in a running room. */
import { Command } from 'commander';
import { inRoom, withControl } from '../../control/with-control.ts';
import { wholeNumber } from '../queue/whole-number.ts';
import { discard, rebuild, reprocess } from './change.ts';
import { dead, showDead, status } from './look.ts';

export function eventsCommand(): Command {
  return new Command('events')
    .description('Look after what follows from hands: rankings, statistics, notices and so on, each a consumer of events.')
    .addCommand(statusCommand())
    .addCommand(deadCommand())
    .addCommand(reprocessCommand())
    .addCommand(discardCommand())
    .addCommand(rebuildCommand())
    .addHelpText('after', '\nEvery change is in the audit log with who and why: aboveboard audit.');
}

function statusCommand(): Command {
  return withControl(new Command('status').description('What waits to be told, and how far each consumer is.'))
    .option('--json', 'one JSON object')
    .action((flags) => inRoom(flags, (control) => status(control, flags)));
}

function deadCommand(): Command {
  return withControl(
    onConsumer(new Command('dead').description('Events that a consumer could not take; with an id, one as a whole.')),
  )
    .argument('[id]', 'its id', eventId)
    .option('-n, --n <number>', 'how many', wholeNumber(1, 100_000), 20)
    .option('--json', 'a JSON object a line, one for each event')
    .action((id, flags) =>
      inRoom(flags, (control) => (id === undefined ? dead(control, flags) : showDead(control, id, flags))),
    );
}

function reprocessCommand(): Command {
  const description = 'Hand dead events to their consumer once more, under their own ids; one that fails again stays dead.';
  return withControl(changing(new Command('reprocess').description(description)))
    .argument('[ids...]', 'their ids', eventIds)
    .option('--all', 'all that are dead now')
    .option('-y, --yes', 'do not ask')
    .action((ids, flags) => inRoom(flags, (control) => reprocess(control, ids, flags)));
}

function discardCommand(): Command {
  const description = 'Remove dead events for good: what would have followed from them never does.';
  return withControl(changing(new Command('discard').description(description)))
    .argument('<ids...>', 'their ids', eventIds)
    .option('-y, --yes', 'do not ask')
    .action((ids, flags) => inRoom(flags, (control) => discard(control, ids, flags)));
}

function rebuildCommand(): Command {
  const description = 'Remove all that a consumer wrote; it takes every event since the first again, at its own pace.';
  return withControl(changing(new Command('rebuild').description(description)))
    .option('-y, --yes', 'do not ask for the name of the consumer')
    .action((flags) => inRoom(flags, (control) => rebuild(control, flags)));
}

function onConsumer(command: Command): Command {
  return command.requiredOption('-c, --consumer <name>', 'the consumer');
}

function changing(command: Command): Command {
  return onConsumer(command)
    .option('-w, --why <sentence>', 'the reason, for the audit log; asked for on a terminal')
    .option('--json', 'one JSON object');
}

const eventId = wholeNumber(1, Number.MAX_SAFE_INTEGER);

function eventIds(text: string, before: readonly number[] | undefined): number[] {
  return [...(before ?? []), eventId(text)];
}
