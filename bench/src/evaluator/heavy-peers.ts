/**
 * Peers too heavy for everybody's install (one brings 120 MB of tables and an old compiler): they have a lockfile of their own in
 * bench/peers, and the first benchmark installs them there.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '..', '..', 'peers');

export interface PokerTools {
  /** Strength of five to seven card codes, `rank * 4 + suit`; a smaller number is the better hand. */
  evaluate(codes: readonly number[]): number;
  /** The same for cards as text, "As Kd …". */
  evaluateBoard(board: string): number;
}

export interface PokerEvaluator {
  /** Cards as numbers from 1, `rank * 4 + suit + 1`, or as text; a greater value is the better hand. */
  evalHand(cards: readonly number[] | readonly string[]): { readonly value: number };
}

export const HEAVY_PEERS = ['@pokertools/evaluator', 'poker-evaluator'];

/** Installs them where they are not yet; says what failed, or null. */
export function installHeavyPeers(): string | null {
  if (HEAVY_PEERS.every((name) => existsSync(join(FOLDER, 'node_modules', name)))) return null;
  process.stderr.write(`Installing ${HEAVY_PEERS.join(' and ')} in bench/peers, 180 MB, for this benchmark alone …\n`);
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', args, { cwd: FOLDER, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  return status === 0 ? null : `npm could not install ${HEAVY_PEERS.join(' and ')}; they are left out`;
}

/** The module of one of them; its types are said by the caller, since they are installed late. */
export function heavyPeer<Module>(name: string): Module {
  return createRequire(join(FOLDER, 'package.json'))(name);
}

export function heavyPeerVersion(name: string): string {
  return JSON.parse(readFileSync(join(FOLDER, 'node_modules', name, 'package.json'), 'utf8')).version;
}
