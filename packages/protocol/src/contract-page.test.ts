/** The page a foreign client is written from, held against the schemas: it leaves nothing out, and every example is a real frame. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CLOSE_CODES } from './close-code.ts';
import { downMessage } from './down.ts';
import { refusalCode } from './refusal.ts';
import { tableEvent } from './tables/event.ts';
import { GAME_CODES, ROTATION_CODES } from './tables/game.ts';
import { playerAction, tableCommand } from './up/command.ts';
import { upMessage } from './up.ts';
import { PROTOCOL_VERSION, SUBPROTOCOL } from './version.ts';

/** Lengths of the hex fields that the page cuts short. */
const BYTES: Record<string, number> = {
  fingerprint: 32,
  dealKey: 32,
  promise: 64,
  cutnote: 64,
  salt: 16,
  sid: 8,
  commit: 32,
  seed: 32,
  path: 32,
};

const page = readFileSync(new URL(`../../../contracts/ws.v${PROTOCOL_VERSION}.md`, import.meta.url), 'utf8');
const frames = page.split('\n').filter((line) => /^[→←] /.test(line));
const examples = frames.map((line) => ({ isUp: line.startsWith('→'), frame: restored(JSON.parse(line.slice(2))) as Json }));

type Json = { [key: string]: unknown };

function restored(value: unknown, key = ''): unknown {
  if (typeof value === 'string' && value.endsWith('…')) {
    const start = value.slice(0, -1);
    return start.padEnd(BYTES[key] ? BYTES[key] * 2 : start.length, '0');
  }
  if (Array.isArray(value)) return value.map((item) => restored(item, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, restored(inner, name)]));
}

function literals(union: { options: readonly { shape: Record<string, unknown> }[] }, key: string): string[] {
  return union.options.map(({ shape }) => (shape[key] as { value: string }).value);
}

describe('the page names everything', () => {
  test('each message, event, command, action, refusal, close code and game', () => {
    const names = [
      ...literals(upMessage, 'type'),
      ...literals(downMessage, 'type'),
      ...literals(tableEvent, 'kind'),
      ...literals(tableCommand, 'kind'),
      ...literals(playerAction, 'kind'),
      ...refusalCode.options,
      ...Object.keys(CLOSE_CODES),
      ...GAME_CODES,
      ...ROTATION_CODES,
      SUBPROTOCOL,
    ];
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
    expect(Object.values(CLOSE_CODES).filter((code) => !page.includes(`| ${code} |`))).toEqual([]);
  });

  test('and shows an example of each message, event and command', () => {
    const shown = new Set(
      examples.flatMap(({ frame }) => [
        frame.type,
        (frame.event as Json | null)?.kind,
        (frame.command as Json | undefined)?.kind,
      ]),
    );
    const wanted = [
      ...literals(upMessage, 'type'),
      ...literals(downMessage, 'type'),
      ...literals(tableEvent, 'kind'),
      ...literals(tableCommand, 'kind'),
    ];
    expect(wanted.filter((name) => !shown.has(name))).toEqual([]);
  });

  test('and nothing that is not there', () => {
    const coded = [...page.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name);
    expect(coded.filter((name) => !(refusalCode.options as string[]).includes(name ?? ''))).toEqual([]);
  });
});

describe('every example', () => {
  test.each(examples.map(({ isUp, frame }, i) => [`${isUp ? '→' : '←'} ${frame.type} (${i})`, isUp, frame] as const))(
    '%s is a frame of the contract, and comes back the same',
    (_, isUp, frame) => {
      const parsed = (isUp ? upMessage : downMessage).parse(frame);
      expect(JSON.parse(JSON.stringify(parsed))).toEqual(frame);
    },
  );

  test('with a field too many anywhere it is refused', () => {
    fc.assert(
      fc.property(fc.constantFrom(...examples), fc.nat(), ({ isUp, frame }, pick) => {
        const copy = structuredClone(frame);
        const objects = strictObjectsIn(copy);
        const target = objects[pick % objects.length] as Json;
        target.surplus = 1;
        expect((isUp ? upMessage : downMessage).safeParse(copy).success).toBe(false);
      }),
    );
  });

  test('with a field missing it is refused, unless that field is optional', () => {
    const optional = new Set([
      'hello.token',
      'subscribe.position',
      'subscribe.invite',
      'notice.afterMs',
      'notice.tableId',
      'notice.commandId',
    ]);
    for (const { isUp, frame } of examples) {
      for (const key of Object.keys(frame)) {
        const { [key]: _, ...rest } = frame;
        expect((isUp ? upMessage : downMessage).safeParse(rest).success, `${frame.type} without ${key}`).toBe(
          optional.has(`${frame.type}.${key}`),
        );
      }
    }
  });
});

/** All objects in a frame but those that are free JSON: start state, history, and a refusal's detail. */
function strictObjectsIn(value: unknown, key = ''): Json[] {
  if (typeof value !== 'object' || value === null || ['start', 'history', 'detail'].includes(key)) return [];
  const inner = Object.entries(value).flatMap(([name, item]) => strictObjectsIn(item, Array.isArray(value) ? key : name));
  return Array.isArray(value) ? inner : [value as Json, ...inner];
}
