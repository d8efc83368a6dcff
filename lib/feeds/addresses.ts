import { BlockList, isIP } from 'node:net'

/** What an address on the internet never is (IANA's special-purpose registries): the hospital's own network stands behind these. */
const inside = new BlockList()
for (const [network, prefix] of [
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
  inside.addSubnet(network, prefix, 'ipv4')

/** Of IPv6 only the part that is given out; of that not what is for documentation, benchmarks and tunnels. */
const outside6 = new BlockList()
outside6.addSubnet('2000::', 3, 'ipv6')
const inside6 = new BlockList()
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['3fff::', 20],
] as const)
  inside6.addSubnet(network, prefix, 'ipv6')

/** The 16-bit groups of an IPv6 address. */
function groupsOf(address: string): number[] {
  const plain = address
    .replace(/%.*$/, '')
    .replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
      const [a = 0, b = 0, c = 0, d = 0] = parts.slice(0, 4).map(Number)
      return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
    })
  const [head = '', tail] = plain.split('::')
  const read = (part: string) => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)))
  const [first, last] = [read(head), read(tail ?? '')]
  return tail === undefined ? first : [...first, ...Array(8 - first.length - last.length).fill(0), ...last]
}

/** The IPv4 address inside an IPv6 one: mapped, translated (NAT64) or tunnelled (6to4). */
function embedded(address: string): string | null {
  const groups = groupsOf(address)
  const dotted = (high = 0, low = 0) => [high >> 8, high & 255, low >> 8, low & 255].join('.')
  const startsWith = (...wanted: number[]) => wanted.every((group, index) => groups[index] === group)
  if (startsWith(0, 0, 0, 0, 0, 0xffff) || startsWith(0, 0, 0, 0, 0xffff, 0))
    return dotted(groups[6], groups[7])
  if (startsWith(0x64, 0xff9b, 0, 0, 0, 0)) return dotted(groups[6], groups[7])
  return startsWith(0x2002) ? dotted(groups[1], groups[2]) : null
}

/** Whether an IP address lies on the public internet: not private, loopback, link-local, shared, multicast or reserved. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 4) return !inside.check(address, 'ipv4')
  if (version !== 6) return false
  const within = embedded(address)
  if (within) return isPublicAddress(within)
  const plain = address.replace(/%.*$/, '')
  return outside6.check(plain, 'ipv6') && !inside6.check(plain, 'ipv6')
}

/** Whether the host of an address is inside by its name alone: an inside number, or a name that only a network of its own knows. */
export function isInsideHost(hostname: string): boolean {
  const plain = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (isIP(plain)) return !isPublicAddress(plain)
  return !plain.includes('.') || /\.(?:localhost|local|internal|intranet|lan|home\.arpa|corp)$/i.test(plain)
}
