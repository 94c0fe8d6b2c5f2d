import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { dataFolder } from '../testing/open-room.ts';
import { ConfigError, loadConfig, readSettings } from './load-config.ts';
import { nearestName } from './nearest-name.ts';
import { type ConfigSources, OTHER_NAMES } from './setting-sources.ts';
import { environmentName, SETTING_NAMES } from './settings.ts';

const projectRoot = fileURLToPath(new URL('../../../../', import.meta.url));
const load = (sources: Partial<ConfigSources>) => loadConfig({ env: {}, cwd: dataFolder(), ...sources });

describe('settings', () => {
  test('have defaults', () => {
    expect(load({})).toMatchObject({ port: 8080, bots: true, stopWaitMs: 20_000, trustedProxies: [] });
  });

  test('come from a file, then .env, then the environment, then the command line, the later ones first', () => {
    const cwd = dataFolder();
    writeFileSync(join(cwd, 'room.json'), JSON.stringify({ port: 1, turnMs: 1001, timeBankMs: 1, rejoinMs: 1 }));
    writeFileSync(join(cwd, '.env'), 'ABOVEBOARD_TURN_MS=1002\nABOVEBOARD_TIME_BANK_MS=2\nABOVEBOARD_REJOIN_MS=2\n');
    const env = { ABOVEBOARD_CONFIG: 'room.json', ABOVEBOARD_TIME_BANK_MS: '3', ABOVEBOARD_REJOIN_MS: '3' };
    const config = load({ cwd, env, overrides: { rejoinMs: 4 } });
    expect(config).toMatchObject({ port: 1, turnMs: 1002, timeBankMs: 3, rejoinMs: 4 });
  });

  test('read lists and switches', () => {
    const config = load({ env: { ABOVEBOARD_TRUSTED_PROXIES: '10.0.0.0/8, ::1', ABOVEBOARD_BOTS: 'off' } });
    expect(config).toMatchObject({ trustedProxies: ['10.0.0.0/8', '::1'], bots: false });
  });

  test('.env.example lists every setting there is, with its default', () => {
    const example = parseEnv(readFileSync(join(projectRoot, '.env.example'), 'utf8'));
    expect(Object.keys(example).sort()).toEqual(SETTING_NAMES.map(environmentName).sort());
    const cwd = dataFolder();
    expect(load({ cwd, env: example })).toEqual(load({ cwd }));
  });
});

describe('[CLUSTER-54] roles', () => {
  const rest = {
    ABOVEBOARD_DATABASE_URL: 'mysql://room@127.0.0.1/room',
    ABOVEBOARD_REDIS_URL: 'redis://127.0.0.1',
    ABOVEBOARD_LOG_NAME: 'cards.example.org',
  };

  test('are none by default, and in one order however they are given', () => {
    expect(load({}).roles).toBeUndefined();
    expect(load({ env: { ...rest, ABOVEBOARD_ROLES: 'log, gateway,gateway' } }).roles).toEqual(['gateway', 'log']);
    expect(load({ env: rest, overrides: { roles: ['worker', 'api'] } }).roles).toEqual(['api', 'worker']);
    expect(() => load({ env: rest, overrides: { roles: ['dealer'] as never } })).toThrow(
      '--role: got ["dealer"], wants gateway, shard, api, worker, log, with commas between',
    );
  });

  test('want what processes share, all of it said at once', () => {
    const { remarks, config } = readSettings({ env: { ABOVEBOARD_ROLES: 'shard' }, cwd: dataFolder() });
    expect(config).toBeNull();
    const wrong = remarks.filter(({ severity }) => severity === 'wrong').map(({ text }) => text.split(':')[0]);
    expect(wrong).toEqual(['ABOVEBOARD_DATABASE_URL', 'ABOVEBOARD_REDIS_URL', 'ABOVEBOARD_LOG_NAME']);
  });

  test('what has no effect is said', () => {
    const backups = { ABOVEBOARD_BACKUP_DIR: '/backups', ABOVEBOARD_BACKUP_KEY_FILE: '/key' };
    const noted = (env: Readonly<Record<string, string>>) =>
      readSettings({ env, cwd: dataFolder() }).remarks.map(({ text }) => text);
    expect(noted({ ...rest, ...backups, ABOVEBOARD_ROLES: 'gateway' })).toEqual([
      'ABOVEBOARD_BACKUP_DIR: has no effect in a process without the role worker',
    ]);
    expect(noted({ ABOVEBOARD_CLUSTER_KEY_FILE: '/key' })).toEqual([
      'ABOVEBOARD_CLUSTER_KEY_FILE: has no effect without ABOVEBOARD_ROLES',
    ]);
  });
});

