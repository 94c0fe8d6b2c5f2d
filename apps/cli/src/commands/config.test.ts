import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { aboveboardHere } from '../testing/run-aboveboard.ts';

/** `config …` in a folder of its own, with these settings alone. */
function config(args: readonly string[], env: Record<string, string> = {}, dotEnv = '') {
  const cwd = mkdtempSync(join(tmpdir(), 'aboveboard-config-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  if (dotEnv) writeFileSync(join(cwd, '.env'), dotEnv);
  const ownPort = { ABOVEBOARD_HOST: '127.0.0.1', ABOVEBOARD_PORT: '0' };
  return aboveboardHere(['config', ...args], { cwd, env: { ...ownPort, ...env } });
}

describe('aboveboard config', { timeout: 120_000 }, () => {
  test('check ends with 0 where nothing is wrong, and says how many settings were given', async () => {
    const { status, lines, stderr } = await config(['check', '--data', 'mine']);
    expect(stderr).toBe('');
    expect(lines).toEqual([expect.stringMatching(/^\d+ settings, 3 of them given: the room can start with them$/)]);
    expect(status).toBe(0);
  });

  test('check says every wrong setting at once, and ends with 1', async () => {
    const env = { ABOVEBOARD_PROT: '1', ABOVEBOARD_TURN_MS: 'soon', ABOVEBOARD_REVEAL_MS: '6000' };
    const { status, lines } = await config(['check'], env, 'ABOVEBOARD_BOTS=maybe\n');
    expect(lines).toEqual([
      'WRONG ABOVEBOARD_PROT: there is no such setting; did you mean ABOVEBOARD_PORT?',
      'WRONG ABOVEBOARD_BOTS in .env: got "maybe", wants on or off',
      'WRONG ABOVEBOARD_TURN_MS: got "soon", wants a whole number from 100 to 600000',
      'WRONG ABOVEBOARD_REVEAL_MAX_MS: got 5000, wants at least ABOVEBOARD_REVEAL_MS (6000), which it stretches',
      expect.stringMatching(/: 4 wrong$/),
    ]);
    expect(status).toBe(1);
  });

  test('check --json is one object, notes included', async () => {
    const { status, stdout } = await config(['check', '--json'], { ABOVEBOARD_ORIGIN: 'http://cards.example.org' });
    const text = expect.stringContaining('is not https');
    expect(JSON.parse(stdout)).toEqual({ isGood: true, remarks: [{ severity: 'note', text }] });
    expect(status).toBe(0);
  });

  test('show says of each setting what it is and where it comes from', async () => {
    const { status, lines } = await config(['show', '--data', 'mine'], { ABOVEBOARD_BOTS: 'off' }, 'ABOVEBOARD_TURN_MS=9000\n');
    const words = lines.map((line) => line.replace(/ +/g, ' '));
    expect(words).toEqual(expect.arrayContaining(['ABOVEBOARD_DATA mine --data', 'ABOVEBOARD_BOTS off ABOVEBOARD_BOTS']));
    expect(words).toContain('ABOVEBOARD_TURN_MS 9000 ABOVEBOARD_TURN_MS in .env');
    expect(words).toContain('ABOVEBOARD_REJOIN_MS 90000 (default)');
    expect(words).toContain('ABOVEBOARD_ORIGIN (none) (default)');
    expect(status).toBe(0);
  });

  test('show --json is one object; what is wrong goes beside it, with 1', async () => {
    const { status, stdout, stderr } = await config(['show', '--json'], { ABOVEBOARD_TURN_MS: 'soon' });
    const turn = { variable: 'ABOVEBOARD_TURN_MS', name: 'turnMs', value: 'soon', from: 'ABOVEBOARD_TURN_MS', isSecret: false };
    expect(JSON.parse(stdout).settings).toContainEqual(turn);
    expect(stderr).toBe('wrong: ABOVEBOARD_TURN_MS: got "soon", wants a whole number from 100 to 600000\n');
    expect(status).toBe(1);
  });

  test('a secret is shown by nothing, right or wrong', async () => {
    const right = { ABOVEBOARD_REDIS_URL: 'redis://room:sesame@127.0.0.1:9/0' }; // nobody listens there
    const wrong = { ABOVEBOARD_REDIS_URL: 'http://room:sesame@127.0.0.1:9/0' };
    const calls = await Promise.all([
      config(['show'], right),
      config(['show', '--json'], wrong),
      config(['check'], right),
      config(['check'], wrong),
    ]);
    expect(calls.map(({ stdout, stderr }) => stdout + stderr).join('')).not.toContain('sesame');
    expect(calls.map(({ status }) => status)).toEqual([0, 1, 1, 1]);
    expect(calls[0].stdout).toMatch(/ABOVEBOARD_REDIS_URL +\(set, not shown\) +ABOVEBOARD_REDIS_URL\n/);
    const said = /^WRONG ABOVEBOARD_REDIS_URL: got a secret, which is not shown, wants an address such as redis:/;
    expect(calls[3].lines[0]).toMatch(said);
  });

  test('a Redis that takes the call and says nothing ends the check all the same', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as AddressInfo;
    const { status, lines } = await config(['check'], { ABOVEBOARD_REDIS_URL: `redis://127.0.0.1:${port}` });
    expect(lines[0]).toBe(`WRONG ABOVEBOARD_REDIS_URL: the Redis at 127.0.0.1:${port} did not answer within 5000 ms`);
    expect(status).toBe(1);
  });

  test('a part that is not there, or none, is a wrong call', async () => {
    expect((await config([])).status).toBe(2);
    expect((await config(['chekc'])).status).toBe(2);
    expect((await config(['check', '--colour'])).status).toBe(2);
  });
});
