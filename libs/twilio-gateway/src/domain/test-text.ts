import type { AccountId, Address, DeliveryReason, MessageId, NumberId } from '#contracts';
import { type Observed, observe } from './delivery.ts';
import { meaningOf } from './error-codes.ts';
import type { Answer } from './provider-codes.ts';

/**
 * A text of ours from a support number to a telephone that an administrator has at hand. It belongs to no channel and no conversation, is asked for
 * once and never again, and what the provider reports of it is all that it is for.
 */
export interface TestText extends Observed {
  readonly id: MessageId;
  readonly accountId: AccountId;
  readonly numberId: NumberId;
  readonly from: Address;
  readonly to: Address;
  readonly askedAt: Date;
}

/** One segment of GSM-7, so that it costs no more than it must. */
export const testWords = (from: Address): string =>
  `Parley test: this text came from ${from}. Reply to it to see that texts come in, too.`;

/** The text as the provider is about to be asked. */
export const aTestText = (
  about: Pick<TestText, 'id' | 'accountId' | 'numberId' | 'from' | 'to'>,
  now: Date,
): TestText => ({
  ...about,
  state: 'submitting',
  version: 1,
  providerSid: null,
  errorCode: null,
  reason: null,
  lookAt: null,
  askedAt: now,
  changedAt: now,
});

/** What the provider's answer makes of it. Where it was certainly not executed it failed: whoever wants it asks for another. */
export function testAnswered(text: TestText, answer: Answer, now: Date): TestText {
  const become = (state: TestText['state'], providerSid: string | null, errorCode: string | null) =>
    observe(text, { state, providerSid, errorCode }, now).delivery;
  switch (answer.kind) {
    case 'accepted':
      return become('accepted', answer.providerSid, null);
    case 'refused':
      return become('failed', null, answer.errorCode);
    case 'not-now':
      return { ...become('failed', null, answer.errorCode), reason: 'busy' };
    case 'no-answer':
      return because(text, become('unknown', null, answer.errorCode), 'no-answer');
  }
}

/** A report may have come before the answer that says nothing. */
const because = (before: TestText, after: TestText, reason: DeliveryReason): TestText =>
  after.state === before.state ? after : { ...after, reason };

/** What to do about it, in a sentence for an administrator; null where nothing is wrong. */
export function adviceOnTest({
  state,
  reason,
  errorCode,
}: Pick<TestText, 'state' | 'reason' | 'errorCode'>): string | null {
  if (errorCode !== null) {
    const { advice, title } = meaningOf(errorCode);
    return advice ?? `${title}.`;
  }
  if (state === 'unknown') return 'The provider did not answer. See whether the text arrives before you try again.';
  if (reason === 'busy') return 'The provider could not be asked. Try again in a moment.';
  return state === 'failed' || state === 'undelivered' ? 'It did not arrive, and nobody said why.' : null;
}
