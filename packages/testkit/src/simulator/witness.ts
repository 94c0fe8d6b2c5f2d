/** Sees everything that is said and written in a simulation, keeps its trace, and holds it against every promise of the room. */
import { rememberLast } from '@aboveboard/kit';
import type { DownMessage, UpMessage } from '@aboveboard/protocol';
import type { Finding, GatewayResponse, ShardRequest } from '@aboveboard/room';
import type { Written } from './audit.ts';
import { watchAcknowledged } from './invariants/acknowledged.ts';
import { watchClocks } from './invariants/clock.ts';
import { watchDurable } from './invariants/durable.ts';
import type { Judge } from './invariants/judge.ts';
import { watchSequence } from './invariants/sequence.ts';
import type { SimProcess } from './sim-process.ts';
import type { Line, SocketWatch } from './sockets.ts';
import type { Trace } from './trace.ts';

export interface Witness extends SocketWatch {
  /** A process appends to a stream, whatever comes of it. */
  sends(by: SimProcess, stream: string, payloads: readonly string[]): void;
  /** What has been appended to a stream, by an owner of this epoch where it has one. */
  streamed(stream: string, payloads: readonly string[], epoch: number): void;
  /** A hand as it stands in the database at the end. */
  settled(tableId: string, handNo: number, history: unknown): void;
  wrote(by: SimProcess, written: readonly Written[]): void;
  found(by: string, finding: Finding): void;
}

export interface WitnessConfig {
  readonly judge: Judge;
  readonly trace: Trace;
  readonly nowMs: () => number;
  readonly turnMs: number;
  /** Keep to no contract: what they are told is held against what may be seen, and nothing else. */
  readonly adversaries: ReadonlySet<string>;
}

export function createWitness({ judge, trace, nowMs, turnMs, adversaries }: WitnessConfig): Witness {
  const durable = watchDurable(judge);
  const acknowledged = watchAcknowledged(judge);
  const clocks = watchClocks(judge, turnMs);
  const sequence = watchSequence(judge);
  const epochs = new Map<string, number>();
  const read = rememberLast(1, (payload) => JSON.parse(payload) as GatewayResponse); // goes to several gateways
  const readDown = rememberLast(32, (text) => JSON.parse(text) as DownMessage); // and to everybody at a table
  const answered = (by: SimProcess, payload: string): void => {
    const response = read(payload);
    durable.told(response);
    acknowledged.published(response);
    if (response.kind === 'frame') clocks.published(response, by.trueTimeOf(response.atMs));
  };
  return {
    sends: (by, stream, payloads) => {
      for (const payload of payloads) {
        trace.note(nowMs(), by.name, `${stream} ${payload}`);
        if (stream.startsWith('gateway:')) answered(by, payload);
        else if (stream.startsWith('shard:')) durable.asked(JSON.parse(payload) as ShardRequest);
      }
    },
    settled: acknowledged.settled,
    streamed: (stream, payloads, epoch) => {
      if (!stream.startsWith(TABLE)) return;
      const highest = epochs.get(stream) ?? 0;
      if (epoch < highest)
        judge.breaks('stale-write', `an owner at epoch ${epoch} appended to ${stream} after one at ${highest}`);
      epochs.set(stream, Math.max(epoch, highest));
      for (const payload of payloads) {
        const entry = JSON.parse(payload) as StreamedEntry;
        if (entry.is === 'entry')
          durable.journalled(stream.slice(TABLE.length), entry.handNo, entry.kind, entry.command?.commandId ?? null);
      }
    },
    wrote: (by, written) => {
      trace.note(nowMs(), by.name, JSON.stringify(written));
      durable.wrote(by.name, written);
      for (const one of written) if (one.kind === 'batch') acknowledged.booked(one.key);
    },
    found: (by, finding) => {
      trace.note(nowMs(), by, `finding ${finding.code} ${finding.detail}`);
      if (isFault(finding)) judge.breaks('finding', `${by}: ${finding.code} at ${finding.tableId}: ${finding.detail}`);
    },
    toClient: (line, text) => {
      trace.note(nowMs(), line.who, `hears ${text}`, `hears ${text.length}`);
      const message = readDown(text);
      if (!adversaries.has(line.who)) sequence.told(line, message);
      acknowledged.told(message);
    },
    fromClient: (line: Line, text) => {
      trace.note(nowMs(), line.who, `says ${text}`);
      if (adversaries.has(line.who)) return;
      const message = JSON.parse(text) as UpMessage;
      sequence.said(line, message);
      acknowledged.said(message);
    },
    over: (line) => sequence.over(line),
  };
}

/** An entry of a table's journal in a stream, as far as it matters here. */
type StreamedEntry =
  | {
      readonly is: 'entry';
      readonly handNo: number;
      readonly kind: string;
      readonly command: { readonly commandId: string } | null;
    }
  | { readonly is: 'claimed' | 'cut' | 'settled-doubt' };

const TABLE = 'table:';

/** What no outage explains. */
function isFault({ code, detail }: Finding): boolean {
  if (code === 'RECOVERY_FAILED') return detail.includes('AssertionError');
  return ['LEDGER_FAULT', 'LOG_CONFLICT', 'BOX_UNREADABLE', 'JOURNAL_LOST', 'BOOKS_DIFFER'].includes(code);
}
