#!/usr/bin/env node
/**
 * Measures the shuffle: `node tools/with-node.mjs tools/chi-square.ts --shuffles 1000000 --seed any-text`
 *
 * Exit code 0 where every card came everywhere equally often, 1 where not, 2 for a command that cannot be read.
 */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { MOST_DEVIATIONS, measureShuffles } from '@aboveboard/fairness/statistics';

const HELP = `Usage: chi-square [--shuffles N] [--seed TEXT] [--json]

Shuffles N decks of 52 (1000000 by default) with SCB-1's shuffle and prints how evenly cards fell on positions:
χ² over position × card with 51 · 51 degrees of freedom, and how many standard deviations it is away from even.
The same seed gives the same figure; without one, a fresh seed is drawn and printed.
`;

interface Options {
  readonly shuffles: number;
  readonly seed: string;
  readonly isJson: boolean;
}

function readOptions(): Options | 'help' | null {
  try {
    const { values } = parseArgs({
      options: {
        shuffles: { type: 'string', default: '1000000' },
        seed: { type: 'string', default: randomBytes(16).toString('hex') },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return 'help';
    const shuffles = Number(values.shuffles);
    return Number.isSafeInteger(shuffles) && shuffles > 0 ? { shuffles, seed: values.seed, isJson: values.json } : null;
  } catch {
    return null;
  }
}

function main(): number {
  const options = readOptions();
  if (options === 'help' || options === null) {
    (options ? process.stdout : process.stderr).write(HELP);
    return options ? 0 : 2;
  }
  const { shuffles, seed, isJson } = options;
  const statistic = measureShuffles(new TextEncoder().encode(seed), shuffles);
  const isEven = Math.abs(statistic.z) < MOST_DEVIATIONS;
  const { chiSquare, degreesOfFreedom, z } = statistic;
  const sentence = `χ² = ${chiSquare.toFixed(1)} with ${degreesOfFreedom} degrees of freedom, z = ${z.toFixed(2)} (even within ±${MOST_DEVIATIONS})`;
  const line = `${shuffles} shuffles, seed ${seed}: ${sentence}: ${isEven ? 'even' : 'NOT EVEN'}`;
  process.stdout.write(`${isJson ? JSON.stringify({ seed, ...statistic, isEven }) : line}\n`);
  return isEven ? 0 : 1;
}

process.exitCode = main();
