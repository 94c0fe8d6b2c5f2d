/**
 * Bugs that somebody could write, each a small change of one source: the simulator must find every one of them, or it proves little when
 * it finds nothing.
 */
export interface PlantedBug {
  readonly name: string;
  /** What is wrong with it, in words. */
  readonly what: string;
  readonly file: string;
  /** Stands once in the source. */
  readonly find: string;
  readonly replace: string;
}

const ROOM = 'packages/room/src';
const STORAGE = 'packages/storage/src';

/** Who may write, and what is one hand's end. */
const OWNERSHIP: readonly PlantedBug[] = [
  {
    name: 'skip-table-fence',
    what: 'an owner that was replaced still saves the table',
    file: `${STORAGE}/tables/tables.repository.ts`,
    find: ".where('id', '=', tableId)\n    .where('epoch', '=', epoch)",
    replace: ".where('id', '=', tableId)",
  },
  {
    name: 'skip-journal-fence',
    what: 'an owner that was replaced still journals actions',
    file: `${STORAGE}/journal/journal.repository.ts`,
    find: ".where('epoch', '=', fence.epoch),",
    replace: ',',
  },
  {
    name: 'skip-stream-fence',
    what: 'the journal in streams takes what an owner of the past appends',
    file: 'packages/streams/src/stream/memory-streams.ts',
    find: "if (epoch < log.epoch) return err('FENCED');",
    replace: '',
  },
  {
    name: 'same-incarnation',
    what: 'a new owner counts frames in the incarnation of the last one',
    file: `${STORAGE}/tables/tables.repository.ts`,
    find: "eb('incarnation', '+', 1)",
    replace: "eb('incarnation', '+', 0)",
  },
  {
    name: 'void-after-cut',
    what: 'a successor voids a hand that was cut, and with it what was done in it',
    file: `${ROOM}/table/recovery.ts`,
    find: "if (hand.status === 'opening') return endVoid",
    replace: 'if (hand.status) return endVoid',
  },
  {
    name: 'drop-last-action',
    what: 'a successor plays the journal again without its last entry',
    file: `${ROOM}/table/recovery.ts`,
    find: "const journal = accepted === 'LOST' ? [] : accepted;",
    replace: "const journal = accepted === 'LOST' ? [] : accepted.slice(0, -1);",
  },
  {
    name: 'forget-close',
    what: 'a successor does not log the CLOSE that the last owner had stored',
    file: `${ROOM}/table/recovery.ts`,
    find: 'if (hand.closeBytes) return logClose(deps, before, hand.handNo, hand.closeBytes, false);',
    replace: 'if (hand.closeBytes) return { state: before, lastCloseIndex: null, isUnplayable: false };',
  },
  {
    name: 'lost-lease-ignored',
    what: 'a shard whose lease is lost keeps the table',
    file: `${ROOM}/shard/tables-here.ts`,
    find: 'lost: () => this.#gone(tableId, here),',
    replace: 'lost: () => undefined,',
  },
  {
    name: 'pass-anothers-work',
    what: 'a replaced owner takes what its successor did for an earlier try of its own',
    file: `${ROOM}/table/table-store.ts`,
    find: 'return kept.ok ? work(trx) : kept;',
    replace: 'return work(trx);',
  },
  {
    name: 'trim-unhandled',
    what: 'a trim that fails is a rejection that nobody handles, which ends the process',
    file: 'packages/streams/src/stream/trim-behind.ts',
    find: '.catch(() => undefined);',
    replace: ';',
  },
];

