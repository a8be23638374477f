import type { EntityManager } from 'typeorm';
import { type Address, type NumberOrPseudonym, Refusal } from '#contracts';
import { consentKey } from './consent-key.ts';

/** What anybody may be told by: a phone number, or a short code. */
const sayable = /^(\+[1-9]\d{6,14}|\d{3,8})$/;
const digits = /^\d+$/;

/**
 * Of these, the numbers without a plus and the names that nobody ever wrote from. Who writes as one is known by it; what somebody types like
 * this is more likely a phone number that lacks its plus, or something else by mistake, and would block or opt out nobody.
 */
export async function neverHeardFrom(
  manager: EntityManager,
  numbers: readonly NumberOrPseudonym[],
): Promise<ReadonlySet<string>> {
  const asked = [
    ...new Set(numbers.filter((number) => !sayable.test(number) && !number.startsWith('forgotten:'))),
  ] as Address[];
  if (asked.length === 0) return new Set();
  const pseudonymOf = await consentKey(manager).open();
  const found: { number: string }[] = await manager.query(
    `SELECT asked.number FROM unnest($1::text[], $2::text[]) AS asked (number, pseudonym)
     WHERE NOT EXISTS (SELECT FROM incoming_message WHERE customer = asked.number)
       AND NOT EXISTS (SELECT FROM consent_entry WHERE customer IN (asked.number, asked.pseudonym))
       AND NOT EXISTS (SELECT FROM blocked_number WHERE number IN (asked.number, asked.pseudonym))
       AND NOT EXISTS (SELECT FROM forgotten_customer WHERE forgotten_customer.pseudonym = asked.pseudonym)`,
    [asked, asked.map((number) => pseudonymOf?.(number) ?? null)],
  );
  return new Set(found.map(({ number }) => number));
}

/** What is said of one that `neverHeardFrom` answers. */
export const nobodyWrote = (as: string): string =>
  digits.test(as)
    ? `is not one that anybody wrote from; a phone number begins with +, as in +${as}`
    : 'is not one that anybody wrote from';

/** Refuses with `unreadable` whom nobody ever wrote as, naming `field`. */
export async function refuseUnheard(manager: EntityManager, as: NumberOrPseudonym, field: string): Promise<void> {
  const unheard = await neverHeardFrom(manager, [as]);
  if (unheard.has(as)) throw new Refusal('unreadable', `${as} ${nobodyWrote(as)}.`, field);
}
