/**
 * Reads the settings: from a config file, a `.env` file, the environment and the command line, the later ones first. All that is
 * wrong is said at once.
 */
import { resolve } from 'node:path';
import { type Remark, wrong } from './remark.ts';
import { relationRemarks } from './setting-relations.ts';
import { type ConfigSources, type GivenSetting, gatherSettings } from './setting-sources.ts';
import { isSecret, SETTING_NAMES, type ServerConfig, type SettingName, serverConfig } from './settings.ts';

/** A person's mistake in the settings; the message names each one, what it is, and what it should be. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export interface EffectiveSetting {
  readonly name: SettingName;
  /** As the server takes it, or as it was given where that is wrong; null where there is none, and never a secret. */
  readonly value: unknown;
  /** Where it comes from: `ABOVEBOARD_PORT in .env`, `--data`; null for the default. */
  readonly from: string | null;
  readonly isSecret: boolean;
}

export interface SettingsReport {
  readonly settings: readonly EffectiveSetting[];
  readonly remarks: readonly Remark[];
  /** Those that are right by themselves, whatever the others are. */
  readonly right: Partial<ServerConfig>;
  /** Null where anything is wrong. */
  readonly config: ServerConfig | null;
}

/** @throws ConfigError naming every setting that is wrong. */
export function loadConfig(sources: ConfigSources): ServerConfig {
  const { config, remarks } = readSettings(sources);
  if (config) return config;
  const faults = remarks.filter(({ severity }) => severity === 'wrong');
  throw new ConfigError(faults.map(({ text }) => text).join('\n'));
}

/** All settings as they would count, and what there is to say about them. Reads files and touches nothing. */
export function readSettings(sources: ConfigSources): SettingsReport {
  const given = gatherSettings(sources);
  const parsed = SETTING_NAMES.map((name) => parseSetting(name, given.settings.get(name)));
  const isRight = new Set(parsed.flatMap(({ name, fault }) => (fault === null ? [name] : [])));
  const right = rightOnes(parsed, sources.cwd);
  const config = right as ServerConfig; // once nothing is wrong
  const faults = [...given.wrong, ...parsed.flatMap(({ fault }) => fault ?? [])];
  const remarks = [...faults.map(wrong), ...relationRemarks(config, (name) => isRight.has(name))];
  const isGood = remarks.every(({ severity }) => severity === 'note');
  return { settings: parsed.map(({ setting }) => setting), remarks, right, config: isGood ? config : null };
}

function rightOnes(parsed: readonly ParsedSetting[], cwd: string): Partial<ServerConfig> {
  const isThere = ({ value, fault }: ParsedSetting): boolean => fault === null && value !== undefined;
  const right: Partial<ServerConfig> = Object.fromEntries(parsed.filter(isThere).map(({ name, value }) => [name, value]));
  return right.data === undefined ? right : { ...right, data: resolve(cwd, right.data) };
}

interface ParsedSetting {
  readonly name: SettingName;
  readonly value: unknown;
  readonly setting: EffectiveSetting;
  readonly fault: string | null;
}

function parseSetting(name: SettingName, given: GivenSetting | undefined): ParsedSetting {
  const parsed = serverConfig.shape[name].safeParse(given?.value);
  const value = parsed.success ? parsed.data : given?.value;
  const shown = isSecret(name) ? null : (value ?? null);
  const setting = { name, value: shown, from: given?.from ?? null, isSecret: isSecret(name) };
  if (parsed.success) return { name, value, setting, fault: null };
  const got = isSecret(name) ? 'a secret, which is not shown' : JSON.stringify(value);
  return { name, value, setting, fault: `${given?.from ?? name}: got ${got}, wants ${parsed.error.issues[0]?.message}` };
}
