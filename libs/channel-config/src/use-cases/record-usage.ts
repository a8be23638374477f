import {
  accountRemoved,
  channelRemoved,
  type DataOf,
  type Envelope,
  type gatewayUsage,
  workstreamRemoved,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { concludeTurningOff } from '../domain/provisioning.ts';
import { type Life, removeUnused, type Retired, type UsageReport, usersOf } from '../domain/retirement.ts';
import { accounts } from '../storage/accounts.ts';
import { channels } from '../storage/channels.ts';
import { definitions } from '../storage/definitions.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { provisioning } from '../storage/provisioning.ts';
import { readers } from '../storage/readers.ts';
import { settings } from '../storage/settings.ts';
import { workstreams } from '../storage/workstreams.ts';
import { parley, recordAccounts, recordChannels, recordWorkstreams } from './record-change.ts';
import { sayAccount } from './say-account.ts';
import { sayChannel } from './say-channel.ts';
import { sayWorkstream } from './say-workstream.ts';

type UsageCounted = Envelope<DataOf<typeof gatewayUsage>>;

/** Keeps what a service counted, and removes what nobody uses any more (product.md 39, decisions J). */
export async function recordUsage(tx: Transaction, service: string, events: readonly UsageCounted[]): Promise<void> {
  const newest = newestReports(service, events);
  if (newest.length === 0) return;
  await oneAtATime(tx);
  await readers(tx).keepReports(newest);
  await removeAccounts(tx, newest);
  await removeWorkstreams(tx, newest);
  await removeChannels(tx, newest);
}

const isRetired = (kind: string): kind is Retired => Object.hasOwn(usersOf, kind);

function newestReports(service: string, events: readonly UsageCounted[]): UsageReport[] {
  const newest = new Map<string, UsageReport>();
  for (const { data } of events) {
    for (const { kind, ...counted } of data.counted) {
      if (!isRetired(kind)) continue;
      const report = { kind, ...counted, service, countedAt: new Date(data.countedAt) };
      const other = newest.get(`${kind} ${report.id}`);
      const isNewer = !other || (report.version - other.version || report.report - other.report) > 0;
      if (isNewer) newest.set(`${kind} ${report.id}`, report);
    }
  }
  return [...newest.values()];
}

/** Those of these that nobody uses any more, as they are from now on. */
async function unused<Thing extends Life & { readonly id: string }>(
  tx: Transaction,
  kind: Retired,
  newest: readonly UsageReport[],
  retiring: (ids: readonly string[]) => Promise<Thing[]>,
): Promise<{ readonly before: Thing; readonly after: Thing }[]> {
  const ids = newest.filter((report) => report.kind === kind).map(({ id }) => id);
  if (ids.length === 0) return [];
  const things = await retiring(ids);
  const reports = Map.groupBy(await readers(tx).reportsOf(kind, ids), ({ id }) => id);
  return things.flatMap((thing) => {
    const removed = removeUnused(thing, reports.get(thing.id) ?? [], usersOf[kind], tx.now);
    return removed === thing ? [] : [{ before: thing, after: removed }];
  });
}

async function removeAccounts(tx: Transaction, newest: readonly UsageReport[]): Promise<void> {
  const removed = await unused(tx, 'account', newest, accounts(tx).retiring);
  for (const { before, after: account } of removed) {
    await accounts(tx).update(account);
    const gone = { before: { account: before, numbers: [] }, after: { account, numbers: [] } };
    await recordAccounts(tx, parley, [gone], 'removed');
    sayAccount(tx, gone.after);
    tx.publish(accountRemoved, { accountId: account.id, ...goneNow(tx, account) });
  }
  if (removed.length > 0) await accounts(tx).freeNumbers(removed.map(({ after }) => after.id));
}

async function removeWorkstreams(tx: Transaction, newest: readonly UsageReport[]): Promise<void> {
  for (const gone of await unused(tx, 'workstream', newest, workstreams(tx).retiring)) {
    const workstream = gone.after;
    await workstreams(tx).save(workstream);
    await recordWorkstreams(tx, parley, [gone], 'removed');
    await definitions(tx).forgetUses(await settings(tx).idsAbout([workstream.id]));
    sayWorkstream(tx, workstream);
    tx.publish(workstreamRemoved, { workstreamId: workstream.id, ...goneNow(tx, workstream) });
  }
}

/** With the last channel a turning off of SMS is over, too. */
async function removeChannels(tx: Transaction, newest: readonly UsageReport[]): Promise<void> {
  const removed = await unused(tx, 'channel', newest, channels(tx).retiring);
  if (removed.length === 0) return;
  await channels(tx).saveAll(removed.map(({ after }) => after));
  await recordChannels(tx, parley, removed, 'removed');
  await definitions(tx).forgetUses(removed.map(({ after }) => after.id));
  for (const { after: channel } of removed) {
    sayChannel(tx, channel);
    tx.publish(channelRemoved, { channelId: channel.id, ...goneNow(tx, channel) });
  }
  const sms = await provisioning(tx).sms();
  const off = concludeTurningOff(sms, await channels(tx).count(), tx.now);
  if (off !== sms) await provisioning(tx).save(off);
}

const goneNow = ({ now }: Transaction, { version }: Life) => ({ version, removedAt: now.toISOString() });
