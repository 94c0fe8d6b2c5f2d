/**
 * Where settings are given: a config file, a `.env` file, the environment, the command line. Nothing is judged here but names.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { nearestName } from './nearest-name.ts';
import { environmentName, isSettingName, SETTING_NAMES, type ServerConfig, type SettingName } from './settings.ts';

export interface ConfigSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where `.env` and relative paths are looked for. */
  readonly cwd: string;
  /** From the command line; first of all. */
  readonly overrides?: Partial<ServerConfig>;
}

export interface GivenSetting {
  readonly value: unknown;
  /** Where it is to be changed, as a person would look for it: `ABOVEBOARD_PORT`, `"port" in room.json`, `--port`. */
  readonly from: string;
}

export interface GivenSettings {
  /** Of each setting that is given at all, the one that counts. */
  readonly settings: ReadonlyMap<SettingName, GivenSetting>;
  /** A sentence for each name that is none, and for a file that cannot be read. */
  readonly wrong: readonly string[];
}

/** Names that begin like a setting and belong to something else: this file's own, the tests', the operator's commands'. */
export const OTHER_NAMES: readonly string[] = [
  'ABOVEBOARD_BACKUP_PASSPHRASE_FILE',
  'ABOVEBOARD_BOOKS',
  'ABOVEBOARD_BOT_HANDS',
  'ABOVEBOARD_BROWSER_HANDS',
  'ABOVEBOARD_CLUSTER_KILLS',
  'ABOVEBOARD_CONFIG',
  'ABOVEBOARD_DATABASE_AWAY_MS',
  'ABOVEBOARD_FAIL_POINT',
  'ABOVEBOARD_FAULT_SCALE',
  'ABOVEBOARD_HANDS',
  'ABOVEBOARD_HONEST_HANDS',
  'ABOVEBOARD_MOVES',
  'ABOVEBOARD_OPERATOR_TOKEN',
  'ABOVEBOARD_RANDOM_FRAMES',
  'ABOVEBOARD_RANDOM_HANDS',
  'ABOVEBOARD_REDIS_AWAY_MS',
  'ABOVEBOARD_SEALED',
  'ABOVEBOARD_SEED',
  'ABOVEBOARD_SERVER',
  'ABOVEBOARD_SIM_BUG',
  'ABOVEBOARD_SIM_SEEDS',
  'ABOVEBOARD_STORM_SOCKETS',
  'ABOVEBOARD_WAL_RUNS',
];

/** One source: each name it gives, with the setting it means, or null where it means none. */
interface SourceEntry extends GivenSetting {
  readonly name: SettingName | null;
  readonly written: string;
}

/** What all sources give, the later ones first: the config file, `.env`, the environment, the command line. */
export function gatherSettings({ env, cwd, overrides = {} }: ConfigSources): GivenSettings {
  const dotEnv = readDotEnv(cwd);
  const file = readConfigFile(env.ABOVEBOARD_CONFIG || dotEnv.ABOVEBOARD_CONFIG, cwd);
  const entries = [
    ...file.entries,
    ...variables(dotEnv, (variable) => `${variable} in .env`),
    ...variables(env, (variable) => variable),
    ...Object.entries(overrides).flatMap(([written, value]) =>
      value === undefined ? [] : [{ name: isSettingName(written) ? written : null, written, value, from: flagOf(written) }],
    ),
  ];
  const settings = new Map(entries.flatMap(({ name, value, from }) => (name ? [[name, { value, from }] as const] : [])));
  const strangers = entries.filter(({ name }) => name === null).map(noSuchSetting);
  return { settings, wrong: [...file.wrong, ...strangers] };
}

/** A setting as the command line calls it: `--role` may be said several times. */
function flagOf(written: string): string {
  return written === 'roles' ? '--role' : `--${written}`;
}

/** Our own variables; one that is misspelt is an error, not a silence. An empty one counts as not set. */
function variables(env: ConfigSources['env'], from: (variable: string) => string): SourceEntry[] {
  const known = new Map(SETTING_NAMES.map((name) => [environmentName(name), name]));
  return Object.entries(env).flatMap(([variable, value]) =>
    !variable.startsWith('ABOVEBOARD_') || OTHER_NAMES.includes(variable) || !value
      ? []
      : [{ name: known.get(variable) ?? null, written: variable, value, from: from(variable) }],
  );
}

/** Its value is not repeated: what is misspelt may be a secret. */
function noSuchSetting({ written, from }: SourceEntry): string {
  const isVariable = written.startsWith('ABOVEBOARD_');
  const nearest = nearestName(written, isVariable ? SETTING_NAMES.map(environmentName) : SETTING_NAMES);
  const hint = nearest ? `did you mean ${nearest}?` : 'npx aboveboard config show lists those there are';
  return `${from}: there is no such setting; ${hint}`;
}

function readDotEnv(cwd: string): Record<string, string | undefined> {
  const path = join(cwd, '.env');
  return existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {};
}

interface ConfigFile {
  readonly entries: readonly SourceEntry[];
  readonly wrong: readonly string[];
}

function readConfigFile(path: string | undefined, cwd: string): ConfigFile {
  if (!path) return { entries: [], wrong: [] };
  const unreadable = (why: string): ConfigFile => ({ entries: [], wrong: [`ABOVEBOARD_CONFIG: ${why}`] });
  let text: string;
  try {
    text = readFileSync(resolve(cwd, path), 'utf8');
  } catch {
    return unreadable(`got ${path}, wants a file that can be read`);
  }
  try {
    const settings: unknown = JSON.parse(text);
    if (typeof settings === 'object' && settings !== null && !Array.isArray(settings)) {
      return { entries: fileEntries(settings, path), wrong: [] };
    }
  } catch {
    return unreadable(`${path} is not JSON`); // the parser's own message would quote the file, and secrets with it
  }
  return unreadable(`${path} wants to be a JSON object of settings, such as { "port": 8080 }`);
}

function fileEntries(settings: object, path: string): SourceEntry[] {
  return Object.entries(settings).map(([written, value]) => ({
    name: isSettingName(written) ? written : null,
    written,
    value,
    from: `"${written}" in ${path}`,
  }));
}
