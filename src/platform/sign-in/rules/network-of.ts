import { isIPv6 } from 'node:net';

/**
 * What failures are counted by: an IPv4 address as it is, an IPv6 address by its first 64 bits. A single household holds
 * 2^64 addresses of IPv6, and could otherwise fail once from each.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const first = head === '' ? [] : head.split(':');
  const last = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - first.length - last.length }, () => '0');
  const groups = [...first, ...zeros, ...last].slice(0, 4).map(group => Number.parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}
