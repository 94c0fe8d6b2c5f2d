import { expect, test } from 'vitest';
import { networkOf } from './network-of.ts';

test.each([
  ['203.0.113.77', '203.0.113'],
  ['::ffff:203.0.113.9', '203.0.113'],
  ['2001:db8:0042:1::7', '2001:db8:42'],
  ['2001:DB8:42:ffff:1:2:3:4', '2001:db8:42'],
  ['2001:db8::1', '2001:db8:0'],
  ['192.168.1.20', '192.168.1.20'],
  ['172.31.0.4', '172.31.0.4'],
  ['fe80::1%eth0', 'fe80::1'],
  ['127.0.0.1', null],
  ['::1', null],
  ['unknown', null],
  ['', null],
])('[SIGNAL-7] %s is of %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