/** What is durable before it is said. */
const DURABILITY: readonly PlantedBug[] = [
  {
    name: 'ack-before-append',
    what: 'an ack goes out before its change is written',
    file: `${ROOM}/table/table-runtime.ts`,
    find: '    let written: Result<void, ',
    replace: '    this.#ack(request, key);\n    let written: Result<void, ',
  },
  {
    name: 'show-before-append',
    what: 'an action is shown before it is journalled',
    file: `${ROOM}/table/table-runtime.ts`,
    find: '    let written: Result<void, ',
    replace: '    apply();\n    let written: Result<void, ',
  },
  {
    name: 'end-before-settle',
    what: 'the end of a hand is told before it is settled',
    file: `${ROOM}/table/play-phase.ts`,
    find: '    const settled = await core.deps.settlements.hold(() =>',
    replace:
      "    core.publish({ kind: 'hand-ended', handNo, reason, rake, results: [], history: history as never, close: {} as never, nextHandInMs: 0 });\n    const settled = await core.deps.settlements.hold(() =>",
  },
  {
    name: 'forget-dedupe',
    what: 'a command that comes again is carried out again',
    file: `${ROOM}/table/table-runtime.ts`,
    find: '    if (wasDone) return this.#ack(request, key);',
    replace: '',
  },
  {
    name: 'forget-reply',
    what: 'what was answered is kept in memory alone',
    file: `${ROOM}/table/table-store.ts`,
    find: "  if (command) await recordReply(trx, command, { kind: 'ack' }, atMs);\n",
    replace: '',
  },
  {
    name: 'doubt-means-no',
    what: 'a write that seemed to fail is taken for not done',
    file: `${ROOM}/table/table-runtime.ts`,
    find: '    if (wasDone) {\n      apply();',
    replace: '    if (false as boolean) {\n      apply();',
  },
  {
    name: 'seeds-as-they-came',
    what: 'the deck is cut with the seeds in the order in which they arrived',
    file: `${ROOM}/deal/scb1-dealer.ts`,
    find: 'cut: (reveals) => cut(ports, open, sealed, inOrder(open, reveals)),',
    replace: 'cut: (reveals) => cut(ports, open, sealed, [...reveals].reverse()),',
  },
];

/** What each viewer is told. */
const VIEWS: readonly PlantedBug[] = [
  {
    name: 'leak-hole-cards',
    what: 'hole cards go out to everybody',
    file: `${ROOM}/projection/project-cards.ts`,
    find: 'cards.map((card, i) => (isOpen[i] ? card : null))',
    replace: 'cards.map((card) => card)',
  },
  {
    name: 'leak-discards',
    what: 'what a player gives up goes out to everybody',
    file: `${ROOM}/projection/project-cards.ts`,
    find: 'publicEvent: { ...given, cards: cards.map(() => null) },',
    replace: 'publicEvent: { ...given, cards: [...cards] },',
  },
  {
    name: 'anothers-own-view',
    what: 'a gateway sends what one player may see to all',
    file: `${ROOM}/gateway/fan-out.ts`,
    find: 'const own = client.principal && texts.get(client.principal.id);',
    replace: 'const own = client.principal && (texts.get(client.principal.id) ?? [...texts.values()][0]);',
  },
  {
    name: 'leak-on-resume',
    what: 'frames that were missed come as another player would see them',
    file: `${ROOM}/table/broadcast.ts`,
    find: 'frame.privateEvents.find((own) => own.playerId === playerId)?.event',
    replace: 'frame.privateEvents[0]?.event',
  },
  {
    name: 'resume-off-by-one',
    what: 'a resume brings the last frame that was seen once more',
    file: `${ROOM}/table/broadcast.ts`,
    find: 'const missed = history.filter((frame) => frame.seq > position.seq);\n      return missed.length === seq - position.seq ?',
    replace:
      'const missed = history.filter((frame) => frame.seq >= position.seq);\n      return missed.length >= seq - position.seq ?',
  },
  {
    name: 'gap-passes',
    what: 'a gateway lets frames through behind a gap',
    file: `${ROOM}/gateway/table-gate.ts`,
    find: "return frame.seq === last.seq + 1 ? 'pass' : 'ask-again';",
    replace: "return 'pass';",
  },
  {
    name: 'old-owner-passes',
    what: 'a gateway lets frames of a former owner through',
    file: `${ROOM}/gateway/table-gate.ts`,
    find: "if (frame.incarnation < last.incarnation) return 'drop';",
    replace: "if (frame.incarnation < last.incarnation) return 'pass';",
  },
  {
    name: 'gate-left-open',
    what: 'a gateway passes frames while the table is asked again',
    file: `${ROOM}/gateway/subscriptions.ts`,
    find: '    gate.asked = position;\n    gate.last = null;',
    replace: '    gate.asked = position;',
  },
];

