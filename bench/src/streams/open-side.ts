import { aboveboardSide } from './aboveboard.ts';
import { bullmqSide } from './bullmq.ts';
import { rawSide } from './raw.ts';
import type { Side, SideName } from './side.ts';

export function openSide(name: SideName, socketPath: string): Promise<Side> {
  switch (name) {
    case 'aboveboard':
      return aboveboardSide(socketPath, { dedupeMs: 0, keepResultMs: 0 });
    case 'aboveboard-ids':
      return aboveboardSide(socketPath, { dedupeMs: 600_000, keepResultMs: 600_000 }); // as the house has them for its imports
    case 'bullmq':
      return bullmqSide(socketPath);
    case 'raw':
      return rawSide(socketPath);
  }
}
