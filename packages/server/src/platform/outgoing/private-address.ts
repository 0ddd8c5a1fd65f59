import { BlockList, isIP } from 'node:net'

/** What is not the public internet (IANA special-purpose registries): this machine, its network, link-local, shared, test, multicast. */
const PRIVATE = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(net, prefix, 'ipv4')
/** Of IPv6 only what is assigned to the internet is public, without the parts that carry an IPv4 address or are for documentation. */
const PUBLIC6 = new BlockList()
PUBLIC6.addSubnet('2000::', 3, 'ipv6')
for (const [net, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  PRIVATE.addSubnet(net, prefix, 'ipv6')

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

/** Whether an IP address leads to this machine or its network rather than to the public internet; what is no address does. */
export function isPrivateAddress(address: string): boolean {
  const mapped = MAPPED.exec(address)?.[1]
  if (mapped !== undefined) return isPrivateAddress(mapped)
  const family = isIP(address)
  if (family === 4) return PRIVATE.check(address, 'ipv4')
  return family !== 6 || !PUBLIC6.check(address, 'ipv6') || PRIVATE.check(address, 'ipv6')
}
