/** A run in words, for whoever watches it. */
import type { LoadReport } from './hold-load.ts';

export function reportText({ figures, room, generator, audit, faults, verdict, measuredS, load }: LoadReport): string {
  const { delivered, sockets, answerMs, refusals, faultCount } = audit;
  return [
    list(figures),
    `delivered: ${delivered.frames} live, ${delivered.caughtUp} in ${delivered.batches} batches, ${delivered.snapshots} snapshots (${delivered.skipped} numbers in them after a resume)`,
    `commands: ${delivered.commands} (${delivered.repeats} sent again), ${delivered.acks} acknowledged, ${delivered.refusals} refused${list(refusals, ': ')}, ${audit.unanswered} without an answer`,
    `actions: ${delivered.actsAcked} acknowledged, ${delivered.actsSeen} at the tables`,
    `answers, from when they were meant to be asked: p50 ${answerMs.p50} ms, p95 ${answerMs.p95} ms, p99 ${answerMs.p99} ms, most ${answerMs.most} ms`,
    `sockets: ${sockets.opens} opened of ${sockets.tries}${list(sockets.closes, ', closed with ')}`,
    ...(room
      ? [
          `room: ${room.cpuS.toFixed(2)} s of a processor in ${measuredS.toFixed(1)} s, ${room.rssMb.toFixed(0)} MB${byPart(room.parts)}`,
        ]
      : []),
    `generator: ${generator.cpuS.toFixed(2)} s of a processor, busy ${(generator.busy * 100).toFixed(0)} %, late p50 ${generator.lateMs.p50.toFixed(1)} ms, p99 ${generator.lateMs.p99.toFixed(1)} ms; load of the machine ${load.join(', ')}`,
    ...[...faults, ...audit.faults].map((fault) => `FAULT: ${fault}`),
    ...(faultCount > audit.faults.length ? [`and ${faultCount - audit.faults.length} more`] : []),
    verdict === 'void' ? `VOID: ${generator.voidBecause}` : verdict === 'held' ? 'held' : 'BROKEN',
  ].join('\n');
}

function list(figures: Readonly<Record<string, number>>, before = ''): string {
  const entries = Object.entries(figures).map(
    ([name, value]) => `${name} ${Number.isInteger(value) ? value : value.toPrecision(3)}`,
  );
  return entries.length === 0 ? '' : `${before}${entries.join(', ')}`;
}

/** Of a room of several processes, in seconds of a processor. */
function byPart(parts: Readonly<Record<string, number>>): string {
  return Object.keys(parts).length > 1 ? `; ${list(parts)} s` : '';
}
