import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseUtf8, utf8Bytes } from '../bytes/text.ts';
import { canonicalJson, parseCanonicalJson } from './canonical-json.ts';

const textOf = (value: unknown) => {
  const json = canonicalJson(value);
  return json.ok ? parseUtf8(json.value) : json.error.code;
};

test('[FAIR-3] numbers, escapes and the order of keys are RFC 8785’s', () => {
  expect(textOf([1e30, 4.5, 2e-3, 1e-27, -0, 1e21, 333333333.3333333])).toBe(
    '[1e+30,4.5,0.002,1e-27,0,1e+21,333333333.3333333]',
  );
  expect(textOf('\u0000\b\t\n\f\r"\\/\u007f€')).toBe('"\\u0000\\b\\t\\n\\f\\r\\"\\\\/\u007f€"');
  expect(textOf({ b: 1, a: { d: [], c: {} }, 10: 0, 9: 0 })).toBe('{"10":0,"9":0,"a":{"c":{},"d":[]},"b":1}');
});

test('[FAIR-3] what has no canonical form is refused', () => {
  const deep = JSON.parse(`${'['.repeat(100)}${']'.repeat(100)}`);
  for (const value of [
    '\ud800',
    { '\udc00': 1 },
    [Number.NaN],
    Number.POSITIVE_INFINITY,
    undefined,
    [undefined],
    1n,
    new Date(0),
    deep,
  ]) {
    expect(textOf(value)).toBe('NOT_JSON');
  }
});

test('[FAIR-3] reading takes the canonical spelling and no other', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const json = canonicalJson(value);
      return json.ok && parseCanonicalJson(json.value).ok && !parseCanonicalJson(utf8Bytes(`${parseUtf8(json.value)} `)).ok;
    }),
  );
  for (const other of ['1.0', '1e1', '-0', '"\\u0041"', '{"b":1,"a":2}', '{"a":1,"a":1}', '[1, 2]', '', 'nul', '"\\ud800"']) {
    expect(parseCanonicalJson(utf8Bytes(other)), other).toMatchObject({ error: { code: 'NOT_JSON' } });
  }
  expect(parseCanonicalJson(Uint8Array.of(0x22, 0xff, 0x22)).ok).toBe(false);
});
