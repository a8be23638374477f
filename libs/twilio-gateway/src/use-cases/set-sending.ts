import {
  type Address,
  Refusal,
  type SenderGroupRequest,
  senderGroupRequest,
  type SenderGroupView,
  type SendingSettingsRequest,
  sendingSettingsRequest,
  type SendingSettingsView,
  type Slug,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { type By, changes, lastVersionOf } from '#history';
import { refuseOtherVersion } from '#platform';
import { senderGroupThing, sendingThing, standard } from '../domain/configuration.ts';
import { bucketOf, type SenderGroup } from '../domain/sender-group.ts';
import type { SendingSettings } from '../storage/sender.tables.ts';
import { consents } from '../storage/consents.ts';
import { senders } from '../storage/senders.ts';

/** What their histories call them. */
export const senderGroupKind = 'sender-group';
export const sendingSettings = { kind: 'sending-settings', subjectId: standard };

export const senderGroupNotFound = (): Refusal =>
  new Refusal('sender-group-not-found', 'There is no such sender group.');

/** How texts are made ready from the next one on. Refuses with `version-required` and `version-mismatch`. */
export async function setSending(
  tx: Transaction,
  by: By,
  asked: SendingSettingsRequest,
  from: number | null,
): Promise<SendingSettingsView> {
  await senders(tx).oneAtATime();
  const known = await senders(tx).settings();
  const same = Object.entries(asked).every(([field, value]) => known[field as keyof typeof known] === value);
  if (same && known.version > 0) return settingsShown(known);
  refuseOtherVersion(known.version, from);
  return keepSending(tx, by, known, asked, 'changed');
}

/**
 * Makes texts ready again as it was set at a version; that is a change like any other. Refuses as setting does, and with
 * `version-not-found`, `outdated` (what it was is not allowed any more).
 */
export async function restoreSending(
  tx: Transaction,
  by: By,
  wanted: number,
  from: number | null,
): Promise<SendingSettingsView> {
  await senders(tx).oneAtATime();
  const known = await senders(tx).settings();
  refuseOtherVersion(known.version, from);
  const asked = await changes(tx).at(sendingSettingsRequest, { ...sendingSettings, version: wanted });
  return keepSending(tx, by, known, asked, 'restored');
}

/** Stores how texts are made ready, and writes down who said so. */
export async function keepSending(
  tx: Transaction,
  by: By,
  known: SendingSettings,
  asked: SendingSettingsRequest,
  action: 'changed' | 'restored',
): Promise<SendingSettingsView> {
  const after = { ...asked, id: known.id, version: known.version + 1 };
  await senders(tx).saveSettings(after);
  const versions = { before: sendingThing(known), after: sendingThing(after) };
  await changes(tx).record(by, { ...sendingSettings, version: after.version, action, ...versions });
  return settingsShown(after);
}

const settingsShown = ({ id: _id, ...settings }: SendingSettings): SendingSettingsView => settings;

/**
 * Senders share this pace from now on, also for what waits already. Creates the group where there is none of this name; changing one takes
 * its version. Refuses with `sender-in-another-group`, `version-required`, `version-mismatch`.
 */
export async function setSenderGroup(
  tx: Transaction,
  by: By,
  slug: Slug,
  asked: SenderGroupRequest,
  from: number | null,
): Promise<SenderGroupView> {
  await senders(tx).oneAtATime();
  const known = await senders(tx).group(slug);
  const after = groupAsked(slug, asked);
  if (known && isSame(known, after)) return shown(known);
  if (known) refuseOtherVersion(known.version, from);
  await refuseTaken(tx, after);
  const version = (known?.version ?? (await lastVersionOf(tx.manager, senderGroupKind, slug))) + 1;
  const saved = { ...after, version };
  await keepSenderGroup(tx, by, known, saved, known ? 'changed' : 'created');
  return shown(saved);
}

/**
 * Makes a group again what it was at a version, also when it was removed since; that is a change like any other. Refuses as setting does,
 * and with `sender-group-not-found`, `version-not-found`, `outdated` (what it was is not allowed any more).
 */
export async function restoreSenderGroup(
  tx: Transaction,
  by: By,
  slug: Slug,
  wanted: number,
  from: number | null,
): Promise<SenderGroupView> {
  await senders(tx).oneAtATime();
  const known = await senders(tx).group(slug);
  const version = known?.version ?? (await lastVersionOf(tx.manager, senderGroupKind, slug));
  if (version === 0) throw senderGroupNotFound();
  refuseOtherVersion(version, from);
  const asked = await changes(tx).at(senderGroupRequest, { kind: senderGroupKind, subjectId: slug, version: wanted });
  const saved = { ...groupAsked(slug, asked), version: version + 1 };
  await refuseTaken(tx, saved);
  await keepSenderGroup(tx, by, known, saved, 'restored');
  return shown(saved);
}

const groupAsked = (slug: Slug, asked: SenderGroupRequest): SenderGroup => ({
  ...asked,
  slug,
  senders: [...new Set(asked.senders)].toSorted(),
  version: 1,
});

async function refuseTaken(tx: Transaction, { slug, senders: wanted }: SenderGroup): Promise<void> {
  const others = await senders(tx).groupsOf(wanted);
  const taken = [...others].find(([, group]) => group.slug !== slug);
  if (taken)
    throw new Refusal('sender-in-another-group', `${taken[0]} is in the group ${taken[1].slug} already.`, 'senders');
}

/** Its senders have the usual pace of their kind again. Refuses with `sender-group-not-found` and as the others. */
export async function removeSenderGroup(tx: Transaction, by: By, slug: Slug, from: number | null): Promise<void> {
  await senders(tx).oneAtATime();
  const known = await senders(tx).group(slug);
  if (!known) throw senderGroupNotFound();
  refuseOtherVersion(known.version, from);
  await keepSenderGroup(tx, by, known, undefined, 'removed');
}

/** Stores a group, or takes it away, writes down who did, and moves what waits of each of its senders to where it belongs now. */
export async function keepSenderGroup(
  tx: Transaction,
  by: By,
  before: SenderGroup | undefined,
  after: SenderGroup | undefined,
  action: 'created' | 'changed' | 'removed' | 'restored',
): Promise<void> {
  await changes(tx).record(by, {
    kind: senderGroupKind,
    subjectId: (after ?? before!).slug,
    version: after?.version ?? before!.version + 1,
    action,
    before: before ? senderGroupThing(before) : null,
    after: after ? senderGroupThing(after) : null,
  });
  if (after) await senders(tx).saveGroup(after);
  else if (before) await senders(tx).removeGroup(before.slug);
  // its numbers share what customers say about consent, also those that nobody wrote to yet
  if (after && after.messagingServiceSid !== null) await consents(tx).learnPools(poolOf(after));
  const were = new Map(before?.senders.map((sender) => [sender, before]));
  const are = new Map(after?.senders.map((sender) => [sender, after]));
  const moves = new Map<string, { from: string; to: string; numbers: string[] }>();
  for (const sender of new Set([...were.keys(), ...are.keys()])) {
    const [from, to] = [bucketOf(sender, were.get(sender)), bucketOf(sender, are.get(sender))];
    if (from === to) continue;
    const move = moves.get(`${from} ${to}`) ?? { from, to, numbers: [] };
    move.numbers.push(sender);
    moves.set(`${from} ${to}`, move);
  }
  await senders(tx).openBuckets([...new Set([...moves.values()].flatMap(({ from, to }) => [from, to]))], tx.now);
  for (const { from, to, numbers } of moves.values()) await senders(tx).move(from, to, numbers);
  tx.wake('send-deliveries');
}

const poolOf = ({ senders: members, messagingServiceSid }: SenderGroup) =>
  new Map(members.map((number) => [number as Address, messagingServiceSid]));

const shown = ({ senders: members, ...group }: SenderGroup): SenderGroupView => ({
  ...group,
  senders: [...members] as SenderGroupView['senders'],
});

/** Whether two say the same, whatever their versions. */
export const isSame = (one: SenderGroup, other: SenderGroup): boolean =>
  one.name === other.name &&
  one.segmentsPerSecond === other.segmentsPerSecond &&
  one.segmentsPerDay === other.segmentsPerDay &&
  one.timeZone === other.timeZone &&
  one.messagingServiceSid === other.messagingServiceSid &&
  one.chosenBy === other.chosenBy &&
  one.senders.toSorted().join() === other.senders.toSorted().join();
