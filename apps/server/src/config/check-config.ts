/** `config check`: everything that can be known of the settings on this machine without opening the room. */
import { type EffectiveSetting, readSettings } from './load-config.ts';
import { databaseRemarks } from './machine/database.ts';
import { dataFolderRemarks, holderOf, webFolderRemarks } from './machine/folders.ts';
import { keyRemarks } from './machine/keys.ts';
import { type ListenNames, portFault } from './machine/port.ts';
import { redisRemarks } from './machine/redis.ts';
import { note, type Remark, wrong } from './remark.ts';
import type { ConfigSources } from './setting-sources.ts';
import type { ServerConfig } from './settings.ts';

export interface ConfigCheck {
  /** Whether the room would start, as far as can be known. */
  readonly isGood: boolean;
  readonly remarks: readonly Remark[];
  readonly settings: readonly EffectiveSetting[];
}

/** Says all there is at once: folders, keys and ports are looked at as far as the settings that name them are right. Changes nothing. */
export async function checkConfig(sources: ConfigSources): Promise<ConfigCheck> {
  const { right, settings, remarks } = readSettings(sources);
  const { data, databaseUrl } = right;
  const holder = data === undefined ? null : holderOf(data);
  const ofDatabase = data === undefined ? [] : await databaseRemarks({ data, databaseUrl });
  const ofMachine = [...(await portRemarks(right, holder)), ...ofDatabase, ...(await redisRemarks(right.redisUrl))];
  const all = [...remarks, ...folderRemarks(right, holder), ...ofMachine];
  return { isGood: all.every(({ severity }) => severity === 'note'), remarks: all, settings };
}

function folderRemarks({ data, web }: Partial<ServerConfig>, holder: string | null): Remark[] {
  const running = holder ? [note(`ABOVEBOARD_DATA: ${data} is in use by ${holder}, a room that runs now`)] : [];
  const kept = data === undefined ? [] : [...dataFolderRemarks(data), ...keyRemarks(data)];
  return [...running, ...kept, ...webFolderRemarks(web)];
}

/** A port that is taken while the room runs is most likely the room's own. */
async function portRemarks(right: Partial<ServerConfig>, holder: string | null): Promise<Remark[]> {
  const faults = [
    await faultOf(right.host, right.port, { portName: 'ABOVEBOARD_PORT', hostName: 'ABOVEBOARD_HOST' }),
    await faultOf(right.metricsHost, right.metricsPort, {
      portName: 'ABOVEBOARD_METRICS_PORT',
      hostName: 'ABOVEBOARD_METRICS_HOST',
    }),
  ].filter((fault) => fault !== null);
  return faults.map((fault) => (holder ? note(`${fault} (perhaps it is the room's own)`) : wrong(fault)));
}

async function faultOf(host: string | undefined, port: number | undefined, names: ListenNames): Promise<string | null> {
  return host === undefined || port === undefined ? null : portFault({ host, port }, names);
}
