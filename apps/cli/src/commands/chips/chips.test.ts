/** The commands about chips and players' data beside a real room, as docs/operate has them. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { cashierRest } from '@aboveboard/protocol';
import { expect, test } from 'vitest';
import { command } from '../../testing/command.ts';
import { jsonLines, linesOf, room, WHY } from '../../testing/room.ts';

test('an operator on the machine and one with a token move chips together; a player is exported and erased', async () => {
  const { server, data, run } = await room();
  const call = async (path: string, body: object, token = ''): Promise<Record<string, never>> => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const answer = await fetch(`${server.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as Record<string, never>;
  };
  const guest = async (nickname: string): Promise<{ token: string; id: string }> => {
    const { token, profile } = (await call('/api/v1/guests', { nickname })) as never as {
      token: string;
      profile: { player: { playerId: string } };
    };
    return { token, id: profile.player.playerId };
  };
  const [ana, bo] = [await guest('Ana'), await guest('Bo')];

  await call('/api/v1/me/transfers', { requestId: randomUUID(), to: bo.id, amount: 1_500 }, ana.token);
  const listed = (await run('approvals', 'list')).stdout;
  expect(linesOf(listed)[1]).toMatch(
    new RegExp(`^1 .* Ana +1,500 from Ana \\(wallet:${ana.id}\\) to Bo \\(wallet:${bo.id}\\) +- +expires in 2 d 23 h$`),
  );
  expect(await run('approvals', 'approve', '1', ...WHY)).toMatchObject({
    status: 0,
    stdout: '1 is approved: the chips moved.\n',
  });

  const [made] = jsonLines<{ member: { id: string }; token: string }>(
    (await run('operators', 'add', 'Pam', '--role', 'approver', ...WHY, '--json')).stdout,
  );
  const pam = (...args: string[]) =>
    command([...args, '--url', server.url], { env: { ABOVEBOARD_OPERATOR_TOKEN: made?.token ?? '' } });
  const wish = ['--from', `wallet:${bo.id}`, '--to', 'house', '--chips', '70', ...WHY];
  expect(await run('adjust', ...wish)).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^2 is pending\. .* approve 2,/),
  });
  expect(await run('approvals', 'approve', '2', ...WHY)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('are one person'),
  });
  expect(await pam('approvals', 'approve', '2', ...WHY)).toMatchObject({ status: 0 });
  expect(await run('bonus', ana.id, '50', ...WHY)).toMatchObject({ status: 0, stdout: '50 chips are in the wallet.\n' });

  const [ended, asTable, asCsv, asJson] = await Promise.all([
    run('operators', 'end-sessions', made?.member.id ?? '', '--yes', ...WHY),
    run('statement', ana.id, '--why', 'a look'),
    run('statement', ana.id, '--format', 'csv'),
    run('statement', ana.id, '--format', 'json'),
  ]);
  expect(ended.status).toBe(0);
  expect(linesOf(asTable.stdout).map((line) => line.trim().split(/ {2,}/).slice(2, 8))).toEqual([
    ['what', 'account', 'hand', 'out', 'in', 'balance'],
    ['grant', 'wallet', '-', '0', '10,000', '10,000'],
    ['transfer', 'wallet', '-', '1,500', '0', '8,500'],
    ['bonus', 'wallet', '-', '0', '50', '8,550'],
  ]);
  const csv = asCsv.stdout.split('\r\n');
  expect([csv.length, csv[0]]).toEqual([5, 'date,entry,what,account,hand,with,debit,credit,balance,key']);
  const lines = jsonLines<cashierRest.StatementLine>(asJson.stdout);
  expect(lines).toMatchObject([{ what: 'grant' }, { what: 'transfer', withPlayerId: bo.id, debit: 1_500 }, { what: 'bonus' }]);

  const file = join(data, '..', 'ana.json');
  expect(await run('privacy', 'export', ana.id, '--out', file, ...WHY)).toMatchObject({ status: 0 });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ profile: { name: 'Ana' }, statement: lines });
  expect(await run('privacy', 'erase', ana.id, '--yes', ...WHY)).toMatchObject({ status: 0 });
}, 120_000);
