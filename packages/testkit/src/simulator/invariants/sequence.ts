/**
 * What each connection is told: every sequence number once and in order, the same event under the same number whenever it is told
 * again, and no card that its player may not see.
 */
import type { DownMessage, FrameMessage, Position, TableEvent, UpMessage } from '@aboveboard/protocol';
import { FrameWatch } from '../../frame-watch.ts';
import type { Line } from '../sockets.ts';
import type { Judge } from './judge.ts';

interface Heard {
  /** Null before the first answer. */
  last: Position | null;
  /** What the connection said it had when it asked last; its answer goes on from there. */
  asked: Position | null;
  isAsking: boolean;
}

/** What a player knows of a table, over one connection after the other. */
interface Eyes {
  readonly watch: FrameWatch;
  last: Position | null;
  foulsSeen: number;
}

interface Ears {
  playerId: string;
  readonly tables: Map<string, Heard>;
}

type TableMessage = Extract<DownMessage, { type: 'snapshot' | 'batch' | 'frame' }>;

/** Frames of one table: more than those of the longest hand. */
const REMEMBERED = 2_000;

export interface SequenceWatch {
  said(line: Line, message: UpMessage): void;
  told(line: Line, message: DownMessage): void;
  over(line: Line): void;
}

export function watchSequence(judge: Judge): SequenceWatch {
  const lines = new Map<number, Ears>();
  const eyes = new Map<string, Eyes>(); // by player and table
  /** What each player was told under each number, of the last numbers: no more can be told again. */
  const contents = new Map<string, Map<number, string>>();
  const texts = new WeakMap<object, string>();
  const textOf = (event: TableEvent | null): string => {
    if (event === null) return '';
    const text = texts.get(event) ?? JSON.stringify(event); // often one and the same for everybody at the table
    texts.set(event, text);
    return text;
  };
  const earsOf = ({ id }: Line): Ears => {
    const known = lines.get(id) ?? { playerId: '', tables: new Map() };
    lines.set(id, known);
    return known;
  };
  const heardOf = (ears: Ears, tableId: string): Heard => {
    const known = ears.tables.get(tableId) ?? { last: null, asked: null, isAsking: false };
    ears.tables.set(tableId, known);
    return known;
  };
  const isSame = (line: Line, { tableId, incarnation, seq, event }: FrameMessage): void => {
    const key = `${tableId}/${incarnation}/${line.who}`;
    const told = contents.get(key) ?? new Map<number, string>();
    contents.set(key, told);
    const text = textOf(event);
    const before = told.get(seq);
    if (before !== undefined && before !== text)
      judge.breaks('sequence', `${line.who} was told two things under number ${seq}: ${before} and ${text}`);
    told.set(seq, text);
    told.delete(seq - REMEMBERED);
  };
  const hear = (line: Line, heard: Heard, frame: FrameMessage): void => {
    const { last } = heard;
    const isNext = last !== null && frame.incarnation === last.incarnation && frame.seq === last.seq + 1;
    if (!isNext) {
      const was = last === null ? 'nothing' : `${last.incarnation}/${last.seq}`;
      judge.breaks('sequence', `${line.who} was told ${frame.incarnation}/${frame.seq} after ${was}`);
    }
    heard.last = { incarnation: frame.incarnation, seq: frame.seq };
    isSame(line, frame);
  };
  const follow = (line: Line, ears: Ears, message: TableMessage): void => {
    if (message.type === 'snapshot') {
      const heard = heardOf(ears, message.tableId);
      Object.assign(heard, { last: message.position, isAsking: false });
    } else if (message.type === 'batch') {
      const heard = heardOf(ears, message.tableId);
      if (heard.isAsking) Object.assign(heard, { last: heard.asked, isAsking: false });
      for (const frame of message.frames) hear(line, heard, frame);
    } else hear(line, heardOf(ears, message.tableId), message);
  };
  /** Only what is new to the player: a batch may hold what the last connection brought and the client had no use for. */
  const see = (line: Line, message: TableMessage): void => {
    const key = `${line.who}/${message.tableId}`;
    const one = eyes.get(key) ?? { watch: new FrameWatch(earsOf(line).playerId), last: null, foulsSeen: 0 };
    eyes.set(key, one);
    if (message.type === 'snapshot') {
      one.last = message.position;
      one.watch.take(message);
    } else
      for (const frame of message.type === 'batch' ? message.frames : [message]) {
        if (one.last === null || frame.incarnation !== one.last.incarnation || frame.seq !== one.last.seq + 1) continue;
        one.last = { incarnation: frame.incarnation, seq: frame.seq };
        one.watch.take(frame);
      }
    const foul = one.watch.fouls[one.foulsSeen];
    one.foulsSeen = one.watch.fouls.length;
    if (foul !== undefined) judge.breaks('hidden-card', `${line.who}: ${foul}`);
  };
  return {
    said: (line, message) => {
      if (message.type !== 'subscribe') return;
      const heard = heardOf(earsOf(line), message.tableId);
      Object.assign(heard, { asked: message.position ?? null, isAsking: true });
    },
    told: (line, message) => {
      const ears = earsOf(line);
      if (message.type === 'welcome') ears.playerId = message.player.playerId;
      if (message.type !== 'snapshot' && message.type !== 'batch' && message.type !== 'frame') return;
      follow(line, ears, message);
      see(line, message);
    },
    over: ({ id }) => void lines.delete(id),
  };
}
