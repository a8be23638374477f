import { BlockList, isIP } from 'node:net';

const ours = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  ours.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
  ['::', 96],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  ours.addSubnet(net, prefix, 'ipv6');

/** Whether an IP address is of this machine, of a private network, or of no network at all. IPv4 in the clothes of IPv6 (`::ffff:10.0.0.1`) is IPv4. */
export function isInside(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  return ours.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** Hosts and networks that may be asked although they are inside: `10.1.0.0/16, crm.internal, ::1`. Throws at what is neither. */
export class Allowed {
  private readonly hosts = new Set<string>();
  private readonly networks = new BlockList();

  constructor(list: string) {
    for (const entry of list.split(',').map((one) => one.trim().toLowerCase())) {
      if (entry === '') continue;
      const [net = '', prefix] = entry.split('/');
      const family = isIP(net);
      if (family !== 0) {
        const kind = family === 4 ? 'ipv4' : 'ipv6';
        this.networks.addSubnet(net, prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix), kind);
      } else if (prefix === undefined && /^[a-z0-9.-]+$/.test(entry)) this.hosts.add(entry);
      else throw new Error(`OUTSIDE_ALLOWED has an entry that is neither a host nor a network: ${entry}`);
    }
  }

  host(name: string): boolean {
    return this.hosts.has(name.toLowerCase());
  }

  address(ip: string): boolean {
    return isIP(ip) !== 0 && this.networks.check(ip, isIP(ip) === 4 ? 'ipv4' : 'ipv6');
  }
}
