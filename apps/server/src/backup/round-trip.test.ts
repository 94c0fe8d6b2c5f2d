/** A room that has played is backed up and restored, on each database and from one to the other. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, test } from 'vitest';
import { openRoom } from '../testing/open-room.ts';
import { seatGuest, until } from '../testing/playing-guest.ts';
import { makeKeyFile, readKeyFile } from './backup-key.ts';
import { makeBackup } from './make-backup.ts';
import { restoreBackup } from './restore-backup.ts';

const quiet = { at: () => {} };
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'aboveboard-backup-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test('a room is backed up while it plays, and restored', async () => {
  const room = await openRoom({});
  const { tables } = (await (await room.get('/api/v1/lobby')).json()) as { tables: { settings: { tableId: string } }[] };
  const tableId = tables[0]?.settings.tableId ?? '';
  const guests = await Promise.all(
    ['Ana', 'Bo'].map((nickname, seat) => seatGuest({ url: room.url, tableId, seat, nickname })),
  );
  await until(() => guests.every(({ acked }) => acked.length > 10), 'some play');
  const keyFile = join(folder(), 'key');
  await makeKeyFile(keyFile);
  const key = await readKeyFile(keyFile);
  const to = folder();
  const made = await makeBackup({ data: room.data }, to, key, Date.now(), quiet);
  console.log(JSON.stringify(made, null, 1), readdirSync(to));
  const into = join(folder(), 'new');
  const restored = await restoreBackup({ file: made.path, key, into, withLog: true, nowMs: Date.now() }, quiet);
  console.log(restored.logSize, restored.hands, restored.accounts, readdirSync(into), readdirSync(join(into, 'keys')));
});
