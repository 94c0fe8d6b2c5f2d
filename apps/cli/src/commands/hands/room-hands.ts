/** The commands for hands that a room has dealt, beside those it has imported. */
import { Command, Option } from 'commander';
import { inRoom, withControl } from '../../control/with-control.ts';
import { wholeNumber } from '../queue/whole-number.ts';
import { endHand } from './end-hand.ts';
import { findHands } from './find-hands.ts';
import { listTerminations } from './list-terminations.ts';
import { showCards, showHand } from './show-hand.ts';

export function findCommand(): Command {
  return withControl(new Command('find').description('Hands that the room has dealt, of a player or a table, newest first.'))
    .option('-p, --player <id>', 'whose hands')
    .option('-t, --table <id>', 'at which table')
    .option('--since <time>', 'that ended then or later: 2026-11-21 or 2026-11-21T18:00:00Z')
    .option('--until <time>', 'that ended before')
    .option('-g, --game <code>', 'of one game, such as NT or F7S')
    .addOption(new Option('--won', 'that the player won').conflicts('lost'))
    .option('--lost', 'that the player lost')
    .option('-n, --n <number>', 'how many', wholeNumber(1, 100_000), 20)
    .addOption(new Option('--phh', 'print the hands themselves').conflicts('json'))
    .option('--json', 'a JSON object a line, one for each hand')
    .action((flags) => inRoom(flags, (control) => findHands(control, flags)));
}

export function showCommand(): Command {
  return withControl(new Command('show').description('One hand that the room has dealt; cards that nobody showed are ????.'))
    .argument('<id>', 'its table, a point, its number')
    .option('-s, --state <n>', 'as it stood after so many actions', wholeNumber(0, 1_000_000))
    .option('--json', 'one JSON object')
    .action((id, flags) => inRoom(flags, (control) => showHand(control, id, flags)));
}

export function terminationsCommand(): Command {
  return withControl(
    new Command('terminations').description('Hands that a fault ended in the last 24 hours, with what is known of each.'),
  )
    .option('-n, --n <number>', 'how many', wholeNumber(1, 1_000), 100)
    .option('--json', 'a JSON object a line, one for each hand')
    .action((flags) => inRoom(flags, (control) => listTerminations(control, flags)));
}

export function cardsCommand(): Command {
  return withControl(
    new Command('cards').description('Every card that was dealt in a hand. Who looks, and why, is in the audit log.'),
  )
    .argument('<id>', 'its table, a point, its number')
    .option('-w, --why <sentence>', 'the reason, for the audit log; asked for on a terminal')
    .option('--json', 'a JSON object a line, one for each seat')
    .action((id, flags) => inRoom(flags, (control) => showCards(control, id, flags)));
}

export function settleCommand(): Command {
  return endingCommand('settle', 'Settle a hand that the books refused, after they were mended.');
}

export function refundCommand(): Command {
  return endingCommand(
    'refund',
    'Give everybody back what they had before a hand that the books refused. What was won in it is lost.',
  );
}

function endingCommand(how: 'settle' | 'refund', description: string): Command {
  const command = withControl(new Command(how).description(description))
    .argument('<id>', 'its table, a point, its number')
    .option('-w, --why <sentence>', 'the reason, for the audit log; asked for on a terminal')
    .option('--json', 'one JSON object');
  if (how === 'refund') command.option('--yes', 'do not ask before what was won is lost');
  return command.action((id, flags) => inRoom(flags, (control) => endHand(control, id, how, flags)));
}