/** Clocks, chips, and that the room goes on. */
const THE_REST: readonly PlantedBug[] = [
  {
    name: 'charge-the-clock',
    what: 'a pause counts as time of whoever has the turn',
    file: `${ROOM}/table/timers.ts`,
    find: '      for (const [name, entry] of entries) start(name, entry);',
    replace:
      '      for (const [name, entry] of entries) {\n        entry.leftMs = Math.max(0, entry.leftMs - stoodMs);\n        start(name, entry);\n      }',
  },
  {
    name: 'back-in-time',
    what: 'a time bank that begins on a clock that was set back is over at once',
    file: `${ROOM}/table/timers.ts`,
    find: 'const atMs = lengths.nowMs() - Math.max(0, clock.nowMs() - sinceMs);',
    replace: 'const atMs = lengths.nowMs() - clock.nowMs() + sinceMs;',
  },
  {
    name: 'wall-clock-allowance',
    what: 'a gateway measures what players may send by a clock that may be set back',
    file: `${ROOM}/gateway/gateway.ts`,
    find: 'const lengths = steadyClock(ports.clock);',
    replace: 'const lengths = ports.clock;',
  },
  {
    name: 'no-time-bank',
    what: 'a turn ends with its own time, whatever is in the bank',
    file: `${ROOM}/table/play-phase.ts`,
    find: 'if (!turn.isOnBank && timeBankMs > 0) {',
    replace: 'if (!turn.isOnBank && timeBankMs > 3_000) {',
  },
  {
    name: 'frozen-for-good',
    what: 'a table that stood still does not go on',
    file: `${ROOM}/table/timers.ts`,
    find: '      for (const [name, entry] of entries) start(name, entry);',
    replace: '',
  },
  {
    name: 'pay-short',
    what: 'whoever leaves is paid a chip less than their stack',
    file: `${ROOM}/table/book-table-events.ts`,
    find: 'return event.amount > 0 ? cashOut({ tableId, playerId: event.player, requestId, amount: event.amount, atMs }) : null;',
    replace:
      'return event.amount > 1 ? cashOut({ tableId, playerId: event.player, requestId, amount: event.amount - 1, atMs }) : null;',
  },
  {
    name: 'top-up-for-free',
    what: 'chips that are bought during a hand are never booked',
    file: `${ROOM}/table/book-table-events.ts`,
    find: 'return topUp({ tableId, playerId, requestId, amount: event.amount, atMs });',
    replace: 'return playerId === requestId ? topUp({ tableId, playerId, requestId, amount: event.amount, atMs }) : null;',
  },
  {
    name: 'forget-commits',
    what: 'a client offers its commits to the first owner of a table alone',
    file: 'packages/client/src/table/table-session.ts',
    find: 'if (snapshot.position.incarnation !== before) this.#contributions?.reconnected();',
    replace: '',
  },
];

export const PLANTED_BUGS: readonly PlantedBug[] = [...OWNERSHIP, ...DURABILITY, ...VIEWS, ...THE_REST];

/** @throws Error where there is none of that name */
export function bugNamed(name: string): PlantedBug {
  const bug = PLANTED_BUGS.find((one) => one.name === name);
  if (!bug) throw new Error(`there is no planted bug ${name}; there are ${PLANTED_BUGS.map((one) => one.name).join(', ')}`);
  return bug;
}
