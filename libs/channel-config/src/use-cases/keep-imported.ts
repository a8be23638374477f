import type { Person } from '#contracts';
import { definitionRemoved } from '#contracts';
import { definedBy } from '#definitions';
import type { Transaction } from '#event-bus';
import { changes } from '#history';
import { changing, type Planned } from '#platform';
import type { Channel } from '../domain/channel.ts';
import { usesOfChannel } from '../domain/channel-settings.ts';
import { usesOf } from '../domain/use.ts';
import type { AccountWithNumbers } from '../domain/messaging-account.ts';
import type { Provisioning } from '../domain/provisioning.ts';
import type { SecretGrants } from '../domain/secret-grants.ts';
import type { Workstream } from '../domain/workstream.ts';
import { accounts } from '../storage/accounts.ts';
import { channels } from '../storage/channels.ts';
import { checks } from '../storage/checks.ts';
import { definitions } from '../storage/definitions.ts';
import { provisioning } from '../storage/provisioning.ts';
import { secretAudit, secretGrants } from '../storage/secrets.ts';
import { settings } from '../storage/settings.ts';
import { workstreams } from '../storage/workstreams.ts';
import { defineInitial } from './define-initial.ts';
import type { PlannedDefinition } from './import-definitions.ts';
import type { PlannedSettings } from './import-settings.ts';
import type { ImportSettings } from './importing.ts';
import { type Action, recordAccounts, recordChannels, recordWorkstreams } from './record-change.ts';
import { sayAccount } from './say-account.ts';
import { sayChannel } from './say-channel.ts';
import { sayDefinition } from './say-definition.ts';
import { saySecretGrants } from './say-secret-grants.ts';
import { saySettings } from './say-settings.ts';
import { sayWorkstream } from './say-workstream.ts';

/** What becomes of everything in a file. */
export interface Plans {
  readonly provisioning: readonly Planned<Provisioning>[];
  readonly grants: readonly Planned<SecretGrants>[];
  readonly accounts: readonly Planned<AccountWithNumbers>[];
  readonly workstreams: readonly Planned<Workstream>[];
  readonly channels: readonly Planned<Channel>[];
  readonly definitions: readonly PlannedDefinition[];
  readonly settings: readonly PlannedSettings[];
}

/** Stores what was planned, writes down who did it, and tells everybody. */
export async function keepImported(tx: Transaction, { person }: Pick<ImportSettings, 'person'>, plans: Plans) {
  await keepAccounts(tx, person, changing(plans.accounts));
  await keepWorkstreams(tx, person, changing(plans.workstreams));
  await keepChannels(tx, person, changing(plans.channels));
  await keepDefinitions(tx, person, plans.definitions);
  await keepSettings(tx, person, plans.settings);
  // after the definitions, which may be those that everybody begins with
  for (const { after } of changing(plans.provisioning)) {
    await provisioning(tx).save(after);
    await defineInitial(tx, person);
  }
  for (const { before, after } of changing(plans.grants)) {
    await secretGrants(tx).save(after);
    if (before) await secretAudit(tx, person).grantsChanged(before, after);
    saySecretGrants(tx, after);
  }
}

async function keepAccounts(tx: Transaction, person: Person, plans: readonly Planned<AccountWithNumbers>[]) {
  const numbersOf = ({ numbers }: AccountWithNumbers) => numbers.map(({ id }) => id);
  const staying = new Set(plans.flatMap(({ after }) => numbersOf(after)));
  const gone = plans.flatMap(({ before }) => (before ? numbersOf(before) : [])).filter((id) => !staying.has(id));
  await accounts(tx).saveAll(
    plans.map(({ after }) => after),
    gone,
  );
  const ownerBefore = new Map(
    plans.flatMap(({ before }) => (before?.numbers ?? []).map(({ id, accountId }) => [id, accountId] as const)),
  );
  const moved = plans.flatMap(({ after }) =>
    after.numbers.filter(({ id, accountId }) => (ownerBefore.get(id) ?? accountId) !== accountId),
  );
  if (moved.length > 0) await checks(tx).forgetNumbers(moved.map(({ id }) => id));
  const idsOf = (some: readonly Planned<AccountWithNumbers>[]) => some.map(({ after }) => after.account.id);
  await secretAudit(tx, person).createdAll(idsOf(plans.filter(({ before }) => before === null)));
  await secretAudit(tx, person).updatedAll(idsOf(plans.filter(({ differing }) => differing.includes('authToken'))));
  await recordAll(recordAccounts, tx, person, plans);
  for (const { after } of plans) sayAccount(tx, after);
}

