/** `aboveboard hands terminations`: hands that a fault ended, with what is known of each. */
import { handsRest as rest } from '@aboveboard/protocol';
import { answered } from '../../control/complaint.ts';
import type { Control } from '../../control/control-client.ts';
import { table } from '../../terminal/table.ts';
import { timeWords } from '../../terminal/time-words.ts';
import { printLines, printText } from '../queue/look.ts';

const TERMINATIONS = '/api/v1/operator/terminations';

type Termination = rest.TerminationsReply['terminations'][number];

export async function listTerminations(
  control: Control,
  flags: { readonly n: number; readonly json?: boolean },
): Promise<number> {
  const asked = await control.get(`${TERMINATIONS}?limit=${flags.n}`, rest.terminationsReply);
  const { terminations } = answered(asked);
  if (flags.json) return printLines(terminations);
  if (terminations.length === 0) return printText('No hand was ended by a fault in the last 24 hours.\n');
  return printText(table(['hand', 'reason', 'ended', 'accepted', 'by', 'lost by', 'seats'], terminations.map(rowOf)));
}

function rowOf({ tableId, handNo, reason, atMs, context }: Termination) {
  const { accepted, endedBy, lostOwner, seats } = context;
  return [
    `${tableId}.${handNo}`,
    reason,
    timeWords(atMs),
    String(accepted),
    endedBy,
    lostOwner ?? '-',
    seats.map(marksOf).join(' '),
  ];
}

/** The seat's number, and what was amiss there: `away`, turns timed out, seeds that were missing. */
function marksOf({ seat, isConnected, timeOuts, missedSeeds }: Termination['context']['seats'][number]): string {
  const marks = [
    ...(isConnected === false ? ['away'] : []),
    ...(timeOuts > 0 ? [`timed out ${timeOuts}`] : []),
    ...(missedSeeds > 0 ? [`no seed ${missedSeeds}`] : []),
  ];
  return marks.length > 0 ? `${seat + 1}(${marks.join(', ')})` : String(seat + 1);
}
