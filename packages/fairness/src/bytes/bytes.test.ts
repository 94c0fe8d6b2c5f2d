import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseBase64, toBase64 } from './base64.ts';
import { concat, i64, u16, u32, u64 } from './bytes.ts';
import { parseHex, toHex, uuidBytes } from './hex.ts';

const bytes = fc.uint8Array({ maxLength: 70 });

test('[FAIR-1] numbers are big-endian and of fixed width', () => {
  expect(toHex(concat(u16(258), u32(2 ** 32 - 1), u64(2n ** 53n + 1n), i64(-2n)))).toBe(
    '0102ffffffff0020000000000001fffffffffffffffe',
  );
  expect(() => u16(65_536)).toThrow();
  expect(() => u64(-1n)).toThrow();
});

test('[FAIR-1] hex and base64 have one spelling each', () => {
  fc.assert(
    fc.property(bytes, (some) => {
      const isBack = `${parseHex(toHex(some))}` === `${some}` && `${parseBase64(toBase64(some))}` === `${some}`;
      return isBack && toBase64(some) === Buffer.from(some).toString('base64');
    }),
  );
  for (const text of ['0', 'AB', '0g', ' 00', '0x00']) expect(parseHex(text), text).toBeNull();
  for (const text of ['AA', 'AB==', 'AAA', 'AA=A', 'AA==\n', 'A-==', '====']) expect(parseBase64(text), text).toBeNull();
  expect(toHex(uuidBytes('0198a3c2-0000-7000-8000-0123456789ab'))).toBe('0198a3c20000700080000123456789ab');
});
