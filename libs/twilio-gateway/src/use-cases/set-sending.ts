import {
  Refusal,
  type SenderGroupRequest,
  type SenderGroupView,
  type SendingSettingsRequest,
  type SendingSettingsView,
  type Slug,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { bucketOf, type SenderGroup } from '../domain/sender-group.ts';
import { senders } from '../storage/senders.ts';

/** How texts are made ready from the next one on. Refuses with `version-required` and `version-mismatch`. */
export async function setSending(
  tx: Transaction,
  asked: SendingSettingsRequest,
  from: number | null,
): Promise<SendingSettingsView> {
  await senders(tx).oneAtATime();
  const { id: _id, ...known } = await senders(tx).settings();
  const same = Object.entries(asked).every(([field, value]) => known[field as keyof typeof known] === value);
  if (same && known.version > 0) return known;
  expectVersion(from, known.version);
  const after = { ...asked, version: known.version + 1 };
  await senders(tx).saveSettings({ id: 1, ...after });
  return after;
}

/**
 * Senders share this pace from now on, also for what waits already. Creates the group where there is none of this name; changing one takes
 * its version. Refuses with `sender-in-another-group`, `version-required`, `version-mismatch`.
 */
export async function setSenderGroup(
  tx: Transaction,
  slug: Slug,
  asked: SenderGroupRequest,
  from: number | null,
): Promise<SenderGroupView> {
  await senders(tx).oneAtATime();
  const known = await senders(tx).group(slug);
  const after: SenderGroup = { ...asked, slug, senders: [...new Set(asked.senders)].toSorted(), version: 1 };
  if (known && isSame(known, after)) return shown(known);
  if (known) expectVersion(from, known.version);
  const others = await senders(tx).groupsOf(after.senders);
  const taken = [...others].find(([, group]) => group.slug !== slug);
  if (taken)
    throw new Refusal('sender-in-another-group', `${taken[0]} is in the group ${taken[1].slug} already.`, 'senders');
  const saved = { ...after, version: (known?.version ?? 0) + 1 };
  await keepSenderGroup(tx, known, saved);
  return shown(saved);
}

/** Its senders have the usual pace of their kind again. Refuses with `sender-group-not-found` and as the others. */
export async function removeSenderGroup(tx: Transaction, slug: Slug, from: number | null): Promise<void> {
  await senders(tx).oneAtATime();
  const known = await senders(tx).group(slug);
  if (!known) throw new Refusal('sender-group-not-found', 'There is no such sender group.');
  expectVersion(from, known.version);
  await keepSenderGroup(tx, known, undefined);
}

/** Stores a group, or takes it away, and moves what waits of each of its senders to where it belongs now. */
export async function keepSenderGroup(
  tx: Transaction,
  before: SenderGroup | undefined,
  after: SenderGroup | undefined,
): Promise<void> {
  if (after) await senders(tx).saveGroup(after);
  else if (before) await senders(tx).removeGroup(before.slug);
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

function expectVersion(from: number | null, known: number): void {
  if (from === null) throw new Refusal('version-required', `Say which version you change: If-Match: "${known}".`);
  if (from !== known) throw new Refusal('version-mismatch', 'Somebody changed it meanwhile.');
}
