import type { accountValidated, EventOf, numberChecked, numberConnected } from '#contracts';
import type { Transaction } from '#event-bus';
import { checks } from '../storage/checks.ts';

/** Keeps what the provider last said of accounts, to be shown with them (product.md 2.1: last validation). */
export const recordValidations = (tx: Transaction, events: readonly EventOf<typeof accountValidated>[]) =>
  checks(tx).ofAccounts(events.map(({ data }) => data));

/** Keeps how numbers last stood at the provider. */
export const recordNumberChecks = (tx: Transaction, events: readonly EventOf<typeof numberChecked>[]) =>
  checks(tx).ofNumbers(events.map(({ data }) => data));

/** Keeps when the first signed text to a number came in. */
export const recordConnections = (tx: Transaction, events: readonly EventOf<typeof numberConnected>[]) =>
  checks(tx).connected(events.map(({ data }) => data));
