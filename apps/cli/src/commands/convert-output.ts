/** Which files converted hands go into, and their texts. */
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { err, ok, type Result } from '@aboveboard/kit';
import { handJson, type PhhRecord, writePhh, writePhhs, writeText } from '@aboveboard/notation';
import type { ConvertedHand } from './convert-hands.ts';

export type Form = 'phh' | 'phhs' | 'text' | 'json';

interface FormOfFile {
  readonly extension: string;
  /** Why a hand has not this form, null when it has. */
  readonly refuses: (record: PhhRecord) => string | null;
  /** All hands of one file. */
  readonly write: (hands: readonly ConvertedHand[]) => string;
}

const always = (): null => null;

export const FORMS: Readonly<Record<Form, FormOfFile>> = {
  phh: { extension: '.phh', refuses: always, write: (hands) => hands.map(({ record }) => writePhh(record)).join('\n') },
  phhs: { extension: '.phhs', refuses: always, write: (hands) => writePhhs(named(hands)) },
  text: { extension: '.txt', refuses: refusesText, write: (hands) => hands.map(textOf).join('\n\n') },
  json: {
    extension: '.json',
    refuses: always,
    write: (hands) =>
      `${JSON.stringify(
        hands.map(({ record }) => handJson(record)),
        null,
        1,
      )}\n`,
  },
};

function refusesText(record: PhhRecord): string | null {
  const text = writeText(record, { number: 1 });
  return text.ok ? null : text.error;
}

function textOf({ record }: ConvertedHand, index: number): string {
  const text = writeText(record, { number: index + 1 });
  return text.ok ? text.value : '';
}

/** Tables of one file have names of their own: hands keep theirs as long as no other has it. */
function named(hands: readonly ConvertedHand[]): readonly { readonly name: string; readonly record: PhhRecord }[] {
  const names = hands.map(({ name }) => name);
  const isDistinct = names.every((name) => name !== '') && new Set(names).size === names.length;
  return hands.map(({ name, record }) => ({ name: isDistinct ? name : '', record }));
}

export interface OutputFile {
  readonly path: string;
  readonly text: string;
}

/**
 * All hands in one file, or in a folder a file for each file that was read: for each hand where the form holds only one.
 *
 * The error says why the hands do not fit into what `out` is.
 */
export function outputFiles(
  hands: readonly ConvertedHand[],
  to: Form,
  out: string | null,
): Result<readonly OutputFile[], string> {
  const { write, extension } = FORMS[to];
  const isFolder = out !== null && (/[\\/]$/.test(out) || (existsSync(out) && statSync(out).isDirectory()));
  if (out === null || (!isFolder && (to !== 'phh' || hands.length <= 1 || out.endsWith(extension)))) {
    if (to === 'phh' && hands.length > 1)
      return err(`${hands.length} hands do not fit into one .phh: write --to phhs, or name a folder with --out`);
    return ok(out !== null && hands.length === 0 ? [] : [{ path: out ?? '', text: write(hands) }]);
  }
  const files = new Map<string, ConvertedHand[]>();
  for (const hand of hands) {
    const inFile = to === 'phh' && hand.name !== '' ? `-${hand.name.replace(/[^\w.-]+/g, '_')}` : '';
    const { inFolder } = hand.file;
    const name = `${basename(inFolder, extname(inFolder))}${inFile}${extension}`;
    const path = join(out, dirname(inFolder), name);
    files.set(path, [...(files.get(path) ?? []), hand]);
  }
  const crowded = [...files].find(
    ([, all]) => (to === 'phh' && all.length > 1) || new Set(all.map(({ file }) => file.path)).size > 1,
  );
  if (crowded)
    return err(`${crowded[0]} would get hands of more than one file or name; convert them into folders of their own`);
  return ok([...files].map(([path, all]) => ({ path, text: write(all) })));
}

/** Writes them all, or none where one is there already: then the answer says which. */
export function writeFiles(files: readonly OutputFile[], isForced: boolean): string | null {
  const there = isForced ? undefined : files.find(({ path }) => existsSync(path));
  if (there) return `${there.path} is there already; --force overwrites it`;
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: isForced ? 'w' : 'wx' });
  }
  return null;
}
