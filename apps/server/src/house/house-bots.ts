/** placeholder until bots land */
import type { HousePorts } from './house.ts';
export interface HouseBots {
  close(): Promise<void>;
}
export async function startHouseBots(_ports: HousePorts, _tableIds: readonly string[]): Promise<HouseBots> {
  return { close: async () => undefined };
}
