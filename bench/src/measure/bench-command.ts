/** What the commands of this folder have in common: a wrong call ends with 2, and a result that is kept lies in `bench/results`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const RESULTS = join(import.meta.dirname, '..', '..', 'results');

/** @param name of the file, without `.json` */
export function keepResult(name: string, text: string): void {
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, `${name}.json`), `${text}\n`);
}

/**
 * Runs a bench as it was called, or says how it is called.
 *
 * @param readOptions the options, or in a sentence what is wrong with them; it may throw that as well
 */
export async function runBench<Options extends object>(
  help: string,
  readOptions: (args: string[]) => Options | string,
  run: (options: Options) => void | Promise<void>,
): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) return console.log(help);
  const options = optionsOrFault(args, readOptions);
  if (typeof options !== 'string') return run(options);
  console.error(`${options}\n\n${help}`);
  process.exitCode = 2;
}

function optionsOrFault<Options>(args: string[], readOptions: (args: string[]) => Options | string): Options | string {
  try {
    return readOptions(args);
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
}
