/** `aboveboard operators`: the people who run the room. */
import { cashierRest as rest } from '@aboveboard/protocol';
import { Command, Option } from 'commander';
import { confirmed, reasonFor } from '../../control/asking.ts';
import { answered } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { inRoom, withControl } from '../../control/with-control.ts';
import { harmless } from '../../terminal/harmless.ts';
import { table } from '../../terminal/table.ts';
import { timeWords } from '../../terminal/time-words.ts';
import { printLines, printText } from '../queue/look.ts';
import { STAFF } from './chip-paths.ts';

interface Flags {
  readonly role: ('operator' | 'approver')[];
  readonly why?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

export function operatorsCommand(): Command {
  const list = withControl(new Command('list').description('Operators and approvers, oldest first.'))
    .option('--json', 'a JSON object a line, one for each')
    .action((flags) => inRoom(flags, (control) => showAll(control, flags)));
  const role = new Option('-r, --role <roles...>', 'what they may do').choices(['operator', 'approver']).default(['approver']);
  const add = withControl(changing(new Command('add').description('Make another one. The token is printed once.')))
    .argument('<name>', 'as the audit log is to call them')
    .addOption(role)
    .action((name, flags) => inRoom(flags, (control) => addOne(control, name, flags)));
  const end = withControl(
    changing(new Command('end-sessions').description('Make the token of one worth nothing: they come in no more.')),
  )
    .argument('<id>', 'as the list names them')
    .option('-y, --yes', 'do not ask')
    .action((id, flags) => inRoom(flags, (control) => endSessions(control, id, flags)));
  return new Command('operators')
    .description('Operators, who run the room, and approvers, without whom chips do not change hands.')
    .addCommand(list)
    .addCommand(add)
    .addCommand(end);
}

function changing(command: Command): Command {
  return command
    .option('-w, --why <sentence>', 'the reason, for the audit log; asked for on a terminal')
    .option('--json', 'one JSON object');
}

async function showAll(control: Control, { json }: Flags): Promise<number> {
  const { staff } = answered(await control.get(STAFF, rest.staffReply));
  if (json) return printLines(staff);
  const rows = staff.map(({ id, name, roles, createdMs, seenMs }) => [
    ...[id, harmless(name, 30), roles.join(', '), timeWords(createdMs), timeWords(seenMs)],
  ]);
  return printText(table(['id', 'name', 'roles', 'made', 'last seen, to a day'], rows));
}

async function addOne(control: Control, name: string, { role: roles, why, json }: Flags): Promise<number> {
  const body = { name, roles, why: await reasonFor(why) };
  const made = answered(await control.post(STAFF, body, rest.newStaffReply));
  if (json) return printLines([made]);
  return printText(
    `${harmless(made.member.name)} is ${roles.join(' and ')}. The token, which is never shown again:\n${made.token}\n`,
  );
}

const nothing = { parse: () => undefined };

async function endSessions(control: Control, id: string, { why, yes, json }: Flags): Promise<number> {
  const reason = await reasonFor(why);
  await confirmed(yes, `${harmless(id)} comes in no more, and gets no other token.`, id);
  answered(await control.post(`${STAFF}/${encodeURIComponent(id)}/end-sessions`, { why: reason }, nothing));
  return json ? printLines([{ ended: id }]) : printText('All their sessions are over.\n');
}
