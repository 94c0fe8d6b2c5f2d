/** `signals dismiss` and `signals note`: what was found out, said once and kept with the signal and in the audit log. */
import { reasonFor } from '../../control/asking.ts';
import { answered } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { printLines, printText } from '../queue/look.ts';
import { SIGNALS } from './look.ts';

export interface ChangeFlags {
  readonly why?: string;
  readonly json?: boolean;
}

const nothing = { parse: () => undefined };

export async function dismiss(control: Control, id: number, flags: ChangeFlags): Promise<number> {
  const why = await reasonFor(flags.why);
  answered(await control.post(`${SIGNALS}/${id}/dismiss`, { why }, nothing));
  if (flags.json) return printLines([{ dismissed: id }]);
  return printText(`Signal ${id} is dismissed; it is open again when it comes to much more.\n`);
}

export async function note(control: Control, id: number, flags: ChangeFlags): Promise<number> {
  const why = await reasonFor(flags.why);
  answered(await control.post(`${SIGNALS}/${id}/note`, { why }, nothing));
  return flags.json ? printLines([{ noted: id }]) : printText(`Noted with signal ${id}.\n`);
}
