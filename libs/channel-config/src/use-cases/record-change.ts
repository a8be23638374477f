import type { Transaction } from '#event-bus';
import { type By, type Change as ChangeWrittenDown, changes } from '#history';
import type { Channel } from '../domain/channel.ts';
import { historyOfAccount, historyOfChannel, historyOfWorkstream } from '../domain/history.ts';
import type { AccountWithNumbers } from '../domain/messaging-account.ts';
import type { Workstream } from '../domain/workstream.ts';

/** Who does what nobody asked for at that moment: removing what is not used any more. */
export const parley: By = { subject: 'parley', name: 'Parley' };

/** A thing as it was (null: it was not) and as it is now, one version later. */
export interface Change<Thing> {
  readonly before: Thing | null;
  readonly after: Thing;
}

export type Action = ChangeWrittenDown['action'];

/** What a change is when nobody calls it otherwise. */
const usually = ({ before }: Change<unknown>): Action => (before === null ? 'created' : 'changed');

const recorder =
  <Thing>(
    kind: string,
    keyOf: (thing: Thing) => { readonly id: string; readonly version: number },
    historyOf: (thing: Thing) => Record<string, unknown>,
  ) =>
  (tx: Transaction, person: By, made: readonly Change<Thing>[], action?: Action): Promise<void> =>
    changes(tx).recordAll(
      person,
      made.map((change) => ({
        kind,
        subjectId: keyOf(change.after).id,
        version: keyOf(change.after).version,
        action: action ?? usually(change),
        before: change.before && historyOf(change.before),
        after: historyOf(change.after),
      })),
    );

/** Writes down what this person did to accounts, workstreams and channels, with what each was before and after. Secrets are no part of it. */
export const recordAccounts = recorder<AccountWithNumbers>('account', ({ account }) => account, historyOfAccount);
export const recordWorkstreams = recorder<Workstream>('workstream', (one) => one, historyOfWorkstream);
export const recordChannels = recorder<Channel>('channel', (one) => one, historyOfChannel);
