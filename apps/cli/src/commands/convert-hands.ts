/** Reads all hands of some files and writes them in another form; what cannot be converted is told and left out. */
import { err, ok, type Result } from '@aboveboard/kit';
import { type HandForm, type PhhRecord, readHands } from '@aboveboard/notation';
import { findHandFiles, type HandFile } from '../replay/find-hand-files.ts';
import { readHandFile } from '../replay/read-hand-file.ts';
import { FORMS, type Form, type OutputFile, outputFiles, writeFiles } from './convert-output.ts';

export interface ConvertFlags {
  readonly to: Form;
  readonly from: 'auto' | HandForm;
  readonly out?: string;
  readonly force?: boolean;
}

/** One hand, in the form it is to have. */
export interface ConvertedHand {
  readonly file: HandFile;
  /** Its number or name within the file; empty for the only one. */
  readonly name: string;
  readonly record: PhhRecord;
}

export interface Fault {
  readonly file: string;
  readonly hand: string;
  /** Null where the hand was read and cannot be written. */
  readonly line: number | null;
  readonly reason: string;
}

export interface Converted {
  readonly converted: number;
  readonly files: readonly string[];
  readonly faults: readonly Fault[];
  /** What was asked for without `out`. */
  readonly printed: string;
}

const PROGRESS_EVERY = 50;

/** The error is a sentence for whoever called: nothing to read, or a file in the way. */
export function convertHands(inputs: readonly string[], flags: ConvertFlags): Result<Converted, string> {
  const files = findHandFiles(inputs);
  if (!files.ok) return files;
  const faults: Fault[] = [];
  const hands: ConvertedHand[] = [];
  for (const [index, file] of files.value.entries()) {
    hands.push(...readFile(file, flags.from, faults));
    if (process.stderr.isTTY && index % PROGRESS_EVERY === PROGRESS_EVERY - 1)
      process.stderr.write(`\rread ${index + 1} of ${files.value.length} files`);
  }
  if (process.stderr.isTTY && files.value.length >= PROGRESS_EVERY) process.stderr.write('\n');
  const written = writable(hands, flags.to, faults);
  const output = outputFiles(written, flags.to, flags.out ?? null);
  if (!output.ok) return output;
  if (flags.out === undefined) return ok({ converted: written.length, files: [], faults, printed: textOf(output.value) });
  const there = writeFiles(output.value, flags.force === true);
  if (there !== null) return err(there);
  return ok({ converted: written.length, files: output.value.map(({ path }) => path), faults, printed: '' });
}

function textOf(files: readonly OutputFile[]): string {
  return files.map(({ text }) => text).join('\n');
}

function readFile(file: HandFile, from: ConvertFlags['from'], faults: Fault[]): ConvertedHand[] {
  let text: string;
  try {
    text = readHandFile(file.path);
  } catch (error) {
    faults.push({ file: file.path, hand: '', line: null, reason: (error as Error).message });
    return [];
  }
  return readHands(text, from === 'auto' ? undefined : from).flatMap(({ name, record }) => {
    if (record.ok) return [{ file, name, record: record.value }];
    faults.push({ file: file.path, hand: name, ...record.error });
    return [];
  });
}

/** Those hands that have the form at all. */
function writable(hands: readonly ConvertedHand[], to: Form, faults: Fault[]): ConvertedHand[] {
  return hands.filter((hand) => {
    const reason = FORMS[to].refuses(hand.record);
    if (reason !== null) faults.push({ file: hand.file.path, hand: hand.name, line: null, reason });
    return reason === null;
  });
}

/** Each fault on a line of its own, and the count last. */
export function formatConverted({ converted, files, faults }: Omit<Converted, 'printed'>): string {
  const lines = faults.map(({ file, hand, line, reason }) => {
    const where = `${file}${line === null ? '' : `:${line}`}${hand && ` [${hand}]`}`;
    return `${where} cannot be ${line === null ? 'converted' : 'read'}: ${reason}`;
  });
  const into = files.length === 0 ? '' : ` into ${files.length === 1 ? files[0] : `${files.length} files`}`;
  const left = faults.length === 0 ? '' : `, ${faults.length} not`;
  return `${[...lines, `converted ${converted} hands${into}${left}`].join('\n')}\n`;
}
