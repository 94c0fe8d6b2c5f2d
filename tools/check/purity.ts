/**
 * The pure packages read no clock, draw no randomness and do no I/O: time and chance are ports (packages/kit/src/ports.ts).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from './files.ts';
import type { Finding } from './finding.ts';
import { type Node, parseSource, walk } from './syntax.ts';

export const PURE_PACKAGES = ['kit', 'engine', 'fairness', 'ledger', 'protocol', 'notation', 'client', 'room', 'streams'];

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
    .filter((file) => !/\.(test|contract)\.ts$|\/testing\//.test(file))
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

function impurityOf(node: Node, parent: Node | null, field: string, declared: ReadonlySet<string>): string | null {
  if (isMember(node, 'Math', 'random')) return 'Math.random: take the Random port';
  if (isMember(node, 'Date', 'now')) return 'Date.now: take the Clock port';
  if (node.type === 'NewExpression' && isNamed(node.callee, 'Date') && (node.arguments as Node[]).length === 0) {
    return 'new Date() reads the clock: take the Clock port';
  }
  if (node.type !== 'Identifier' || declared.has(String(node.name)) || !FORBIDDEN_GLOBALS.has(String(node.name))) return null;
  const isName = (field === 'property' && parent?.computed !== true) || (field === 'key' && parent?.computed !== true);
  const isType = parent?.type.startsWith('TS') === true;
  return isName || isType ? null : `${String(node.name)}: a pure package takes ports instead`;
}

const isNamed = (node: unknown, name: string): boolean => (node as Node)?.type === 'Identifier' && (node as Node).name === name;

function isMember(node: Node, object: string, property: string): boolean {
  return node.type === 'MemberExpression' && isNamed(node.object, object) && isNamed(node.property, property);
}

function isDeclaration(parent: Node | null, field: string): boolean {
  if (!parent) return false;
  if (field === 'params' || field === 'local') return true;
  return field === 'id' && /Declarat|Function/.test(parent.type);
}
