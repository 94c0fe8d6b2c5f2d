/** `aboveboard privacy`: all that the room knows of a player, and the end of it. */
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { confirmed, reasonFor } from '../../control/asking.ts';
import { answered, Complaint } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { inRoom, withControl } from '../../control/with-control.ts';
import { harmless } from '../../terminal/harmless.ts';
import { printText } from '../queue/look.ts';
import { playerPath } from './chip-paths.ts';

interface Flags {
  readonly out?: string;
  readonly why?: string;
  readonly yes?: boolean;
}

export function privacyCommand(): Command {
  const exporting = withControl(
    new Command('export').description('Write all that the room knows of a player to one JSON file.'),
  )
    .argument('<player>', "the player's id")
    .option('-o, --out <file>', 'where to (default ./player-<id>.json); never overwritten')
    .option('-w, --why <sentence>', 'the reason, for the audit log; asked for on a terminal')
    .action((player, flags) => inRoom(flags, (control) => exportPlayer(control, player, flags)));
  const erasing = withControl(
    new Command('erase').description(
      'Remove the person for good: name, sessions, notices and all that is personal. Books and hands stay, under an id that names nobody.',
    ),
  )
    .argument('<player>', "the player's id")
    .option('-w, --why <sentence>', 'the reason, for the audit log; asked for on a terminal')
    .option('-y, --yes', 'do not ask for the id again')
    .action((player, flags) => inRoom(flags, (control) => erasePlayer(control, player, flags)));
  return new Command('privacy')
    .description('What a room knows of a player, and how that ends.')
    .addCommand(exporting)
    .addCommand(erasing);
}

const anything = { parse: (value: unknown) => value as object };
const nothing = { parse: () => undefined };

async function exportPlayer(control: Control, player: string, { out, why }: Flags): Promise<number> {
  const body = { why: await reasonFor(why) };
  const data = answered(await control.post(playerPath(player, 'export'), body, anything));
  const file = out ?? `player-${player}.json`;
  try {
    writeFileSync(file, `${JSON.stringify(data, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw new Complaint(`${file} cannot be written: ${(error as Error).message}. Name another one with --out.`);
  }
  return printText(`${harmless(file)} has all that the room knows of this player.\n`);
}

async function erasePlayer(control: Control, player: string, { why, yes }: Flags): Promise<number> {
  const reason = await reasonFor(why);
  await confirmed(yes, `${harmless(player)} is erased for good; an export made now is the last one.`, player);
  answered(await control.post(playerPath(player, 'erase'), { why: reason, confirm: player }, nothing));
  return printText('The player is erased. Books and hands stay, under an id that names nobody.\n');
}
