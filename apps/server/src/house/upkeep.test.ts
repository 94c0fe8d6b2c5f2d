import { setTimeout as pause } from 'node:timers/promises';
import { ok, type Timer } from '@aboveboard/kit';
import { grant, requestTransfer, walletOf } from '@aboveboard/ledger';
import { balanceOf, ledgerAccounts, pendingReservations, postBatches } from '@aboveboard/storage';
import { openDatabase } from '@aboveboard/storage/sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { startUpkeep } from './upkeep.ts';

test('[LEDGER-25] chips that nobody wanted in time are let go of, however many, and the others stay aside', async () => {
  const db = await openDatabase(':memory:');
  onTestFinished(() => db.close());
  const asked = Array.from({ length: 250 }, (_, i) =>
    requestTransfer({ from: 'ana', to: 'bo', requestId: `r${i}`, amount: 2, expiresAtMs: i < 240 ? 50 : 51, atMs: 1 }),
  );
  const granted = grant({ playerId: 'ana', requestId: 'g', amount: 1_000, atMs: 1 });
  await db.transaction(async (trx) => ok(await postBatches(trx, [granted, ...asked])));
  const due: (() => void)[] = [];
  const scheduler = {
    after: (_: number, task: () => void): Timer => {
      due.push(task);
      return { cancel: () => undefined };
    },
  };
  let nowMs = 50;
  const clock = { nowMs: () => nowMs };
  const failures: unknown[] = [];
  const keks = { destroyUnused: () => undefined } as never;
  const upkeep = startUpkeep({
    db,
    clock,
    scheduler,
    keks,
    tidiesRows: true,
    walletChanged: async () => {},
    failed: (error) => failures.push(error),
  });
  while (due.length < 1) await pause(1);
  expect((await ledgerAccounts(db.reader)).get(walletOf('ana'))).toEqual({
    balance: 1_000,
    pendingDebits: 20,
    pendingCredits: 0,
  });
  nowMs = 51;
  due.shift()?.();
  while (due.length < 1) await pause(1);
  upkeep.cancel();
  expect(await pendingReservations(db.reader)).toEqual([]);
  expect(await balanceOf(db.reader, walletOf('ana'))).toBe(1_000);
  expect(failures).toEqual([]);
});
