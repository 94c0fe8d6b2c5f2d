import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { INSTRUMENTS } from './instruments.ts';

const page = readFileSync(fileURLToPath(new URL('../../../../docs/operate/metrics.md', import.meta.url)), 'utf8');

test('docs/operate/metrics.md lists every metric as it is, and no other', () => {
  const rows = [...page.matchAll(/^\| `(\w+)` \| (\w+) \|(.*)\| (.+) \|$/gm)].map(([, name, kind, labels = '', help]) => {
    return { name, kind, labels: [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label), help };
  });
  const all = Object.entries(INSTRUMENTS).map(([name, { kind, labels, help }]) => {
    return { name, kind: kind === 'observed-counter' ? 'counter' : kind, labels: [...labels], help };
  });
  expect(rows).toEqual(all);
});

test('what it asks Prometheus for is there', () => {
  const asked = [...page.matchAll(/(?:aboveboard|process|nodejs)_\w+/g)].map(([name]) => name.replace(/_bucket$/, ''));
  expect(asked.length).toBeGreaterThan(Object.keys(INSTRUMENTS).length + 8);
  for (const name of asked) {
    if (name === 'aboveboard_queue') continue; // the beginning of many
    expect(Object.keys(INSTRUMENTS)).toContain(name);
  }
});
