import { maskingRuleKind, type MessageId } from '#contracts';
import type { Transaction } from '#event-bus';
import { maskTexts } from '#masking';
import type { Seal } from '#secrets';
import { definitions } from '../storage/configuration-copies.ts';
import { hiddenPlaceOf, hiddenTexts } from '../storage/hidden-texts.ts';

/** What the rules in force leave of these texts, in their order (product.md 32). One load for all. */
export async function maskedWords(
  { manager }: Pick<Transaction, 'manager'>,
  bodies: readonly string[],
): Promise<string[]> {
  if (bodies.every((body) => body === '')) return [...bodies];
  const rules = await definitions({ manager }).all(maskingRuleKind);
  return maskTexts(
    rules.filter(({ active }) => active).map(({ expression }) => expression),
    bodies,
  );
}

/**
 * Hides what nobody is to read of texts that are about to be kept; answers what is left of those of which something was hidden. What they
 * were is kept sealed, to be revealed by who may; without keys to seal with it is not kept at all.
 */
export async function hideWords(
  tx: Transaction,
  texts: readonly { readonly id: MessageId; readonly body: string }[],
  seal: Seal | null,
): Promise<ReadonlyMap<MessageId, string>> {
  const masked = await maskedWords(
    tx,
    texts.map(({ body }) => body),
  );
  const hidden = texts.flatMap(({ id, body }, n) => (masked[n] === body ? [] : [{ id, body, left: masked[n]! }]));
  if (seal && hidden.length > 0)
    await hiddenTexts(tx).add(
      hidden.map(({ id, body }) => ({ messageId: id, sealed: seal.seal(body, hiddenPlaceOf(id)) })),
    );
  return new Map(hidden.map(({ id, left }) => [id, left]));
}
