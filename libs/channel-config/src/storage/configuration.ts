import { type EntityManager, IsNull, Not } from 'typeorm';
import { definitionKinds, settingsKinds } from '#contracts';
import type { Definition } from '#definitions';
import type { Channel } from '../domain/channel.ts';
import type { AccountWithNumbers } from '../domain/messaging-account.ts';
import type { Provisioning } from '../domain/provisioning.ts';
import type { SecretGrants } from '../domain/secret-grants.ts';
import type { Settings } from '../domain/settings.ts';
import type { Workstream } from '../domain/workstream.ts';
import { ChannelTable } from './channel.table.ts';
import { DefinitionTable } from './definition.tables.ts';
import { MessagingAccountTable, SupportNumberTable } from './messaging-account.table.ts';
import { provisioning } from './provisioning.ts';
import { secretGrants } from './secrets.ts';
import { settings } from './settings.ts';
import { WorkstreamTable } from './workstream.table.ts';

/** Everything that is configured and not removed, by slug. */
export interface Configuration {
  readonly provisioning: Provisioning;
  readonly grants: readonly SecretGrants[];
  readonly accounts: readonly AccountWithNumbers[];
  readonly workstreams: readonly Workstream[];
  readonly channels: readonly Channel[];
  readonly definitions: readonly Definition[];
  /** What somebody has set; the rest is as usual. */
  readonly settings: readonly Settings[];
}

/** Reads it whole, in as many statements as there are tables. To be read in one snapshot. */
export async function readConfiguration(manager: EntityManager): Promise<Configuration> {
  const living = { where: { state: Not('removed' as const) } };
  const accounts = await manager.getRepository(MessagingAccountTable).find(living);
  const numbers = await manager
    .getRepository(SupportNumberTable)
    .find({ where: { removed: false }, order: { accountId: 'ASC', place: 'ASC' } });
  const ofAccount = Map.groupBy(numbers, ({ accountId }) => accountId);
  return {
    provisioning: await provisioning({ manager }).sms(),
    grants: await secretGrants({ manager }).all(),
    accounts: accounts
      .map((account) => ({ account, numbers: ofAccount.get(account.id) ?? [] }))
      .toSorted((one, other) => inOrder(one.account, other.account)),
    workstreams: (await manager.getRepository(WorkstreamTable).find(living)).toSorted(inOrder),
    channels: (await manager.getRepository(ChannelTable).find(living)).toSorted(inOrder),
    definitions: (await manager.getRepository(DefinitionTable).findBy({ removedAt: IsNull() })).toSorted(inOrder),
    settings: await readSettings(manager),
  };
}

async function readSettings(manager: EntityManager): Promise<Settings[]> {
  const all: Settings[] = [];
  for (const kind of settingsKinds) all.push(...(await settings({ manager }).all(kind)));
  return all;
}

/** The same on every machine: the database's order depends on its collation. */
const inOrder = (one: { readonly slug: string }, other: { readonly slug: string }): number =>
  one.slug < other.slug ? -1 : one.slug > other.slug ? 1 : 0;

/** What everything is called in a file, by kind and id. */
export class Slugs {
  private readonly slugs = new Map<string, string>();
  private readonly ids = new Map<string, string>();

  constructor({ accounts, workstreams, channels, definitions }: Configuration) {
    for (const { account, numbers } of accounts) {
      this.add('account', account.slug, account.id);
      for (const { address, id } of numbers) this.add('number', address, id);
    }
    for (const { slug, id } of workstreams) this.add('workstream', slug, id);
    for (const { slug, id } of channels) this.add('channel', slug, id);
    for (const { kind, slug, id } of definitions) this.add(kind, slug, id);
    for (const { kind, builtIn } of definitionKinds) for (const { slug, id } of builtIn) this.add(kind, slug, id);
  }

  add(kind: string, slug: string, id: string): void {
    this.slugs.set(`${kind} ${id}`, slug);
    this.ids.set(`${kind} ${slug}`, id);
  }

  /** The id itself where this is another service's, or gone. */
  readonly of = (kind: string, id: string): string => this.slugs.get(`${kind} ${id}`) ?? id;

  readonly id = (kind: string, slug: string): string | undefined => this.ids.get(`${kind} ${slug}`);
}
