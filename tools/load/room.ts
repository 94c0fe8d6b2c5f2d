/** The room under load: one started for the run, or one that runs already on this machine. */
import type { RoomUse } from '../../bench/src/measure/started-room.ts';

export interface RoomUnderLoad {
  /** `http://…`, without a path. */
  readonly url: string;
  /** Processor time and memory of the room's process; null where it is not ours. */
  use(): RoomUse | null;
  stop(): Promise<void>;
}

/** A room that somebody else started. Nothing of it is changed but what a player can do. */
export function roomAt(url: string): RoomUnderLoad {
  return { url: url.replace(/\/$/, ''), use: () => null, stop: async () => undefined };
}

/** Whether an address is this machine's own: a load is never aimed at anybody else's. */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && (hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname));
}
