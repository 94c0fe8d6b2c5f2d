/** `config check`: everything that can be known of the settings on this machine without opening the room. */
import { type EffectiveSetting, readSettings } from './load-config.ts';
import { dataFolderRemarks, holderOf, webFolderRemarks } from './machine/folders.ts';
import { keyRemarks } from './machine/keys.ts';
import { portFault } from './machine/port.ts';
import { note, type Remark, wrong } from './remark.ts';
import type { ConfigSources } from './setting-sources.ts';
import type { ServerConfig } from './settings.ts';

export interface ConfigCheck {
  /** Whether the room would start, as far as can be known. */
  readonly isGood: boolean;
  readonly remarks: readonly Remark[];
  readonly settings: readonly EffectiveSetting[];
}

/** Looks at folders, keys and ports only once the settings are right by themselves. Changes nothing. */
export async function checkConfig(sources: ConfigSources): Promise<ConfigCheck> {
  const { config, settings, remarks } = readSettings(sources);
  const all = config ? [...remarks, ...(await machineRemarks(config))] : remarks;
  return { isGood: all.every(({ severity }) => severity === 'note'), remarks: all, settings };
}

async function machineRemarks(config: ServerConfig): Promise<Remark[]> {
  const folder = dataFolderRemarks(config.data);
  if (folder.length > 0) return [...folder, ...(await portRemarks(config, null))];
  const holder = holderOf(config.data);
  const running = holder ? [note(`ABOVEBOARD_DATA: ${config.data} is in use by ${holder}, a room that runs now`)] : [];
  return [...running, ...keyRemarks(config.data), ...webFolderRemarks(config.web), ...(await portRemarks(config, holder))];
}

/** A port that is taken while the room runs is most likely the room's own. */
async function portRemarks({ host, port }: ServerConfig, holder: string | null): Promise<Remark[]> {
  const fault = await portFault({ host, port }, { portName: 'ABOVEBOARD_PORT', hostName: 'ABOVEBOARD_HOST' });
  if (fault === null) return [];
  return [holder ? note(`${fault} (perhaps it is the room's own)`) : wrong(fault)];
}
