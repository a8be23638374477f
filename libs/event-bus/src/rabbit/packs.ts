import type { Departing } from '../broker.ts';

/** What travels as one message: a fact by itself, or some of one type, one after the other. */
export interface Pack {
  readonly type: string;
  /** The first one's. */
  readonly id: string;
  /** The JSON of the fact, or of a list of facts. */
  readonly json: string;
}

/** So many facts at most: what is read ahead is counted in messages. */
const most = 20;
/** As many characters at most, unless one fact alone has more: about what AMQP carries in one frame. */
const mostCharacters = 100_000;

/**
 * Puts facts of one type that leave together into one message: to the broker and to who reads it, a message costs the same
 * with twenty facts as with one. Their order is kept within a type.
 */
export function packed(facts: readonly Departing[]): Pack[] {
  const open = new Map<string, Departing[]>();
  const packs: Departing[][] = [];
  for (const fact of facts) {
    const pack = open.get(fact.type);
    if (pack && pack.length < most && lengthOf(pack) + fact.json.length <= mostCharacters) {
      pack.push(fact);
    } else {
      const begun = [fact];
      open.set(fact.type, begun);
      packs.push(begun);
    }
  }
  return packs.map(asPack);
}

const lengthOf = (facts: readonly Departing[]): number => facts.reduce((sum, { json }) => sum + json.length, 0);

const asPack = (facts: readonly Departing[]): Pack => {
  const { type, id, json } = facts[0]!;
  return { type, id, json: facts.length === 1 ? json : `[${facts.map((fact) => fact.json).join(',')}]` };
};

/** The facts of a message as they were said, not yet checked. Throws when it is not JSON. */
export function unpacked(content: Buffer): unknown[] {
  const read: unknown = JSON.parse(content.toString());
  return Array.isArray(read) && read.length > 0 ? read : [read];
}
