/**
 * What every implementation of `Leases` does. `advance` lets time go by, in whatever way the implementation measures it.
 */
import { describe, expect, test } from 'vitest';
import type { Lease, Leases } from './leases.ts';

export interface LeasesUnderTest {
  readonly leases: Leases;
  advance(ms: number): void | Promise<void>;
}

const ttlMs = 200;
const name = 'table:1';

async function taken(leases: Leases, holder: string, epoch: number): Promise<Lease> {
  const result = await leases.acquire({ name, holder, epoch, ttlMs });
  if (!result.ok) throw new Error(`not taken: ${result.error.code}`);
  return result.value;
}

export function leasesContract(title: string, make: () => LeasesUnderTest | Promise<LeasesUnderTest>): void {
  describe(`${title}: leases`, () => {
    test('one holder at a time; the other learns who', async () => {
      const { leases } = await make();
      const lease = await taken(leases, 'a', 1);
      expect(lease).toMatchObject({ name, holder: 'a', epoch: 1 });
      expect(await leases.acquire({ name, holder: 'b', epoch: 2, ttlMs })).toMatchObject({
        ok: false,
        error: { code: 'HELD', lease: { holder: 'a', epoch: 1 } },
      });
      await taken({ ...leases, acquire: (r) => leases.acquire({ ...r, name: 'table:2' }) }, 'b', 1);
    });

    test('one that has run out is free, for a later epoch only', async () => {
      const { leases, advance } = await make();
      await taken(leases, 'a', 5);
      await advance(ttlMs + 1);
      expect(await leases.acquire({ name, holder: 'b', epoch: 5, ttlMs })).toEqual({
        ok: false,
        error: { code: 'STALE_EPOCH', epoch: 5 },
      });
      await taken(leases, 'b', 6);
    });

    test('renewing keeps it', async () => {
      const { leases, advance } = await make();
      const lease = await taken(leases, 'a', 1);
      for (let i = 0; i < 3; i++) {
        await advance(ttlMs * 0.6);
        expect((await leases.renew(lease, ttlMs)).ok).toBe(true);
      }
      expect((await leases.acquire({ name, holder: 'b', epoch: 2, ttlMs })).ok).toBe(false);
    });

    test('an owner past its deadline gets it back when nobody else has taken it', async () => {
      const { leases, advance } = await make();
      const lease = await taken(leases, 'a', 1);
      await advance(ttlMs * 10);
      expect(await leases.renew(lease, ttlMs)).toMatchObject({ ok: true, value: { holder: 'a', epoch: 1 } });
      expect((await leases.acquire({ name, holder: 'b', epoch: 2, ttlMs })).ok).toBe(false);
    });

    test('an owner whose epoch has moved has lost it, and can give back only its own', async () => {
      const { leases, advance } = await make();
      const old = await taken(leases, 'a', 1);
      await advance(ttlMs + 1);
      await taken(leases, 'b', 2);
      expect(await leases.renew(old, ttlMs)).toEqual({ ok: false, error: 'LOST' });
      await leases.release(old);
      expect((await leases.acquire({ name, holder: 'c', epoch: 3, ttlMs })).ok).toBe(false);
    });

    test('given back, it is free at once, and its epoch is used up', async () => {
      const { leases } = await make();
      await leases.release(await taken(leases, 'a', 1));
      expect(await leases.acquire({ name, holder: 'b', epoch: 1, ttlMs })).toMatchObject({
        error: { code: 'STALE_EPOCH', epoch: 1 },
      });
      await taken(leases, 'b', 2);
    });
  });
}
