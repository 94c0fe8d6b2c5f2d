#!/usr/bin/env node
/**
 * `npm run drill:restore`: a room plays under load, loses its disk, and is restored elsewhere; says what was lost and how long it took.
 *
 * Exit code 0 when everything held, 1 when something did not, 2 for a wrong call.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type DrillReport, holdDrill } from './drill/hold-drill.ts';

const HELP = `Usage: npm run drill:restore -- [--database sqlite|mariadb] [--seconds N] [--log-every MS] [--json] [--keep]

Starts a room of its own with bots, backs it up while it plays, kills it with SIGKILL and removes its disk, restores it into another place,
decides on its log, starts it, reconciles, and holds receipts and log to what was published before.

  --database   which database the room has (sqlite)
  --seconds N  how long it plays (30)
  --log-every MS  how often what was committed is shipped (5000)
  --json       print the report as JSON and nothing else
  --keep       also write it to bench/results/drill-<database>-<day>.json`;

function reportOf(report: DrillReport): string {
  const { log, receipts, reconciliation, rpoMs, rtoMs, restoreMs } = report;
  return [
    `played ${(report.playedMs / 1_000).toFixed(0)} s on ${report.database}; the backup has ${report.backupBytes} bytes; ${report.hands} hands are there again`,
    `public log: ${log.published} published, ${log.restored} restored, ${log.isSame ? 'the same' : 'NOT THE SAME'} as published`,
    `RPO ${(rpoMs / 1_000).toFixed(1)} s, shipped every ${report.shippedEveryMs / 1_000} s, ${report.pieces} pieces brought in; RTO ${(rtoMs / 1_000).toFixed(1)} s, of which the restore ${(restoreMs / 1_000).toFixed(1)} s`,
    `reconciled: ${reconciliation.hands} hands, ${reconciliation.differences} differences`,
    `receipts: ${receipts.kept} kept outside, ${receipts.ofRestored} of hands that are there again, ${receipts.good} of them good`,
    `start without a decision on the log: ${report.isRollbackRefused ? 'refused' : 'NOT REFUSED'}`,
    report.isGood ? 'drill: passed' : 'drill: FAILED',
  ].join('\n');
}

async function main(): Promise<number> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    const options = { database: text, seconds: text, 'log-every': text, json: flag, keep: flag, help: flag } as const;
    const { database = 'sqlite', seconds = '30', 'log-every': logEvery = '5000', ...flags } = parseArgs({ options }).values;
    if (flags.help) {
      console.log(HELP);
      return 0;
    }
    const isWrong =
      !['sqlite', 'mariadb'].includes(database) || ![seconds, logEvery].every((given) => /^[1-9]\d{0,6}$/.test(given));
    if (isWrong) throw new TypeError('a wrong value', { cause: 'usage' });
    return await run(database as 'sqlite' | 'mariadb', Number(seconds), Number(logEvery), flags.json, flags.keep);
  } catch (error) {
    if (!(error instanceof TypeError && ('code' in error || error.cause === 'usage'))) throw error;
    console.error(`${error.message}\n\n${HELP}`);
    return 2;
  }
}

async function run(
  database: 'sqlite' | 'mariadb',
  seconds: number,
  logEveryMs: number,
  isJson: boolean,
  keeps: boolean,
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'ab-drill-'));
  try {
    const say = (line: string): void => (isJson ? undefined : console.log(line));
    const report = await holdDrill({ database, folder, seconds, logEveryMs, say });
    const json = JSON.stringify(report, null, 2);
    console.log(isJson ? json : reportOf(report));
    if (keeps) keepResult(`drill-${database}-${report.day}`, json);
    return report.isGood ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function keepResult(name: string, text: string): void {
  const folder = join(import.meta.dirname, '..', 'bench', 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${text}\n`);
}

process.exitCode = await main();
