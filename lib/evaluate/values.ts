/** Reads a whole or decimal number; undefined when it is none. */
export function readNumber(text: string): number | undefined {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

const W3C_DATE =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}:\d{2}))?)?)?$/;

/**
 * Milliseconds since 1970 of a W3C date or of epoch seconds (IAM User Guide:
 * reference_policies_elements_condition_operators, dates); undefined when it is neither.
 */
export function readDate(text: string): number | undefined {
  const match = W3C_DATE.exec(text);
  if (match === null) return /^\d{5,}(\.\d+)?$/.test(text) ? Number(text) * 1000 : undefined;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00'] = match;
  const fraction = (match[7] ?? '0').slice(0, 3);
  const zone = match[8] ?? 'Z';
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction}${zone}`);
  return Number.isNaN(time) ? undefined : time;
}

/** `true` or `false`, in whatever case; undefined when it is neither. */
export function readBoolean(text: string): boolean | undefined {
  const small = text.toLowerCase();
  return small === 'true' || small === 'false' ? small === 'true' : undefined;
}

/** The bytes of a base-64 text, as a text that is equal for equal bytes; undefined when it is none. */
export function readBinary(text: string): string | undefined {
  const isBase64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(
    text,
  );
  return isBase64 ? Buffer.from(text, 'base64').toString('hex') : undefined;
}

/** Addresses from one to another, of one family. */
export interface AddressRange {
  readonly bits: 32 | 128;
  readonly first: bigint;
  readonly last: bigint;
}

/**
 * Reads an IPv4 or IPv6 address or CIDR range; without a prefix it is the one address (IAM User
 * Guide: reference_policies_elements_condition_operators, IP addresses). Undefined when it is none.
 */
export function readAddressRange(text: string): AddressRange | undefined {
  const [address = '', prefix, ...rest] = text.split('/');
  const isV6 = address.includes(':');
  const value = isV6 ? readV6(address) : readV4(address);
  const bits = isV6 ? 128 : 32;
  const length = prefix === undefined ? bits : readPrefix(prefix, bits);
  if (value === undefined || length === undefined || rest.length > 0) return undefined;
  const hosts = (1n << BigInt(bits - length)) - 1n;
  return { bits, first: value & ~hosts, last: value | hosts };
}

function readPrefix(text: string, bits: number): number | undefined {
  return /^\d{1,3}$/.test(text) && Number(text) <= bits ? Number(text) : undefined;
}

function readV4(text: string): bigint | undefined {
  const bytes = text.split('.');
  if (bytes.length !== 4) return undefined;
  let value = 0n;
  for (const byte of bytes) {
    if (!/^\d{1,3}$/.test(byte) || Number(byte) > 255) return undefined;
    value = (value << 8n) | BigInt(byte);
  }
  return value;
}

function readV6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [before, after] = halves.map(groupsOf);
  if (before === undefined) return undefined;
  const missing = 8 - before.length - (after?.length ?? 0);
  if (after === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [
    ...before,
    ...new Array<string>(Math.max(missing, 0)).fill('0'),
    ...(after ?? []),
  ];
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

/** The last group may be an IPv4 address, which stands for two. */
function groupsOf(half: string): readonly string[] {
  if (half === '') return [];
  return half.split(':').flatMap((group) => {
    const v4 = group.includes('.') ? readV4(group) : undefined;
    if (v4 === undefined) return [group];
    return [(v4 >> 16n).toString(16), (v4 & 0xffffn).toString(16)];
  });
}
