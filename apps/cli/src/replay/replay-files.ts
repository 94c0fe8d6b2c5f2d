/** Replays files of hands and counts what came of them. */
import { readFileSync } from 'node:fs';
import { type Mismatch, readPhh, replayHand } from '@aboveboard/notation';

export interface Tally {
  readonly replayed: number;
  /** By what the hand is, or what it has, that the engine does not play yet. */
  readonly skipped: Readonly<Record<string, number>>;
  readonly mismatches: readonly (Mismatch & { readonly file: string; readonly hand: string })[];
  /** Hands that could not be read. */
  readonly faults: readonly { readonly file: string; readonly line: number; readonly hand: string; readonly reason: string }[];
}

export function replayFiles(files: readonly string[]): Tally {
  let replayed = 0;
  const skipped: Record<string, number> = {};
  const mismatches: Tally['mismatches'][number][] = [];
  const faults: Tally['faults'][number][] = [];
  for (const file of files) {
    for (const { name, record } of readPhh(readFileSync(file, 'utf8'))) {
      if (!record.ok) {
        faults.push({ file, hand: name, ...record.error });
        continue;
      }
      const outcome = replayHand(record.value);
      if (outcome.kind === 'skipped') {
        skipped[outcome.reason] = (skipped[outcome.reason] ?? 0) + 1;
        continue;
      }
      replayed += 1;
      if (outcome.kind === 'mismatched')
        mismatches.push(...outcome.mismatches.map((mismatch) => ({ file, hand: name, ...mismatch })));
    }
  }
  return { replayed, skipped, mismatches, faults };
}

/** Each fault and mismatch on a line of its own, what was skipped by name, and the count last. */
export function formatTally({ replayed, skipped, mismatches, faults }: Tally): string {
  const of = (file: string, hand: string): string => (hand ? `${file} [${hand}]` : file);
  const differing = new Set(mismatches.map(({ file, hand }) => of(file, hand)));
  const lines = [
    ...faults.map(({ file, line, hand, reason }) => `${file}:${line}${hand && ` [${hand}]`} cannot be read: ${reason}`),
    ...mismatches.map(({ file, hand, seat, expected, got }) => `${of(file, hand)} ${seat}: expected ${expected}, got ${got}`),
    ...Object.entries(skipped).map(([reason, count]) => `skipped ${count}: ${reason}`),
    `replayed ${replayed} hands: ${differing.size} mismatches`,
  ];
  return `${lines.join('\n')}\n`;
}
