import {
  blockingSettingsRequest,
  type BlockingSettingsView,
  type ConfigurationFile,
  type ConfigurationImported,
  senderGroupRequest,
  sendingSettingsRequest,
  type Slug,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { type By, lastVersions } from '#history';
import { changing, ConfigurationReader, type Planned, planned, pruned, resultsOf } from '#platform';
import { blockingThing, differingFields, senderGroupThing, sendingThing, standard } from '../domain/configuration.ts';
import type { SenderGroup } from '../domain/sender-group.ts';
import { blockedNumbers } from '../storage/blocked-numbers.ts';
import type { SendingSettings } from '../storage/sender.tables.ts';
import { senders } from '../storage/senders.ts';
import { keepBlocking } from './set-blocking.ts';
import { keepSenderGroup, keepSending, senderGroupKind } from './set-sending.ts';

/**
 * Makes sender groups and settings of sending and blocking what a file says (decisions I): all of it or, when anything in it is wrong, nothing. With `prune` the
 * groups that the file does not have are removed. Refuses with `unreadable`, `sender-in-another-group`, and says everything that is wrong
 * by its path.
 */
export async function importConfiguration(
  tx: Transaction,
  by: By,
  file: ConfigurationFile,
  { isDryRun, prune }: { readonly isDryRun: boolean; readonly prune: boolean },
): Promise<ConfigurationImported> {
  await senders(tx).oneAtATime();
  const reader = new ConfigurationReader(file);
  const known = await senders(tx).settings();
  const settings = planSettings(reader, known);
  const groups = planGroups(reader, await senders(tx).groups(), prune);
  const knownBlocking = await blockedNumbers(tx).settings();
  const blocking = planBlocking(reader, knownBlocking);
  const made = groups.filter(({ before }) => !before).map(({ after }) => after.slug);
  const lastVersionsOf = await lastVersions(tx.manager, senderGroupKind, made);
  reader.settle();
  if (!isDryRun) {
    for (const { after } of changing(settings)) await keepSending(tx, by, known, after, 'changed');
    for (const { after } of changing(blocking)) await keepBlocking(tx, by, knownBlocking, after, 'changed');
    // first those that give senders away
    for (const plan of changing(groups).toSorted((one, other) => gives(other) - gives(one)))
      await keepSenderGroup(
        tx,
        by,
        plan.before ?? undefined,
        plan.action === 'removed' ? undefined : following(plan.after, lastVersionsOf.get(plan.after.slug)),
        plan.action === 'removed' ? 'removed' : plan.before ? 'changed' : 'created',
      );
  }
  return { dryRun: isDryRun, ...resultsOf([...settings, ...groups, ...blocking]) };
}

/** One that was removed before goes on after its last version. */
const following = (group: SenderGroup, last: number | undefined): SenderGroup =>
  last === undefined ? group : { ...group, version: last + 1 };

const gives = ({ before, after, action }: Planned<SenderGroup>): number =>
  action === 'removed' ? Infinity : (before?.senders.filter((sender) => !after.senders.includes(sender)).length ?? 0);

function planSettings(reader: ConfigurationReader, known: SendingSettings): Planned<SendingSettings>[] {
  return (reader.section('sending') ?? []).flatMap(([slug, thing]) => {
    const path = `sending.${slug}`;
    if (slug !== standard) reader.fault(path, `is not ${standard}, and there is no other`);
    const asked = reader.read(sendingSettingsRequest, thing, path);
    if (!asked) return [];
    const after = { ...asked, id: 1 as const, version: known.version + 1 };
    const before = known.version === 0 ? null : known;
    const differing = before ? differingFields(sendingThing(before), sendingThing(after)) : [];
    return [planned('sending', slug, before, before && differing.length === 0 ? before : after, differing)];
  });
}

function planBlocking(reader: ConfigurationReader, known: BlockingSettingsView): Planned<BlockingSettingsView>[] {
  return (reader.section('blocking') ?? []).flatMap(([slug, thing]) => {
    const path = `blocking.${slug}`;
    if (slug !== standard) reader.fault(path, `is not ${standard}, and there is no other`);
    const asked = reader.read(blockingSettingsRequest, thing, path);
    if (!asked) return [];
    const after = { ...asked, version: known.version + 1 };
    const before = known.version === 0 ? null : known;
    const differing = before ? differingFields(blockingThing(before), blockingThing(after)) : [];
    return [planned('blocking', slug, before, before && differing.length === 0 ? before : after, differing)];
  });
}

function planGroups(reader: ConfigurationReader, known: readonly SenderGroup[], prune: boolean) {
  const bySlug = new Map<string, SenderGroup>(known.map((group) => [group.slug, group]));
  const section = reader.section('senderGroups');
  const plans = (section ?? []).flatMap(([slug, thing]) => {
    const path = `senderGroups.${slug}`;
    const asked = reader.read(senderGroupRequest, thing, path);
    if (!asked) return [];
    const before = bySlug.get(slug) ?? null;
    const members = [...new Set(asked.senders)].toSorted();
    const after: SenderGroup = {
      ...asked,
      slug: slug as Slug,
      senders: members,
      version: (before?.version ?? 0) + 1,
    };
    const differing = before ? differingFields(senderGroupThing(before), senderGroupThing(after)) : [];
    return [planned('senderGroups', slug, before, before && differing.length === 0 ? before : after, differing)];
  });
  const named = new Set((section ?? []).map(([slug]) => slug));
  const left = known.filter(({ slug }) => !named.has(slug));
  const removed = section && prune ? left : [];
  refuseShared(reader, plans, removed.length > 0 ? [] : left);
  return [...plans, ...removed.map((group) => pruned('senderGroups', group.slug, group, group))];
}

/** A sender is in one group at most, of those of the file and those that stay. */
function refuseShared(
  reader: ConfigurationReader,
  plans: readonly Planned<SenderGroup>[],
  staying: readonly SenderGroup[],
): void {
  const groupOf = new Map(staying.flatMap(({ slug, senders: its }) => its.map((sender) => [sender, slug] as const)));
  for (const { after } of plans)
    for (const sender of after.senders) {
      const other = groupOf.get(sender);
      if (other !== undefined)
        reader.fault(
          `senderGroups.${after.slug}.senders`,
          `${sender} is in the group ${other} already`,
          'sender-in-another-group',
        );
      groupOf.set(sender, after.slug);
    }
}