test('every variable of ours that the sources and documents name is a setting, or known to be none', () => {
  const places = [
    '{packages,apps}/*/src/**/*.{ts,tsx}',
    '{bench,tools}/**/*.{ts,mjs}',
    '*.md',
    '{docs,design,runbooks}/**/*.md',
  ];
  const files = globSync(places, { cwd: projectRoot, exclude: (name) => name === 'node_modules' || name === 'dist' });
  const isMeantWrong = (file: string): boolean => /config\.test\.ts$/.test(file); // what is misspelt there is misspelt on purpose
  const named = files
    .filter((file) => !isMeantWrong(file))
    .flatMap((file) =>
      [...readFileSync(join(projectRoot, file), 'utf8').matchAll(/\bABOVEBOARD_[A-Z0-9_]*[A-Z0-9]\b/g)].map(([name]) => name),
    );
  const known = [...SETTING_NAMES.map(environmentName), ...OTHER_NAMES];
  expect([...new Set(named)].filter((name) => !known.includes(name))).toEqual([]);
  expect(OTHER_NAMES.filter((name) => !named.includes(name))).toEqual([]);
});

describe('a wrong setting is named, with what it got and what it wants', () => {
  test.each([
    [{ ABOVEBOARD_PORT: '99999' }, 'ABOVEBOARD_PORT: got "99999", wants a whole number from 0 to 65535'],
    [{ ABOVEBOARD_PORT: 'eighty' }, 'ABOVEBOARD_PORT: got "eighty", wants a whole number from 0 to 65535'],
    [{ ABOVEBOARD_BOTS: 'maybe' }, 'ABOVEBOARD_BOTS: got "maybe", wants on or off'],
    [
      { ABOVEBOARD_ORIGIN: 'cards.example.org' },
      'ABOVEBOARD_ORIGIN: got "cards.example.org", wants an address such as https://',
    ],
    [{ ABOVEBOARD_TRUSTED_PROXIES: 'everybody' }, 'ABOVEBOARD_TRUSTED_PROXIES: got "everybody", wants addresses or ranges'],
    [{ ABOVEBOARD_PROT: '8080' }, 'ABOVEBOARD_PROT: there is no such setting'],
    [{ ABOVEBOARD_CONFIG: 'nowhere.json' }, 'nowhere.json, wants a file that can be read'],
    [
      { ABOVEBOARD_FREEROLL_CHIPS: '100001' },
      'ABOVEBOARD_FREEROLL_PER_DAY: got 100000, wants at least ABOVEBOARD_FREEROLL_CHIPS (100001), what one player gets',
    ],
  ])('%o', (env, message) => {
    expect(() => load({ env })).toThrow(ConfigError);
    expect(() => load({ env })).toThrow(message);
  });

  test('all of them at once, misspelt ones and relations included', () => {
    const cwd = dataFolder();
    writeFileSync(join(cwd, 'room.json'), '{ "portt": 1, "turnMs": "long" }');
    writeFileSync(join(cwd, '.env'), 'ABOVEBOARD_PORT=-1\n');
    const env = { ABOVEBOARD_CONFIG: 'room.json', ABOVEBOARD_PROT: '1', ABOVEBOARD_REVEAL_MS: '6000', ABOVEBOARD_ZZZZZZ: '1' };
    const { remarks, config } = readSettings({ env, cwd, overrides: { data: '' } });
    expect(config).toBeNull();
    expect(remarks.map(({ text }) => text)).toEqual([
      '"portt" in room.json: there is no such setting; did you mean port?',
      'ABOVEBOARD_PROT: there is no such setting; did you mean ABOVEBOARD_PORT?',
      'ABOVEBOARD_ZZZZZZ: there is no such setting; npx aboveboard config show lists those there are',
      'ABOVEBOARD_PORT in .env: got "-1", wants a whole number from 0 to 65535',
      '--data: got "", wants a folder',
      '"turnMs" in room.json: got "long", wants a whole number from 100 to 600000',
      'ABOVEBOARD_REVEAL_MAX_MS: got 5000, wants at least ABOVEBOARD_REVEAL_MS (6000), which it stretches',
    ]);
  });

  test('and nothing is said of a relation to a setting that is wrong by itself', () => {
    const { remarks } = readSettings({
      env: { ABOVEBOARD_REVEAL_MS: '9x', ABOVEBOARD_REVEAL_MAX_MS: '50' },
      cwd: dataFolder(),
    });
    expect(remarks).toHaveLength(1);
  });

  test('in a file too', () => {
    const cwd = dataFolder();
    writeFileSync(join(cwd, 'a.json'), '{ "port": "x", "prot": 1 }');
    writeFileSync(join(cwd, 'b.json'), '{ port: 1 }');
    expect(() => load({ cwd, env: { ABOVEBOARD_CONFIG: 'a.json' } })).toThrow(
      '"port" in a.json: got "x", wants a whole number',
    );
    expect(() => load({ cwd, env: { ABOVEBOARD_CONFIG: 'a.json' } })).toThrow('"prot" in a.json: there is no such setting');
    expect(() => load({ cwd, env: { ABOVEBOARD_CONFIG: 'b.json' } })).toThrow('ABOVEBOARD_CONFIG: b.json is not JSON');
  });
});

