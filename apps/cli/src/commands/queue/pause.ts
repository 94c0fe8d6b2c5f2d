/** `queue pause` and `queue resume`. */
import { reasonFor } from '../../control/asking.ts';
import { answered } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { harmless } from '../../terminal/harmless.ts';
import type { ChangeFlags } from './dead.ts';
import { printLines, printText, statsOf } from './look.ts';
import { queuePath } from './queue-paths.ts';

export function pause(control: Control, flags: ChangeFlags): Promise<number> {
  return turn(control, flags, 'pause', 'is paused: jobs under way go on, no other begins');
}

export function resume(control: Control, flags: ChangeFlags): Promise<number> {
  return turn(control, flags, 'resume', 'is open: jobs begin again');
}

const nothing = { parse: () => undefined };

async function turn(
  control: Control,
  { queue, why, json }: ChangeFlags,
  verb: 'pause' | 'resume',
  done: string,
): Promise<number> {
  const reason = await reasonFor(why);
  answered(await control.post(queuePath(queue, `/${verb}`), { why: reason }, nothing));
  return json ? printLines(await statsOf(control, queue)) : printText(`${harmless(queue)} ${done}.\n`);
}
