import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { english as englishWords, german as germanWords } from '../testing/wording.ts';

const SRC = join(import.meta.dirname, '..');

function leaves(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  return Object.entries(node as object).flatMap(([key, value]) => leaves(value, path ? `${path}.${key}` : key));
}
const english = new Map(leaves(englishWords()));
const german = new Map(leaves(germanWords()));
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/^(dev|i18n)\/|\.test\.ts$/.test(file))
  .map((file) => ({ file: relative('.', file), text: readFileSync(join(SRC, file), 'utf8') }));

test('both languages say the same things, with the same blanks to fill', () => {
  expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  const differing = [...english].filter(
    ([key, text]) => placeholders(text).join() !== placeholders(german.get(key) ?? '').join(),
  );
  expect(differing).toEqual([]);
});

test('nothing is left untranslated by mistake', () => {
  const alike = [...english].filter(
    ([key, text]) =>
      !key.startsWith('games.name.') &&
      german.get(key) === text &&
      /[a-z]{4,} [a-z]{3,}/i.test(text.replace(/\{\{\w+\}\}/g, '')),
  );
  expect(alike.map(([key]) => key)).toEqual(
    ['table.smallBlind', 'table.bigBlind', 'settings.bb'].filter((key) => alike.some(([k]) => k === key)),
  );
});

test('every key is used', () => {
  const all = sources.map(({ text }) => text).join('\n');
  const isUsed = (key: string) => {
    const base = key.replace(/_(one|other)$/, '').replace(/\.\d+$/, '');
    const branch = base.replace(/\.[^.]+$/, '.');
    return (
      all.includes(`'${base}'`) ||
      all.includes(`t('${base}', { returnObjects`) ||
      all.includes(`\`${base}\``) ||
      all.includes(`\`${branch}\${`) ||
      all.includes(`t('${branch.slice(0, -1)}', { returnObjects`)
    );
  };
  expect([...english.keys()].filter((key) => !isUsed(key))).toEqual([]);
});

test('no words stand in the markup itself', () => {
  const literal = />\s*([A-Za-z][A-Za-z ,.'!?]{2,})\s*</g;
  const attribute = /\b(?:aria-label|title|placeholder|alt)="([^"]*[A-Za-z]{3,}[^"]*)"/g;
  const found = sources
    .filter(({ file }) => file.endsWith('.tsx'))
    .flatMap(({ file, text }) =>
      [...text.matchAll(literal), ...text.matchAll(attribute)].map((match) => `${file}: ${match[1]}`),
    )
    .filter((line) => !/: (?:Promise|Record)\b/.test(line));
  expect(found).toEqual([]);
});
