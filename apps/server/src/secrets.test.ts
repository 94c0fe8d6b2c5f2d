/**
 * What must not be found: tokens and hole cards in logs, files or the database, after real play.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rest, type TableEvent } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import { createLogger } from './log/logger.ts';
import { guest, openRoom } from './testing/open-room.ts';
import { seatGuest, until } from './testing/playing-guest.ts';

const HANDS = 4;

interface Secret {
  readonly what: string;
  readonly bytes: Buffer;
}

test('no token and no salt of an unshown card rests in a log or a file', async () => {
  const room = await openRoom({ revealMs: 5_000, revealMaxMs: 10_000 });
  const { tables } = rest.lobbyReply.parse(await (await room.get('/api/v1/lobby')).json());
  const tableId = tables[2]?.settings.tableId ?? '';
  const guests = await Promise.all(
    ['Ana', 'Bo'].map((nickname, seat) => seatGuest({ url: room.url, tableId, seat, nickname })),
  );
  const seen = guests.map(({ table }) => {
    const events: TableEvent[] = [];
    table.onEvent(({ event }) => void events.push(event));
    return events;
  });
  const haveEnded = () => seen.every((events) => events.filter(({ kind }) => kind === 'hand-ended').length >= HANDS);
  await until(() => haveEnded() && unshownSalts(seen.flat()).length > 0, 'some hands, and one that was mucked', 60_000);
  const cookie = await guest(room, 'Eve');
  await room.stop();

  const tokens = [room.operatorToken ?? '', cookie.token, ...guests.map(({ token }) => token)];
  const secrets: Secret[] = [
    ...tokens.map((token) => ({ what: 'a token', bytes: Buffer.from(token) })),
    ...tokens.map((token) => ({ what: "a token's bytes", bytes: Buffer.from(token.slice(4), 'hex') })),
    ...unshownSalts(seen.flat()).map((salt) => ({ what: 'the salt of an unshown card', bytes: Buffer.from(salt, 'hex') })),
    ...unshownSalts(seen.flat()).map((salt) => ({ what: 'the salt of an unshown card, as text', bytes: Buffer.from(salt) })),
  ];
  expect(secrets.length).toBeGreaterThan(2 * tokens.length); // somebody mucked, or this test shows nothing
  const places = [['the log', Buffer.from(room.logged())] as const, ...filesIn(room.data)];
  expect(places.map(([place]) => place)).toContain('room.db');
  const found = places.flatMap(([place, bytes]) =>
    secrets.filter((secret) => bytes.includes(secret.bytes)).map(({ what }) => `${what} in ${place}`),
  );
  expect(found).toEqual([]);
});

test('what is logged by mistake is blotted out', () => {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line) => void lines.push(line) });
  logger.info({ token: 'ab1_secret', headers: { cookie: 'ab1_secret' }, event: { cards: ['ab1_secret'] } }, 'oops');
  expect(lines.join('')).toContain('(secret)');
  expect(lines.join('')).not.toContain('ab1_secret');
});

/** Every salt a player was told for its own cards alone: knowing it, anybody could find the card in the public log. */
function unshownSalts(events: readonly TableEvent[]): string[] {
  const own = events.flatMap((event) => (event.kind === 'hole-dealt' ? (event.openings ?? []) : []));
  const shown = new Set(events.flatMap((event) => (event.kind === 'shown' ? event.openings : [])).map(({ salt }) => salt));
  return own.map(({ salt }) => salt).filter((salt) => !shown.has(salt));
}

function filesIn(folder: string): (readonly [string, Buffer])[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.endsWith('keys'))
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name))] as const);
}
