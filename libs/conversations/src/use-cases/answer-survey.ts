import type { Transaction } from '#event-bus';
import { settings } from '../storage/configuration-copies.ts';
import { surveys } from '../storage/surveys.ts';
import { maskedWords } from './hide-words.ts';

/**
 * A customer answers a survey on its page, once: false when it was answered already, or its time is over (product.md 22). Of their words is kept
 * what masking leaves of a customer's text (32).
 */
export async function answerSurvey(
  tx: Transaction,
  id: string,
  { score, comment: words }: { readonly score: number; readonly comment: string | null },
): Promise<boolean> {
  const { organisation } = await settings(tx).inForce();
  const [comment = words] = words && organisation.masking.customersFromAgents ? await maskedWords(tx, [words]) : [];
  return surveys(tx).answer(id, { score, comment }, tx.now);
}
