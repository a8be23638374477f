import {
  type ChannelId,
  channelSettings,
  createChannelRequest,
  type CreateChannelRequest,
  Refusal,
  type Slug,
} from '#contracts';
import { normaliseNumber } from '#phone';
import { type Planned, planned, pruned } from '#platform';
import { type Channel, changeChannel } from '../domain/channel.ts';
import { channelReferences, channelThing } from '../domain/configuration.ts';
import { differences } from '../domain/differences.ts';
import type { AccountWithNumbers, MessagingAccount, SupportNumber } from '../domain/messaging-account.ts';
import { active, refuseRetired, restore, retire } from '../domain/retirement.ts';
import type { Workstream } from '../domain/workstream.ts';
import { withDigits } from './number-in-file.ts';
import type { Importing } from './importing.ts';
import { withMoved } from './moving-numbers.ts';

const section = 'channels';

/** What the channels of a file are wired to, as it will be. */
export interface Surroundings {
  readonly isProvisioned: boolean;
  readonly accounts: readonly AccountWithNumbers[];
  readonly workstreams: readonly Workstream[];
}

/** What becomes of the channels of a file, and of those whose numbers it moves; those it does not have are retired where it prunes. */
export const planChannels = (importing: Importing, around: Surroundings): Planned<Channel>[] =>
  withMoved(planSaid(importing, around), importing.known.channels, around.accounts, importing.tx.now);

function planSaid(importing: Importing, around: Surroundings): Planned<Channel>[] {
  const { known, slugs, tx, settings } = importing;
  const things = importing.section(section);
  if (!things) return [];
  const bySlug = new Map<string, Channel>(known.channels.map((one) => [one.slug, one]));
  const wiring = new Wiring(around, known.channels);
  for (const [slug] of things) slugs.add('channel', slug, bySlug.get(slug)?.id ?? tx.newId());
  const plans = things.flatMap(([slug, thing]) => {
    const path = `${section}.${slug}`;
    const before = bySlug.get(slug) ?? null;
    const id = slugs.id('channel', slug) as ChannelId;
    const said = importing.named(channelReferences, withAddress(thing), path);
    const asked = importing.read(createChannelRequest, { ...said, slug }, path, channelReferences);
    if (!asked) return [];
    const after = importing.attempt(path, () => next(importing, wiring, id, before, asked));
    if (!after) return [];
    const differing = before ? differences(channelThing(before, slugs.of), channelThing(after, slugs.of)) : [];
    const all = before && before.state !== 'active' ? [...differing, 'state'] : differing;
    return [planned(section, slug, before, after, all)];
  });
  const gone = settings.prune ? known.channels.filter(({ slug }) => !things.some(([one]) => one === slug)) : [];
  return [
    ...plans,
    ...gone
      .filter(({ state }) => state === 'active')
      .map((channel) => pruned(section, channel.slug, channel, retire(channel, 'wait', tx.now))),
  ];
}

function next(
  { tx, slugs }: Importing,
  wiring: Wiring,
  id: ChannelId,
  before: Channel | null,
  asked: CreateChannelRequest,
): Channel {
  if (!before) return wiring.wire(id, asked, tx.now);
  const changed = changeChannel(restore(before, tx.now), asked, tx.now);
  const isSame = differences(channelThing(before, slugs.of), channelThing(changed, slugs.of)).length === 0;
  return isSame && before.state === 'active' ? before : { ...changed, version: before.version + 1 };
}

/** Numbers may be typed as everywhere. */
function withAddress(thing: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { number, ...rest } = withDigits(thing);
  if (typeof number !== 'string') return thing;
  const normalised = normaliseNumber(number, 'long-code');
  return { ...rest, number: normalised.ok ? normalised.address : number };
}

/** Which number is free for which channel. */
class Wiring {
  private readonly numbers = new Map<string, { number: SupportNumber; account: MessagingAccount }>();
  private readonly workstreams: ReadonlyMap<string, Workstream>;
  private readonly wired: Map<string, Slug>;

  constructor(
    private readonly around: Surroundings,
    channels: readonly Channel[],
  ) {
    for (const { account, numbers } of around.accounts)
      for (const number of numbers) this.numbers.set(number.id, { number, account });
    this.workstreams = new Map(around.workstreams.map((one) => [one.id, one]));
    this.wired = new Map(channels.map(({ numberId, slug }) => [numberId, slug]));
  }

  /** A new channel, as `saveChannel` makes it. */
  wire(id: ChannelId, asked: CreateChannelRequest, now: Date): Channel {
    const { workstreamId, numberId } = asked;
    if (!this.around.isProvisioned) throw new Refusal('sms-not-provisioned', 'SMS is not provisioned here.');
    const workstream = this.workstreams.get(workstreamId);
    const found = this.numbers.get(numberId);
    if (!workstream) throw new Refusal('workstream-not-found', 'There is no such workstream.', 'workstreamId');
    if (!found) throw new Refusal('number-not-found', 'No messaging account has this number.', 'numberId');
    refuseRetired('workstream', workstream, 'workstreamId');
    refuseRetired('account', found.account, 'numberId');
    const { address } = found.number;
    const other = this.wired.get(numberId);
    if (other !== undefined)
      throw new Refusal('number-taken', `${address} is already wired to the channel ${other}.`, 'numberId');
    this.wired.set(numberId, asked.slug);
    return {
      ...asked,
      settings: asked.settings ?? channelSettings.parse({}),
      id,
      version: 1,
      accountId: found.account.id,
      provider: found.account.provider,
      number: address,
      formerly: [],
      ...active,
      createdAt: now,
      changedAt: now,
    };
  }
}
