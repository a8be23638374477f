import type { Departing } from './broker.ts';

/** So many facts at most: what a reader holds ahead is counted in messages. */
export const mostInPack = 20;
/** As many characters at most, unless one fact alone has more: about what AMQP carries in one frame. */
const mostCharacters = 100_000;

/**
 * Puts facts of one type into one message: in the outbox, to the broker and to its readers, a message costs the same with twenty facts as
 * with one. Their order is kept within a type; lists stay as they are.
 */
export function packed(messages: readonly Departing[]): Departing[] {
  const open = new Map<string, Departing[]>();
  const packs: Departing[][] = [];
  for (const message of messages) {
    const pack = open.get(message.type);
    if (
      pack &&
      !isList(message) &&
      pack.length < mostInPack &&
      lengthOf(pack) + message.json.length <= mostCharacters
    ) {
      pack.push(message);
      continue;
    }
    const begun = [message];
    if (isList(message)) open.delete(message.type);
    else open.set(message.type, begun);
    packs.push(begun);
  }
  return packs.map(asOne);
}

/** A fact is an object. */
const isList = ({ json }: Departing): boolean => json.startsWith('[');

const lengthOf = (pack: readonly Departing[]): number => pack.reduce((sum, { json }) => sum + json.length, 0);

const asOne = (pack: readonly Departing[]): Departing => {
  const [first] = pack;
  return pack.length === 1 ? first! : { ...first!, json: `[${pack.map(({ json }) => json).join(',')}]` };
};

/** The facts of a message as they were said, not yet checked. Throws when it is not JSON. */
export function unpacked(json: string): unknown[] {
  const read: unknown = JSON.parse(json);
  return Array.isArray(read) && read.length > 0 ? read : [read];
}
