/** Texts are compared by so many characters, so that what they come to fits into an index. */
const compared = 200;

export type Direction = 'ascending' | 'descending';

/** A value as it is ordered: numbers before texts. Null: there is none. */
function orderable(value: unknown): readonly [kind: 0 | 1, value: number | string] | null {
  if (value === null || value === undefined || value === '' || typeof value === 'object') return null;
  if (typeof value === 'number' || typeof value === 'boolean') return [0, Number(value)];
  const text = String(value);
  if (/^\s*-?\d+(\.\d+)?\s*$/.test(text)) return [0, Number(text)];
  return [1, text.toLowerCase().slice(0, compared)];
}

/** What is smaller first, or what is greater; what is not there comes last either way. */
export function byValue(a: unknown, b: unknown, direction: Direction): number {
  const [one, other] = [orderable(a), orderable(b)];
  if (!one || !other) return Number(!one) - Number(!other);
  const order = one[0] - other[0] || (one[1] < other[1] ? -1 : one[1] > other[1] ? 1 : 0);
  return direction === 'ascending' ? order : -order;
}

const isLast = 2;

/**
 * The same order as bytes that are compared one by one, so that an index keeps it: what has smaller ones comes first. A kind, then a number
 * as its bits, or a text as its code units. Of U+0000, which no stored text has, it knows nothing.
 */
export function keyOf(value: unknown, direction: Direction): Buffer {
  const found = orderable(value);
  if (!found) return Buffer.of(isLast);
  const [kind, is] = found;
  const bytes = typeof is === 'number' ? bytesOfNumber(is) : bytesOfText(is);
  if (direction === 'ascending') return Buffer.concat([Buffer.of(kind), bytes]);
  // turned round a text comes before its beginning: it ends with what is greater than any unit
  const end = typeof is === 'number' ? [] : [0xff, 0xff];
  return Buffer.concat([Buffer.of(1 - kind), bytes.map((byte) => 0xff - byte), Buffer.from(end)]);
}

/** Bits of a double are in the order of the numbers when negative ones are turned round and the others get the sign. */
function bytesOfNumber(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  // there are two zeros that are equal
  bytes.writeDoubleBE(value === 0 ? 0 : value);
  if (bytes[0]! >= 0x80) return bytes.map((byte) => 0xff - byte) as Buffer;
  bytes[0]! += 0x80;
  return bytes;
}

function bytesOfText(text: string): Buffer {
  const bytes = Buffer.alloc(text.length * 2);
  for (let at = 0; at < text.length; at += 1) bytes.writeUInt16BE(text.charCodeAt(at), at * 2);
  return bytes;
}
