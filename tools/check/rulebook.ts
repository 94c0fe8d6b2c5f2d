/**
 * The numbered rulebook: every rule (`## BET-7 …` in rules/) has a test whose title quotes it (`[BET-7] …`), every number that a
 * test, a fixture hand, a comment or a design page quotes is a rule, and each hard case in design/engine.md names the rules that
 * settle it.
 */
import { existsSync, readFileSync } from 'node:fs';
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

function familyOf(number: string): string {
  return number.slice(0, number.lastIndexOf('-'));
}

/** Code whose comments name rules; the numbers of tests and of made-up rules in them are looked at by their titles. */
function citing(root: string): string[] {
  const code = ['packages', 'apps', 'bench'].flatMap((dir) => filesBelow(root, dir, /\.tsx?$/));
  return code.filter((file) => !/\.test\.tsx?$/.test(file));
}

/** Rows of a numbered table, `| 12 | case | expected | rules |`, that name no rule in their last column. */
function casesWithoutRule(root: string, file: string): Finding[] {
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  return lines.flatMap((text, index) => {
    const row = /^\| (\d+) \|.*\|([^|]*)\|$/.exec(text);
    return row === null || /[A-Z]-\d/.test(row[2] ?? '')
      ? []
      : [{ file, line: index + 1, message: `case ${row[1]} names no rule` }];
  });
}

export function checkRulebook(root: string): Finding[] {
  const rules = places(root, filesBelow(root, 'rules', /\.md$/), /^#{2,4} ([A-Z][A-Z0-9]*-\d+)\b/g);
  const tests = ['packages', 'apps', 'tools'].flatMap((dir) => filesBelow(root, dir, /\.test\.tsx?$/));
  const quoted = places(root, tests, /['"`]((?:\[[A-Z][A-Z0-9]*-\d+\] ?)+)/g);
  const played = places(root, filesBelow(root, 'fixtures/hands', /\.phhs?$/), /^# rules?: (.+)$/g);
  const cases = ['design/engine.md'].filter((file) => existsSync(join(root, file)));
  const known = new Map(rules.toReversed().map((rule) => [rule.number, rule]));
  const tested = new Set(quoted.map(({ number }) => number));
  const families = new Set(rules.map(({ number }) => familyOf(number))); // UTF-8 is no rule, and none is meant
  const cited = places(root, [...citing(root), ...cases], /\b([A-Z][A-Z0-9]*-\d+)\b/g).filter(({ number }) =>
    families.has(familyOf(number)),
  );
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
    ...cases.flatMap((file) => casesWithoutRule(root, file)),
    ...[...quoted, ...played, ...cited]
      .filter(({ number }) => !known.has(number))
      .map(({ number, file, line }) => ({ file, line, message: `${number} is no rule in rules/` })),
  ];
}
