import {
  type AccountId,
  type Address,
  alreadyExists,
  type MessageId,
  type NumberId,
  type Person,
  Refusal,
} from '#contracts';
import type { Transaction } from '#event-bus';
import type { Answer } from '../domain/provider-codes.ts';
import { aTestText, testAnswered, type TestText } from '../domain/test-text.ts';
import { blockedNumbers } from '../storage/blocked-numbers.ts';
import { consents } from '../storage/consents.ts';
import { senders } from '../storage/senders.ts';
import { testTexts } from '../storage/test-texts.ts';
import { useTokenByHand } from './use-token-by-hand.ts';

/** Which number is tried, and with which telephone. */
export interface Trial {
  readonly id: MessageId;
  readonly accountId: AccountId;
  readonly numberId: NumberId;
  readonly from: Address;
  readonly to: Address;
}

/** A text that is about to be asked for. */
export interface Trying {
  readonly text: TestText;
  /** The Messaging Service that the number's texts leave through. */
  readonly service: string | null;
  /** Whether the provider is to be asked: the same once more asks nobody. */
  readonly isNew: boolean;
}

/**
 * Writes down that a number is about to be tried. The token is used by hand for it, which is granted apart. Refuses with `not-allowed`, `already-exists`, and
 * with `opted-out` or `on-block-list` who is not to be texted: nobody is, to try something either (product.md 30.4, 31).
 */
export async function tryNumber(tx: Transaction, person: Person, trial: Trial): Promise<Trying> {
  const { id, accountId, numberId, from, to } = trial;
  await useTokenByHand(tx, person, accountId);
  const known = await testTexts(tx).find(id);
  if (known) {
    const isSame = known.accountId === accountId && known.numberId === numberId && known.to === to;
    if (!isSame) throw alreadyExists(known);
    return { text: known, service: null, isNew: false };
  }
  const pair = { number: from, customer: to };
  await consents(tx).lockShared([to]);
  if ((await blockedNumbers(tx).blockedAmong([to])).has(to))
    throw new Refusal('on-block-list', `${to} is blocked.`, 'to');
  if ((await consents(tx).standingOf([pair])).of(pair) === 'opted-out')
    throw new Refusal(
      'opted-out',
      `${to} has opted out of texts from ${from}. It opts in by texting START to it.`,
      'to',
    );
  const text = aTestText(trial, tx.now);
  const isNew = await testTexts(tx).add(text);
  const service = (await senders(tx).groupsOf([from])).get(from)?.messagingServiceSid ?? null;
  return { text, service, isNew };
}

/** Writes down what asking the provider came to; reports may have told more already. */
export async function recordTrial(tx: Transaction, id: MessageId, answer: Answer): Promise<void> {
  const [before] = await testTexts(tx).lock([id]);
  if (before) await testTexts(tx).save([testAnswered(before, answer, tx.now)]);
}
