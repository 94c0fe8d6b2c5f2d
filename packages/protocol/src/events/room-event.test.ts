import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../fingerprint.ts';
import { eventSchemas, roomEvent } from './room-event.ts';

const folder = new URL('../../../../contracts/events/', import.meta.url);
const tableId = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const handEnded = {
  id: 7,
  kind: 'hand-ended',
  version: 1,
  tableId,
  handNo: 3,
  atMs: 1_700_000_000_000,
  payload: {
    reason: 'COMPLETED',
    closeStatus: 0,
    rake: 5,
    deltas: [
      { playerId: 'ana', delta: 95 },
      { playerId: 'bo', delta: -100 },
    ],
  },
};
const voided = { ...handEnded, id: 8, kind: 'deal-voided', payload: { missing: [2] } };

describe('events', () => {
  // written anew with `vitest run packages/protocol/src/events -u`, after a version was added
  test.each(Object.entries(eventSchemas()))('[EVENT-8] %s is published as it is', async (name, schema) => {
    const published = new URL(`${name}.json`, folder).pathname;
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(published);
  });

  // By hand and not by -u, once, when a version is added: a version that was published stays as it is.
  test('[EVENT-8] no version that was published has changed', () => {
    const fingerprints = Object.entries(eventSchemas()).map(([name, schema]) => `${fingerprintOf(schema)}  ${name}`);
    const advice = 'An event of a version that was published changed: make another version beside it, and add its line';
    expect(fingerprints.sort(), advice).toEqual(
      readFileSync(new URL('fingerprints', folder), 'utf8').trim().split('\n').sort(),
    );
  });

  test('[EVENT-8] nothing else is published', () => {
    const files = Object.keys(eventSchemas()).map((name) => `${name}.json`);
    expect(readdirSync(folder).sort()).toEqual([...files, 'fingerprints'].sort());
  });

  test('[EVENT-8] are read by kind and version, and no further field is let pass', () => {
    expect(roomEvent.parse(handEnded)).toEqual(handEnded);
    expect(roomEvent.parse(voided)).toEqual(voided);
    const strange = [
      { ...handEnded, version: 3 },
      { ...handEnded, payload: { ...handEnded.payload, reason: 'DRAINED' } },
      { ...handEnded, kind: 'hand-began' },
      { ...handEnded, payload: voided.payload },
      { ...handEnded, payload: { ...handEnded.payload, cards: 'As Ks' } },
      { ...handEnded, id: 0 },
    ];
    for (const event of strange) expect(roomEvent.safeParse(event).success, JSON.stringify(event)).toBe(false);
  });
});
