/**
 * Reads the settings: from a config file, a `.env` file, the environment and the command line, the later ones first.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { environmentName, SETTING_NAMES, type ServerConfig, serverConfig } from './settings.ts';

/** A person's mistake in the settings; the message names each one, what it is, and what it should be. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export interface ConfigSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where `.env` and relative paths are looked for. */
  readonly cwd: string;
  /** From the command line; first of all. */
  readonly overrides?: Partial<ServerConfig>;
}

/** Settings that are not part of the configuration, for tests and tools of the house. */
const OTHER_NAMES = ['ABOVEBOARD_CONFIG', 'ABOVEBOARD_FAIL_POINT', 'ABOVEBOARD_HANDS', 'ABOVEBOARD_RANDOM_HANDS'];

/** @throws ConfigError naming every setting that is wrong. */
export function loadConfig({ env, cwd, overrides = {} }: ConfigSources): ServerConfig {
  const variables = { ...readDotEnv(cwd), ...env };
  const fromFile = readConfigFile(variables.ABOVEBOARD_CONFIG, cwd);
  const fromEnvironment = settingsIn(variables);
  const given = { ...fromFile.settings, ...fromEnvironment, ...withoutUndefined(overrides) };
  const parsed = serverConfig.safeParse(given);
  if (!parsed.success) {
    const whereFrom = (name: string): string =>
      name in overrides ? `--${name}` : name in fromEnvironment ? environmentName(name) : `"${name}" in ${fromFile.path}`;
    throw new ConfigError(parsed.error.issues.map((issue) => explain(issue, given, whereFrom)).join('\n'));
  }
  return { ...parsed.data, data: resolve(cwd, parsed.data.data) };
}

interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
}

function explain(issue: Issue, given: Record<string, unknown>, whereFrom: (name: string) => string): string {
  if (issue.code === 'unrecognized_keys') {
    return (issue.keys ?? [])
      .map((key) => `${whereFrom(key)}: there is no such setting; there are ${SETTING_NAMES.join(', ')}`)
      .join('\n');
  }
  const name = String(issue.path[0]);
  return `${whereFrom(name)}: got ${JSON.stringify(given[name])}, wants ${issue.message}`;
}

/** Our own variables; one that is misspelt is an error, not a silence. An empty one counts as not set. */
function settingsIn(variables: Readonly<Record<string, string | undefined>>): Record<string, unknown> {
  const known = new Map(SETTING_NAMES.map((name) => [environmentName(name), name]));
  const found: Record<string, unknown> = {};
  for (const [variable, value] of Object.entries(variables)) {
    if (!variable.startsWith('ABOVEBOARD_') || OTHER_NAMES.includes(variable) || !value) continue;
    const name = known.get(variable);
    if (!name) throw new ConfigError(`${variable}: there is no such setting; there are ${[...known.keys()].join(', ')}`);
    found[name] = value;
  }
  return found;
}

function readDotEnv(cwd: string): Record<string, string | undefined> {
  const path = join(cwd, '.env');
  return existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {};
}

function readConfigFile(path: string | undefined, cwd: string): { path: string; settings: Record<string, unknown> } {
  if (!path) return { path: '', settings: {} };
  const text = readText(resolve(cwd, path));
  try {
    const settings: unknown = JSON.parse(text);
    if (typeof settings === 'object' && settings !== null && !Array.isArray(settings))
      return { path, settings: { ...settings } };
  } catch (error) {
    throw new ConfigError(`ABOVEBOARD_CONFIG: ${path} is not JSON: ${(error as Error).message}`);
  }
  throw new ConfigError(`ABOVEBOARD_CONFIG: ${path} wants to be a JSON object of settings, such as { "port": 8080 }`);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError(`ABOVEBOARD_CONFIG: got ${path}, wants a file that can be read`);
  }
}

function withoutUndefined(values: Partial<ServerConfig>): Partial<ServerConfig> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
