import { keepPartitions, type Transaction } from '#event-bus';

/** How long it can be told why work went where it went (product.md 40). */
export const explainedDays = 30;

/** Opens the coming days' partitions of explanations, and drops those that were kept long enough. */
export const keepExplanations = (tx: Transaction): Promise<void> => keepPartitions(tx, explainedDays);
