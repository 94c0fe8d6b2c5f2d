/**
 * What every implementation of `Leases` does. `advance` lets time go by, in whatever way the implementation measures it.
 */
import { describe, expect, test } from 'vitest';
import type { Lease, Leases } from './leases.ts';

export interface LeasesUnderTest {
  readonly leases: Leases;
  advance(ms: number): Promise<void>;
}

const ttlMs = 400;
const name = 'table:1';

async function taken(leases: Leases, holder: string, floor = 0, of = name): Promise<Lease> {
  const result = await leases.acquire({ name: of, holder, floor, ttlMs });
  if (!result.ok) throw new Error(`not taken: ${result.error.holder} has it`);
  return result.value;
}

async function holderOf(leases: Leases): Promise<Lease> {
  const [held] = await leases.list();
  if (held === undefined) throw new Error('nobody has it');
  return held;
}

export function leasesContract(title: string, make: () => LeasesUnderTest | Promise<LeasesUnderTest>): void {
  describe(`${title}: leases`, () => {
    test('one holder at a time; the other learns who, and for how long', async () => {
      const { leases } = await make();
      expect(await taken(leases, 'a')).toEqual({ name, holder: 'a', epoch: 1 });
      const refused = await leases.acquire({ name, holder: 'b', floor: 9, ttlMs });
      expect(refused).toMatchObject({ ok: false, error: { name, holder: 'a', epoch: 1 } });
      const remainingMs = refused.ok ? 0 : refused.error.remainingMs;
      expect(remainingMs > 0 && remainingMs <= ttlMs).toBe(true);
      await taken(leases, 'b', 0, 'table:2');
    });

    test('the epoch grows at each change of owner, also over giving back', async () => {
      const { leases, advance } = await make();
      await leases.release(await taken(leases, 'a'));
      expect((await taken(leases, 'b')).epoch).toBe(2);
      await advance(ttlMs + 20);
      expect((await taken(leases, 'a')).epoch).toBe(3);
    });

    test('the epoch is greater than the highest the caller has seen', async () => {
      const { leases } = await make();
      const lease = await taken(leases, 'a', 41);
      expect(lease.epoch).toBe(42);
      await leases.release(lease);
      expect((await taken(leases, 'b', 7)).epoch).toBe(43);
    });

    test('renewing keeps it', async () => {
      const { leases, advance } = await make();
      const lease = await taken(leases, 'a');
      for (let i = 0; i < 3; i++) {
        await advance(ttlMs * 0.5);
        expect(await leases.renew(lease, ttlMs)).toEqual({ ok: true, value: 'KEPT' });
      }
      expect((await leases.acquire({ name, holder: 'b', floor: 0, ttlMs })).ok).toBe(false);
    });

    test('an owner past its deadline gets it back when nobody else has taken it', async () => {
      const { leases, advance } = await make();
      const lease = await taken(leases, 'a');
      await advance(ttlMs * 2);
      expect(await leases.list()).toEqual([]);
      expect((await leases.renew(lease, ttlMs)).ok).toBe(true);
      expect(await leases.list()).toMatchObject([lease]);
    });

    test('an owner of whom nothing is known any more gets it back, at its own epoch', async () => {
      const { leases } = await make();
      const forgotten: Lease = { name, holder: 'a', epoch: 12 };
      expect(await leases.renew(forgotten, ttlMs)).toEqual({ ok: true, value: 'FORGOTTEN' });
      expect(await leases.list()).toMatchObject([forgotten]);
      await leases.release(forgotten);
      expect((await taken(leases, 'b')).epoch).toBe(13);
    });

    test('an owner whose epoch has moved has lost it, and can give back only its own', async () => {
      const { leases, advance } = await make();
      const old = await taken(leases, 'a');
      await advance(ttlMs + 20);
      const lease = await taken(leases, 'b');
      expect(await leases.renew(old, ttlMs)).toEqual({ ok: false, error: 'LOST' });
      await leases.release(old);
      expect(await leases.list()).toMatchObject([lease]);
    });

    test('of two that were given the same epoch, over a keeper that forgot, only one has it', async () => {
      const { leases } = await make();
      const lease = await taken(leases, 'a', 6);
      const twin: Lease = { ...lease, holder: 'b' };
      expect(await leases.renew(twin, ttlMs)).toEqual({ ok: false, error: 'LOST' });
      await leases.release(twin);
      expect(await leases.list()).toMatchObject([lease]);
    });

    test('what was given back cannot be renewed', async () => {
      const { leases } = await make();
      const lease = await taken(leases, 'a');
      await leases.release(lease);
      expect(await leases.renew(lease, ttlMs)).toEqual({ ok: false, error: 'LOST' });
    });

    test('all that are held are listed by name', async () => {
      const { leases } = await make();
      const [second, first] = [await taken(leases, 'a', 0, 'table:2'), await taken(leases, 'b', 0, 'table:1')];
      await leases.release(await taken(leases, 'b', 0, 'table:3'));
      expect(await leases.list()).toMatchObject([first, second]);
    });

    test('who watches hears of each owner, of a lease that runs out, and nothing after leaving', async () => {
      const { leases, advance } = await make();
      const heard: string[] = [];
      const watch = leases.watch(name, (lease) => heard.push(lease === null ? '-' : `${lease.holder}${lease.epoch}`));
      await advance(150);
      const lease = await taken(leases, 'a');
      await advance(150);
      await leases.renew(lease, ttlMs);
      await advance(ttlMs + 200);
      await taken(leases, 'b');
      await advance(150);
      expect(heard).toEqual(['-', 'a1', '-', 'b2']);
      watch.stop();
      await leases.release(await holderOf(leases));
      await advance(150);
      expect(heard.length).toBe(4);
    });
  });
}
