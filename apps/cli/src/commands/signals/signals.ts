/** `aboveboard signals`: pairs of players of whom enough was found to look at, to be judged by a person. */
import { Command } from 'commander';
import { inRoom, withControl } from '../../control/with-control.ts';
import { wholeNumber } from '../queue/whole-number.ts';
import { dismiss, note } from './change.ts';
import { list, show } from './look.ts';

export function signalsCommand(): Command {
  return new Command('signals')
    .description(
      'Pairs of players who may play together or as one: what was found of them. Nothing is ever done to them from here.',
    )
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(
      changing('dismiss', 'Take a signal from the open ones, until it comes to much more.').action((id, flags) =>
        inRoom(flags, (control) => dismiss(control, id, flags)),
      ),
    )
    .addCommand(
      changing('note', 'Add what was found out to a signal.').action((id, flags) =>
        inRoom(flags, (control) => note(control, id, flags)),
      ),
    )
    .addHelpText(
      'after',
      '\nHow to judge one is in docs/operate/signals.md; every change is in the audit log: aboveboard audit.',
    );
}

function listCommand(): Command {
  return withControl(new Command('list').description('Signals, highest first.'))
    .option('-n, --n <number>', 'how many', wholeNumber(1, 10_000), 20)
    .option('--dismissed', 'those that were dismissed')
    .option('--least <score>', 'also those that have faded, from this score on', wholeNumber(0, 1_000))
    .option('--player <id>', 'of one player')
    .option('--json', 'a JSON object a line, one for each signal')
    .action((flags) => inRoom(flags, (control) => list(control, flags)));
}

function showCommand(): Command {
  return withControl(new Command('show').description('One with its evidence, the hands to look at, and what was said of it.'))
    .argument('<id>', 'its number', signalId)
    .option('--json', 'one JSON object')
    .action((id, flags) => inRoom(flags, (control) => show(control, id, flags)));
}

function changing(name: string, description: string): Command {
  return withControl(new Command(name).description(description))
    .argument('<id>', 'its number', signalId)
    .option('-w, --why <sentence>', 'what was found out, for the signal and the audit log; asked for on a terminal')
    .option('--json', 'one JSON object');
}

const signalId = wholeNumber(1, Number.MAX_SAFE_INTEGER);
