/** The network that an address is in: what two who live together have in common, and not whose line it is. */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

const PRIVATE = new BlockList();
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv6');
const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/**
 * The first 24 bits of an IPv4 address, 48 of an IPv6 one; a private address as a whole, since everybody on that network has the rest.
 *
 * @returns null for what tells nobody apart: the machine itself, and what is no address.
 * @see rules/SIGNAL.md SIGNAL-7
 */
export function networkOf(address: string): string | null {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  const family = isIPv4(plain) ? 'ipv4' : isIPv6(plain) ? 'ipv6' : null;
  if (family === null || LOOPBACK.check(plain, family)) return null;
  if (PRIVATE.check(plain, family)) return plain.toLowerCase();
  return family === 'ipv4' ? plain.split('.').slice(0, 3).join('.') : groupsOf(plain).slice(0, 3).join(':');
}

/** The eight groups of an IPv6 address, without leading zeros; an IPv4 address at its end never reaches the first three. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':').map((group) => group.replace(/^0+(?=.)/, '')));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after];
}
