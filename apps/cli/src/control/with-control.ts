/** What all commands that operate a room have in common: where it is, and what they end with. */
import type { Command } from 'commander';
import { Complaint, endWith } from './complaint.ts';
import { type Control, type ControlOptions, openControl } from './control-client.ts';

/** Adds `--data` and `--url`. The token is no flag: the list of processes would show it to everybody on the machine. */
export function withControl(command: Command): Command {
  return command
    .option('-d, --data <folder>', "the room's data folder (default ./data, or as the settings say)")
    .option('--url <address>', 'a room elsewhere, with the token in ABOVEBOARD_OPERATOR_TOKEN');
}

/** Runs `work` with the way to the room; without a room it says where it looked, and ends with 2. */
export function inRoom(options: ControlOptions, work: (control: Control) => Promise<number>): Promise<void> {
  return endWith(async () => {
    const control = await openControl(options);
    if (!control.ok) throw new Complaint(control.error);
    return work(control.value);
  });
}
