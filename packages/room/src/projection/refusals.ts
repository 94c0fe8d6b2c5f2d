/** The engine's refusals in the words of the wire. */
import type { HandRefusal, TableRefusal } from '@aboveboard/engine';
import { assert } from '@aboveboard/kit';
import type { WireRefusal } from '@aboveboard/protocol';

export function refusalOf(refusal: HandRefusal | TableRefusal): WireRefusal {
  switch (refusal.code) {
    case 'CANNOT_CHECK':
      return { code: refusal.code, detail: { toCall: refusal.toCall } };
    case 'RAISE_TOO_SMALL':
      return { code: refusal.code, detail: { smallest: refusal.smallest } };
    case 'BRING_IN_DUE':
      return { code: refusal.code, detail: { amount: refusal.amount } };
    case 'WRONG_DISCARD_COUNT':
      return { code: refusal.code, detail: { least: refusal.least, most: refusal.most } };
    case 'NOT_ENOUGH_CHIPS':
    case 'RAISE_TOO_LARGE':
    case 'ABOVE_MAXIMUM':
      return { code: refusal.code, detail: { largest: refusal.largest } };
    case 'BUY_IN_OUT_OF_RANGE':
      return { code: refusal.code, detail: { min: refusal.min, max: refusal.max } };
    case 'WRONG_CARD_COUNT':
    case 'CARD_ALREADY_DEALT':
    case 'CARD_NOT_IN_DECK':
      assert(false, `no player can ask for what was refused as ${refusal.code}`);
      return { code: 'NOT_POSSIBLE_NOW' };
    case 'NOT_ENOUGH_PLAYERS': // the room's own question, at each deal: commits may not be there yet
      return { code: 'NOT_POSSIBLE_NOW' };
    default:
      return { code: refusal.code };
  }
}
