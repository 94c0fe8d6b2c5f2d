/** Every command that the documents name exists, with the options they give it; so does the file behind every link. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { aboveboardProgram } from './program.ts';
import { projectRoot } from './testing/run-aboveboard.ts';

const DOCUMENTS = ['*.md', '{docs,runbooks,contracts,design,rules,bench}/**/*.md', 'packages/*/README.md'];
const { scripts, version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));

const documents = globSync(DOCUMENTS, { cwd: projectRoot, exclude: (name) => name === 'node_modules' }).map((file) => ({
  file,
  text: readFileSync(join(projectRoot, file), 'utf8'),
}));

/** What stands after `start` wherever a document names it, up to the end of the code it stands in. */
function calls(text: string, start: string): string[] {
  return text
    .split('\n')
    .flatMap((line) => line.split(start).slice(1))
    .map((rest) => rest.split(/[`#]/)[0]?.trim() ?? '');
}

/** What is wrong with a call of the program, or null. `a b | c` is two calls: `a b` and `a c`. */
function faultOf(call: string): string | null {
  const [first = '', ...others] = call.split('|').map((part) => part.trim());
  let command: Command = aboveboardProgram();
  let parent = command;
  const words = first.split(/\s+/).filter(Boolean);
  while (command.commands.length > 0 && /^[a-z]/.test(words[0] ?? '')) {
    const name = words.shift() ?? '';
    const next = child(command, name);
    if (!next) return `${command.name()} has no ${name}`;
    parent = command;
    command = next;
  }
  const missing = others.map((other) => other.split(/\s+/)[0] ?? '').find((name) => name && !child(parent, name));
  if (missing !== undefined) return `${parent.name()} has no ${missing}`;
  const known = command.options.flatMap(({ long, short }) => [long, short]).concat('--help', '--version');
  const option = first.match(/(?<=\s)--?[a-z][a-z-]*/g)?.find((each) => !known.includes(each));
  return option === undefined ? null : `${command.name()} has no ${option}`;
}

function child(command: Command, name: string): Command | undefined {
  return command.commands.find((each) => each.name() === name);
}

describe('what the documents name', () => {
  test('commands of the program, with their options', () => {
    const named = documents.flatMap(({ file, text }) => calls(text, 'npx aboveboard').map((call) => ({ file, call })));
    expect(named.length).toBeGreaterThan(10);
    const faults = named.flatMap(({ file, call }) => {
      const fault = faultOf(call);
      return fault === null ? [] : [`${file}: npx aboveboard ${call}: ${fault}`];
    });
    expect(faults).toEqual([]);
  });

  test('commands of the project', () => {
    const named = documents.flatMap(({ file, text }) =>
      [...text.matchAll(/\bnpm run (?:-s )?([a-z][\w:-]*)/g)].map(([, name = '']) => ({ file, name })),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ name }) => !(name in scripts))).toEqual([]);
  });

  test('every command of the program is in the README', () => {
    const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
    const unnamed = aboveboardProgram().commands.filter((command) => !readme.includes(`npx aboveboard ${command.name()}`));
    expect(unnamed.map((command) => command.name())).toEqual([]);
  });

  test('files that links lead to', () => {
    const lost = documents.flatMap(({ file, text }) =>
      [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(projectRoot, dirname(file), target)))
        .map((target) => `${file}: ${target}`),
    );
    expect(lost).toEqual([]);
  });

  test('a call that is wrong is seen', () => {
    expect(faultOf('shuffle FILE')).toBe('aboveboard has no shuffle');
    expect(faultOf('config chek')).toBe('config has no chek');
    expect(faultOf('config check | shw')).toBe('config has no shw');
    expect(faultOf('verify --kee x my.hand')).toBe('verify has no --kee');
    expect(faultOf('config check | show')).toBeNull();
  });
});

describe('the version', () => {
  test('stands in one place, and the changelog and the notes of the release are of it', () => {
    const manifests = globSync('{packages,apps}/*/package.json', { cwd: projectRoot });
    expect(manifests.filter((file) => 'version' in JSON.parse(readFileSync(join(projectRoot, file), 'utf8')))).toEqual([]);
    const changelog = readFileSync(join(projectRoot, 'CHANGELOG.md'), 'utf8');
    expect(/^## (\S+)/m.exec(changelog)?.[1]).toBe(version);
    const release = version.replace(/-.*/, '');
    expect(existsSync(join(projectRoot, `docs/releases/v${release}.md`))).toBe(true);
  });
});