describe('what is probably not meant is a note, and the room starts', () => {
  test.each([
    [{ ABOVEBOARD_ORIGIN: 'https://cards.example.org' }, 'ABOVEBOARD_TRUSTED_PROXIES: none'],
    [{ ABOVEBOARD_ORIGIN: 'http://cards.example.org' }, 'ABOVEBOARD_ORIGIN: http://cards.example.org is not https'],
    [{ ABOVEBOARD_COMMANDS_PER_PLAYER: '601' }, 'ABOVEBOARD_COMMANDS_PER_PLAYER: 601 is never reached'],
    [{ ABOVEBOARD_BOTS: 'off', ABOVEBOARD_BOTS_PER_TABLE: '3' }, 'ABOVEBOARD_BOTS_PER_TABLE: has no effect'],
    [{ ABOVEBOARD_BOT_THINK_MS: '20000' }, 'ABOVEBOARD_BOT_THINK_MS: 20000 is no less than a turn'],
  ])('%o', (env, beginning) => {
    const { remarks, config } = readSettings({ env, cwd: dataFolder() });
    expect(config).not.toBeNull();
    expect(remarks).toEqual([{ severity: 'note', text: expect.stringContaining(beginning) }]);
  });

  test.each(['http://localhost:8080', 'http://10.1.2.3', 'http://cards', 'http://cards.local', 'http://[::1]:8080'])(
    'a room on the own network needs no https: %s',
    (origin) => {
      expect(readSettings({ env: { ABOVEBOARD_ORIGIN: origin }, cwd: dataFolder() }).remarks).toEqual([]);
    },
  );
});

describe('the nearest name', () => {
  test.each([
    ['prot', 'port'],
    ['turn_ms', 'turnMs'],
    ['BOTS', 'bots'],
    ['trustedProxys', 'trustedProxies'],
    ['somethingElse', null],
  ])('%s → %s', (written, meant) => {
    expect(nearestName(written, SETTING_NAMES)).toBe(meant);
  });
});
