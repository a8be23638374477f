import type { MessageId } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Effect, observe } from '../domain/delivery.ts';
import type { TestText } from '../domain/test-text.ts';
import { testTexts } from '../storage/test-texts.ts';
import type { CallbackAtTheDoor } from './record-callbacks.ts';

/** Takes in callbacks of texts by which numbers were tried. Answers for each what it did; undefined where its account sent no such text. */
export async function recordTestReports(
  tx: Transaction,
  callbacks: readonly CallbackAtTheDoor[],
): Promise<readonly (Effect | undefined)[]> {
  const ids = callbacks.map(({ messageId }) => messageId.toLowerCase() as MessageId);
  const before = await testTexts(tx).lock([...new Set(ids)]);
  if (before.length === 0) return callbacks.map(() => undefined);
  const standing = new Map<MessageId, TestText>(before.map((text) => [text.id, text]));
  const effects = callbacks.map(({ accountId, report }, n) => {
    const text = standing.get(ids[n]!);
    if (text?.accountId !== accountId) return undefined;
    const { delivery, effect } = observe(text, report, tx.now);
    standing.set(text.id, delivery);
    return effect;
  });
  await testTexts(tx).save([...standing.values()].filter((text) => !before.includes(text)));
  return effects;
}
