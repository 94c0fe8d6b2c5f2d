import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { dataFolder } from '../testing/open-room.ts';
import { ConfigError, loadConfig } from './load-config.ts';
import type { ConfigSources } from './setting-sources.ts';
import { environmentName, SETTING_NAMES } from './settings.ts';

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
    const path = fileURLToPath(new URL('../../../../.env.example', import.meta.url));
    const example = parseEnv(readFileSync(path, 'utf8'));
    expect(Object.keys(example).sort()).toEqual(SETTING_NAMES.map(environmentName).sort());
    const cwd = dataFolder();
    expect(load({ cwd, env: example })).toEqual(load({ cwd }));
  });
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
  ])('%o', (env, message) => {
    expect(() => load({ env })).toThrow(ConfigError);
    expect(() => load({ env })).toThrow(message);
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
