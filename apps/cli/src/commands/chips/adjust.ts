/** `aboveboard adjust` and `aboveboard bonus`: an operator puts chips right, or gives some away. */
import { randomUUID } from 'node:crypto';
import { cashierRest as rest } from '@aboveboard/protocol';
import { Command } from 'commander';
import { reasonFor } from '../../control/asking.ts';
import { answered, Complaint } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { inRoom, withControl } from '../../control/with-control.ts';
import { printLines, printText } from '../queue/look.ts';
import { wholeNumber } from '../queue/whole-number.ts';
import { ADJUSTMENTS, BONUSES } from './chip-paths.ts';

interface Flags {
  readonly from?: string;
  readonly to?: string;
  readonly chips?: number;
  readonly undo?: string;
  readonly why?: string;
  readonly requestId?: string;
  readonly json?: boolean;
}

const chips = wholeNumber(1, Number.MAX_SAFE_INTEGER);

export function adjustCommand(): Command {
  return withControl(
    changing(
      new Command('adjust').description(
        'Propose to move chips between accounts, or to take a batch back; a second person agrees.',
      ),
    ),
  )
    .option('--from <account>', 'who gives: wallet:PLAYER, or an account of the room such as house or bonus')
    .option('--to <account>', 'who gets')
    .option('-n, --chips <number>', 'how many', chips)
    .option('--undo <key>', 'in place of these: the key of the batch to take back, as a statement names it')
    .addHelpText('after', '\nPlayers read the reason. What is booked stays; an adjustment books it back.')
    .action((flags) => inRoom(flags, (control) => adjust(control, flags)));
}

export function bonusCommand(): Command {
  return withControl(changing(new Command('bonus').description('Give a player chips of the room, within the limit of a day.')))
    .argument('<player>', "the player's id")
    .argument('<chips>', 'how many', chips)
    .action((player, amount, flags) => inRoom(flags, (control) => giveBonus(control, player, amount, flags)));
}

function changing(command: Command): Command {
  return command
    .option('-w, --why <sentence>', 'the reason, for the audit log and the player; asked for on a terminal')
    .option('--request-id <uuid>', 'of a call whose answer was lost: done once, however often it is said')
    .option('--json', 'one JSON object');
}

async function adjust(control: Control, flags: Flags): Promise<number> {
  const wish = wishOf(flags);
  const body = { ...wish, why: await reasonFor(flags.why), requestId: flags.requestId ?? randomUUID() };
  const proposed = answered(await control.post(ADJUSTMENTS, body, rest.approval));
  if (flags.json) return printLines([proposed]);
  return printText(
    `${proposed.no} is ${proposed.state}. Its chips are set aside until another person agrees: aboveboard approvals approve ${proposed.no}, with a token of theirs.\n`,
  );
}

function wishOf({ from, to, chips: amount, undo }: Flags): object {
  if (undo !== undefined && from === undefined && to === undefined && amount === undefined) return { undo };
  if (undo !== undefined || from === undefined || to === undefined || amount === undefined)
    throw new Complaint('Say either --from, --to and --chips, or --undo with the key of a batch. Nothing was changed.');
  return { moves: [{ from, to, amount }] };
}

async function giveBonus(control: Control, playerId: string, amount: number, flags: Flags): Promise<number> {
  const body = { playerId, amount, why: await reasonFor(flags.why), requestId: flags.requestId ?? randomUUID() };
  const { isNew } = answered(await control.post(BONUSES, body, rest.bonusReply));
  if (flags.json) return printLines([{ isNew }]);
  return printText(
    isNew ? `${amount.toLocaleString('en')} chips are in the wallet.\n` : 'They were given before, by this request.\n',
  );
}
