/** Replays files of hands and counts what came of them. */
import { err, ok, type Result } from '@aboveboard/kit';
import { type Mismatch, readHands, replayHand } from '@aboveboard/notation';
import type { HandFile } from './find-hand-files.ts';
import { readHandFile } from './read-hand-file.ts';

export interface Tally {
  readonly replayed: number;
  /** Hands whose record lacks the cards that decide them. */
  readonly skipped: readonly { readonly file: string; readonly hand: string; readonly reason: string }[];
  readonly mismatches: readonly (Mismatch & { readonly file: string; readonly hand: string })[];
  /** Hands that could not be read. */
  readonly faults: readonly { readonly file: string; readonly line: number; readonly hand: string; readonly reason: string }[];
}

export function replayFiles(files: readonly HandFile[]): Tally {
  let replayed = 0;
  const skipped: Tally['skipped'][number][] = [];
  const mismatches: Tally['mismatches'][number][] = [];
  const faults: Tally['faults'][number][] = [];
  for (const { path: file } of files) {
    const text = textOf(file);
    if (!text.ok) faults.push({ file, line: 1, hand: '', reason: text.error });
    for (const { name, record } of text.ok ? readHands(text.value) : []) {
      if (!record.ok) {
        faults.push({ file, hand: name, ...record.error });
        continue;
      }
      const outcome = replayHand(record.value);
      if (outcome.kind === 'skipped') {
        skipped.push({ file, hand: name, reason: outcome.reason });
        continue;
      }
      replayed += 1;
      if (outcome.kind === 'mismatched')
        mismatches.push(...outcome.mismatches.map((mismatch) => ({ file, hand: name, ...mismatch })));
    }
  }
  return { replayed, skipped, mismatches, faults };
}

function textOf(file: string): Result<string, string> {
  try {
    return ok(readHandFile(file));
  } catch (error) {
    return err((error as Error).message);
  }
}

/** Each fault and mismatch on a line of its own, each hand that was skipped with its reason, and the count last. */
export function formatTally({ replayed, skipped, mismatches, faults }: Tally): string {
  const of = (file: string, hand: string): string => (hand ? `${file} [${hand}]` : file);
  const differing = new Set(mismatches.map(({ file, hand }) => of(file, hand)));
  const lines = [
    ...faults.map(({ file, line, hand, reason }) => `${file}:${line}${hand && ` [${hand}]`} cannot be read: ${reason}`),
    ...mismatches.map(({ file, hand, seat, expected, got }) => `${of(file, hand)} ${seat}: expected ${expected}, got ${got}`),
    ...skipped.map(({ file, hand, reason }) => `${of(file, hand)} skipped: ${reason}`),
    `replayed ${replayed} hands: ${differing.size} mismatches`,
  ];
  return `${lines.join('\n')}\n`;
}