async function keepWorkstreams(tx: Transaction, person: Person, plans: readonly Planned<Workstream>[]) {
  const all = plans.map(({ after }) => after);
  await workstreams(tx).saveAll(all);
  await recordAll(recordWorkstreams, tx, person, plans);
  for (const workstream of all) sayWorkstream(tx, workstream);
}

async function keepChannels(tx: Transaction, person: Person, plans: readonly Planned<Channel>[]) {
  const all = plans.map(({ after }) => after);
  await channels(tx).saveAll(all);
  await definitions(tx).saveAllUses(
    all.map((one) => ({ by: { kind: 'channel', id: one.id }, uses: usesOfChannel(one) })),
  );
  await recordAll(recordChannels, tx, person, plans);
  for (const channel of all) sayChannel(tx, channel);
}

async function keepDefinitions(tx: Transaction, person: Person, all: readonly PlannedDefinition[]) {
  const plans = all.filter((plan) => changing([plan]).length > 0);
  // those that are removed leave their slugs and places to others
  const inOrder = plans.toSorted((one, other) => Number(other.action === 'removed') - Number(one.action === 'removed'));
  await definitions(tx).saveAll(inOrder.map(({ after }) => after));
  await definitions(tx).saveAllUses(
    plans.map(({ kind, after }) => ({
      by: after,
      uses: after.removedAt === null ? usesOf(kind, definedBy(after)) : [],
    })),
  );
  await changes(tx).recordAll(
    person,
    plans.map(({ kind, before, after, action }) => ({
      kind: kind.kind,
      subjectId: after.id,
      version: after.version,
      action: action as 'created' | 'changed' | 'removed',
      before: before && definedBy(before),
      after: after.removedAt === null ? definedBy(after) : null,
    })),
  );
  for (const { kind, after } of plans) {
    const { id, version } = after;
    if (after.removedAt === null) sayDefinition(tx, kind, after);
    else tx.publish(definitionRemoved, { kind: kind.kind, id, version });
  }
}

async function keepSettings(tx: Transaction, person: Person, all: readonly PlannedSettings[]) {
  const plans = all.filter((plan) => changing([plan]).length > 0);
  await settings(tx).saveAll(plans.map(({ after }) => after));
  await definitions(tx).saveAllUses(plans.map(({ kind, after }) => ({ by: after, uses: usesOf(kind, after.body) })));
  await changes(tx).recordAll(
    person,
    plans.map(({ kind, before, after }) => ({
      kind: kind.kind,
      subjectId: after.id,
      version: after.version,
      action: 'changed',
      before: before && before.body,
      after: after.body,
    })),
  );
  for (const { kind, after } of plans) saySettings(tx, kind, after);
}

/** Its plans by what history calls them: what a file does not have any more is retired. */
async function recordAll<Thing>(
  record: (tx: Transaction, person: Person, made: readonly Planned<Thing>[], action?: Action) => Promise<void>,
  tx: Transaction,
  person: Person,
  plans: readonly Planned<Thing>[],
): Promise<void> {
  const isRemoved = ({ action }: Planned<Thing>) => action === 'removed';
  await record(
    tx,
    person,
    plans.filter((plan) => !isRemoved(plan)),
  );
  await record(tx, person, plans.filter(isRemoved), 'retired');
}
