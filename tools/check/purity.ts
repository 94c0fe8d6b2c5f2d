/**
 * The pure packages read no clock, draw no randomness and do no I/O: time and chance are ports (packages/kit/src/ports.ts).
 * What talks to Redis is in a folder of its own with an entrance of its own, `@aboveboard/streams/redis`, and is no part of this.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from './files.ts';
import type { Finding } from './finding.ts';
import { type Node, parseSource, walk } from './syntax.ts';

export const PURE_PACKAGES = [
  'kit',
  'engine',
  'fairness',
  'ledger',
  'protocol',
  'notation',
  'odds',
  'client',
  'room',
  'streams',
];

const WITH_REDIS = 'packages/streams/src/redis/';

const FORBIDDEN_GLOBALS = new Set([
  'process',
  'Buffer',
  'crypto',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'fetch',
  'WebSocket',
  'localStorage',
  'window',
  'document',
  'globalThis',
  'require',
]);

export function checkPurity(root: string): Finding[] {
  return PURE_PACKAGES.flatMap((name) => filesBelow(root, `packages/${name}/src`, /\.ts$/))
    .filter((file) => !/\.(test|contract)\.ts$|\/testing\//.test(file) && !file.startsWith(WITH_REDIS))
    .flatMap((file) => impurities(file, readFileSync(join(root, file), 'utf8')));
}

/** Every place in one file where something outside comes in without being passed. */
export function impurities(file: string, text: string): Finding[] {
  const source = parseSource(file, text);
  const found: Finding[] = source.imports
    .filter(({ specifier }) => specifier.startsWith('node:'))
    .map(({ specifier, line }) => ({ file, line, message: `imports ${specifier}: a pure package does no I/O` }));
  const declared = new Set<string>();
  walk(source.program, (node, parent, field) => {
    if (node.type === 'Identifier' && isDeclaration(parent, field)) declared.add(String(node.name));
  });
  walk(source.program, (node, parent, field) => {
    const message = impurityOf(node, parent, field, declared);
    if (message) found.push({ file, line: source.lineAt(node.start), message });
  });
  return found;
}

/** What of `Math` and `Date` neither draws nor reads a clock. Anything else they are used for might, so it is refused. */
const HARMLESS_DATE = new Set(['UTC', 'parse', 'prototype']);

function impurityOf(node: Node, parent: Node | null, field: string, declared: ReadonlySet<string>): string | null {
  if (node.type !== 'Identifier' || declared.has(String(node.name))) return null;
  const isName = (field === 'property' || field === 'key') && parent?.computed !== true;
  const isType = parent?.type.startsWith('TS') === true && !/^TS(As|Satisfies|NonNull)/.test(parent.type);
  if (isName || isType) return null;
  const name = String(node.name);
  if (name === 'Math')
    return readMember(node, parent) === 'random' ? 'Math.random: take the Random port' : aliasFault(node, parent);
  if (name === 'Date') return dateFault(node, parent);
  return FORBIDDEN_GLOBALS.has(name) ? `${name}: a pure package takes ports instead` : null;
}

function dateFault(node: Node, parent: Node | null): string | null {
  if (parent?.type === 'NewExpression' && parent.callee === node) {
    return (parent.arguments as Node[]).length > 0 ? null : 'new Date() reads the clock: take the Clock port';
  }
  if (parent?.type === 'BinaryExpression' && parent.operator === 'instanceof') return null;
  const member = readMember(node, parent);
  if (member === 'now') return 'Date.now: take the Clock port';
  return member !== null && HARMLESS_DATE.has(member)
    ? null
    : (aliasFault(node, parent) ?? 'Date() reads the clock: take the Clock port');
}

/** `Math` or `Date` handed on under another name, taken apart, or asked for a member by a computed name. */
function aliasFault(node: Node, parent: Node | null): string | null {
  return readMember(node, parent) === null
    ? `${String(node.name)} under another name hides the clock and chance: write it out`
    : null;
}

/** `name` in `node.name`; null when `node` is anything but the object of such an access. */
function readMember(node: Node, parent: Node | null): string | null {
  if (parent?.type !== 'MemberExpression' || parent.object !== node || parent.computed === true) return null;
  return String((parent.property as Node).name);
}

function isDeclaration(parent: Node | null, field: string): boolean {
  if (!parent) return false;
  if (field === 'params' || field === 'local') return true;
  return field === 'id' && /Declarat|Function/.test(parent.type);
}
