/** `aboveboard hands settle` and `hands refund`: the end of a hand that the books refused, said by a person. */
import { handsRest as rest } from '@aboveboard/protocol';
import { confirmed, reasonFor } from '../../control/asking.ts';
import { answered } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { EXIT } from '../../exit-code.ts';
import { harmless } from '../../terminal/harmless.ts';
import { printLines, printText } from '../queue/look.ts';
import { HANDS } from './find-hands.ts';

export interface EndFlags {
  readonly why?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

const NEGATIVE = ['HAND_NOT_REFUSED', 'HAND_KEY_USED', 'BOOKS_NOT_MENDED'];

export async function endHand(control: Control, id: string, how: 'settle' | 'refund', flags: EndFlags): Promise<number> {
  const { why, yes, json } = flags;
  if (how === 'refund')
    await confirmed(yes, `What was won in hand ${harmless(id)} would be lost; every stack is what it was before.`, 'refund');
  const path = `${HANDS}/${encodeURIComponent(id)}/end`;
  const ended = await control.post(path, { how, why: await reasonFor(why) }, rest.endRefusedHandReply);
  const refusal = !ended.ok && NEGATIVE.includes(ended.error.code) ? ended.error : null;
  if (refusal) {
    if (json) printLines([{ id, isOver: false, refusal: refusal.code }]);
    else process.stderr.write(`${refusal.message}\n`);
    return EXIT.NEGATIVE;
  }
  const { isOver, endReason } = answered(ended);
  if (json) printLines([{ id, isOver, endReason, refusal: null }]);
  else printText(isOver ? `The hand has ended: ${endReason}. Its table goes on.\n` : NOT_YET);
  return isOver ? EXIT.GOOD : EXIT.NEGATIVE;
}

const NOT_YET =
  'It is written down, and the hand has not ended yet: its table is not open, or the books refuse it again. Look for findings, and at: npx aboveboard reconcile\n';
