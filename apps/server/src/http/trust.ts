/** Whose word counts on where a request came from: proxies that were named in the settings, and nobody else. */
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Whether an address belongs to one of `proxies`: addresses, or ranges such as 10.0.0.0/8. */
export function trustOf(proxies: readonly string[]): (address: string) => boolean {
  const trusted = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    if (bits === undefined) trusted.addAddress(address, familyOf(address));
    else trusted.addSubnet(address, Number(bits), familyOf(address));
  }
  return (address) => {
    const plain = withoutMapping(address);
    return isIP(plain) !== 0 && trusted.check(plain, familyOf(plain));
  };
}

/** The address a request came from: the last one in X-Forwarded-For that no trusted proxy of ours added for another proxy. */
export function clientAddress(request: IncomingMessage, isTrusted: (address: string) => boolean): string {
  const forwarded = String(request.headers['x-forwarded-for'] ?? '');
  const hops = forwarded
    .split(',')
    .map((hop) => hop.trim())
    .filter((hop) => isIP(hop) !== 0);
  let address = withoutMapping(request.socket.remoteAddress ?? 'unknown');
  while (hops.length > 0 && isTrusted(address)) address = hops.pop() ?? address;
  return address;
}

/** `::ffff:10.0.0.1` is 10.0.0.1 to everybody but the socket. */
function withoutMapping(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
