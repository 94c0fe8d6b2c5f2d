#!/usr/bin/env node
/**
 * `npm run soak:streams`: ten minutes of mixed work on a queue while workers are killed, and a count of every job at the end.
 *
 * Exit code 0 when every job is accounted for and memory stayed flat, 1 when not, 2 for a wrong call. It uses a redis-server of its own
 * and ends by itself; ^C ends it early, with the same count.
 */
import { randomInt } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startRedis } from '../packages/streams/src/testing/redis-server.ts';
import { holdSoak, type Soaked } from './soak/hold-soak.ts';

const HELP = `Usage: npm run soak:streams -- [--minutes N] [--rate N] [--seed N] [--json] [--keep]

Adds jobs at a steady rate, of all priorities, some with keys, some put off, one in a hundred failing for ever. Three worker processes do
them; every 20 seconds one is killed with SIGKILL and started again. At the end every job must be done, or dead if it was to fail.

  --minutes N  how long jobs are added (10)
  --rate N     jobs a second (2000)
  --seed N     repeats the jobs of an earlier run
  --json       print the report as JSON and nothing else
  --keep       also write it to bench/results/soak-<day>.json`;

const REDIS = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--maxmemory-policy', 'noeviction'];

async function run(minutes: number, rate: number, seed: number, isJson: boolean, keeps: boolean): Promise<number> {
  const say = (text: string): void => (isJson ? undefined : console.log(text));
  say(`soak: ${minutes} min at ${rate} jobs/s, seed ${seed}`);
  const ends: (() => Promise<void>)[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'ab-soak-'));
  const early = new AbortController();
  process.once('SIGINT', () => early.abort());
  try {
    const { socketPath } = await startRedis({ args: REDIS, atEnd: (end) => void ends.push(end) });
    const soaked = await holdSoak({ socketPath, folder, minutes, rate, seed, say, early: early.signal });
    const text = JSON.stringify(soaked, null, 2);
    if (isJson) console.log(text);
    say(reportOf(soaked));
    if (keeps) keepResult(`soak-${soaked.day}`, text);
    return soaked.isGood ? 0 : 1;
  } finally {
    for (const end of ends) await end();
    rmSync(folder, { recursive: true, force: true });
  }
}

function reportOf({ findings, rate, kills, levels, workers, drainedMs, load, isGood, heldBackMs, left }: Soaked): string {
  const { jobs, lostCount, repeatedRuns, dead, deadWanted, wronglyAlive, wronglyDead, strayDead } = findings;
  const level = (name: string, of: Soaked['levels']['redis']): string =>
    `${name} ${of.meanMb.toFixed(1)} MB, ${of.mbPerMinute >= 0 ? '+' : ''}${of.mbPerMinute.toFixed(2)} MB a minute: ${of.isFlat ? 'flat' : 'NOT FLAT'}`;
  return [
    `${jobs} jobs added, ${rate.reached.toFixed(0)} a second of ${rate.wanted} wanted${heldBackMs > 0 ? `, held back for ${heldBackMs} ms` : ''}`,
    `${kills} workers of ${workers} killed; the queue was empty ${drainedMs} ms after the last job was added, ${left} left`,
    `lost ${lostCount}; done more than once ${repeatedRuns}`,
    `dead ${dead} of ${deadWanted} wanted; failing but not dead ${wronglyAlive}, good but dead ${wronglyDead}, stray ${strayDead}`,
    level('Redis', levels.redis),
    level('the worker that stayed', levels.worker),
    `who adds and counts ${levels.adder.meanMb.toFixed(1)} MB, ${levels.adder.mbPerMinute.toFixed(2)} MB a minute`,
    `load of the machine ${load.join(', ')}`,
    isGood ? 'soak: passed' : 'soak: FAILED',
  ].join('\n');
}

function keepResult(name: string, text: string): void {
  const folder = join(import.meta.dirname, '..', 'bench', 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${text}\n`);
}

async function main(): Promise<number> {
  const number = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const options = { minutes: number, rate: number, seed: number, json: flag, keep: flag, help: flag } as const;
  try {
    const {
      minutes = '10',
      rate = '2000',
      seed = process.env.ABOVEBOARD_SEED ?? String(randomInt(2 ** 31)),
      ...flags
    } = parseArgs({ options }).values;
    if (flags.help) {
      console.log(HELP);
      return 0;
    }
    const wrong = Object.entries({ minutes, rate, seed }).find(([, value]) => !/^\d{1,10}$/.test(value) || value === '0');
    if (!wrong) return await run(Number(minutes), Number(rate), Number(seed), flags.json, flags.keep);
    console.error(`--${wrong[0]} wants a whole number from 1, got ${wrong[1]}`);
  } catch (error) {
    if (!(error instanceof TypeError && 'code' in error)) throw error;
    console.error(`${error.message}\n\n${HELP}`);
  }
  return 2;
}

process.exitCode = await main();
