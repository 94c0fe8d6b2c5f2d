/**
 * The numbered rulebook: every rule (`## BET-7 …` in rules/) has a test whose title quotes it (`[BET-7] …`), and every number that a
 * test or a fixture hand quotes is a rule.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from './files.ts';
import type { Finding } from './finding.ts';

interface Place {
  readonly number: string;
  readonly file: string;
  readonly line: number;
}

/** Everything a pattern with one group finds in the lines of some files. A group may list several numbers. */
function places(root: string, files: readonly string[], pattern: RegExp): Place[] {
  return files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((text, index) =>
        [...text.matchAll(pattern)].flatMap((match) =>
          [...(match[1] ?? '').matchAll(/[A-Z][A-Z0-9]*-\d+/g)].map(([number]) => ({ number, file, line: index + 1 })),
        ),
      ),
  );
}

export function checkRulebook(root: string): Finding[] {
  const rules = places(root, filesBelow(root, 'rules', /\.md$/), /^#{2,4} ([A-Z][A-Z0-9]*-\d+)\b/g);
  const tests = ['packages', 'apps', 'tools'].flatMap((dir) => filesBelow(root, dir, /\.test\.tsx?$/));
  const quoted = places(root, tests, /['"`]((?:\[[A-Z][A-Z0-9]*-\d+\] ?)+)/g);
  const played = places(root, filesBelow(root, 'fixtures/hands', /\.phhs?$/), /^# rules?: (.+)$/g);
  const known = new Map(rules.toReversed().map((rule) => [rule.number, rule]));
  const tested = new Set(quoted.map(({ number }) => number));
  return [
    ...rules
      .filter((rule) => known.get(rule.number) !== rule)
      .map(({ number, file, line }) => ({ file, line, message: `${number} is given twice` })),
    ...rules
      .filter(({ number }) => !tested.has(number))
      .map(({ number, file, line }) => ({
        file,
        line,
        message: `${number} has no test: quote [${number}] in the title of one`,
      })),
    ...[...quoted, ...played]
      .filter(({ number }) => !known.has(number))
      .map(({ number, file, line }) => ({ file, line, message: `${number} is no rule in rules/` })),
  ];
}
