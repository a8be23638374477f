import { definitionKinds, nameInFile, sectionOf, staffKinds } from '#contracts';
import { aProduct, type RunningProduct } from '#testing';
import { operationsOf, type Schema } from './open-api.ts';

/*
 * Every setting that a door takes has its place in the file of configuration, or its reason why not. A service that gets a new door or a new
 * setting finds out here.
 */

let product: RunningProduct;
beforeAll(async () => {
  product = await aProduct();
}, 120_000);
afterAll(() => product?.stop(), 30_000);

const [channelConfig, conversations, routing, gateway] = ['channel-config', 'conversations', 'routing', 'gateway'].map(
  (service) => `/api/${service}`,
);

/** The section of the file in which what a door sets has its place. */
const sections: Readonly<Record<string, string>> = {
  ...Object.fromEntries(definitionKinds.map((kind) => [`${channelConfig}/${kind.path}/{id}`, sectionOf(kind)])),
  [`${channelConfig}/provisioning/sms`]: 'provisioning',
  [`${channelConfig}/secrets/{secret}/grants`]: 'secretGrants',
  [`${channelConfig}/accounts/{id}`]: 'accounts',
  [`${channelConfig}/workstreams/{id}`]: 'workstreams',
  [`${channelConfig}/workstreams/{id}/advanced`]: 'workstreamSettings',
  [`${channelConfig}/channels/{id}`]: 'channels',
  [`${channelConfig}/organisation`]: 'organisation',
  [`${conversations}/workstreams/{id}/settings`]: 'conversation-settings',
  [`${conversations}/workstreams/{id}/identification`]: 'identification',
  [`${conversations}/directory`]: 'directory',
  [`${gateway}/sending/settings`]: 'sending',
  [`${gateway}/sender-groups/{slug}`]: 'senderGroups',
  [`${gateway}/blocking`]: 'blocking',
  ...Object.fromEntries(staffKinds.map(({ path, section }) => [`${routing}/${path}/{id}`, section])),
  [`${routing}/queues/{id}`]: 'queues',
  [`${routing}/queues/{id}/custom-assignment`]: 'customAssignment',
  [`${routing}/workstreams/{id}/distribution`]: 'distributions',
  [`${routing}/workstreams/{id}/classification`]: 'classification',
  [`${routing}/workstreams/{id}/route-to-queue`]: 'routeToQueue',
  [`${routing}/agent-settings/{id}`]: 'agents',
  [`${routing}/assignment-settings`]: 'assignment',
};

/** Doors that set nothing that a team keeps in a file. */
const exceptions: Readonly<Record<string, string>> = {
  [`${channelConfig}/channel-drafts/{id}`]: 'no channel yet',
  [`${channelConfig}/me/quick-replies/{id}`]: 'an agent’s own',
  '/api/routing/people/me': 'says that somebody is here',
  '/api/routing/people/me/preferences': 'a person’s own',
  [`${conversations}/webhooks/{id}`]: 'what it is signed with is made up when it is made, and shown once',
  [`${conversations}/secrets/{kind}/{id}`]: 'a secret: the command line sets it by its reference',
  [`${gateway}/accounts/{id}/api-key`]: 'a secret: the command line sets it by its reference',
  [`${gateway}/accounts/{id}/test-texts/{messageId}`]: 'a text that tries a number',
  [`${conversations}/customers/{id}`]: 'a customer',
  [`${conversations}/accounts/{id}`]: 'a customer',
  [`${conversations}/cases/{id}`]: 'a customer’s',
  [`${gateway}/consent/{id}`]: 'what a customer said',
  [`${gateway}/blocked-numbers/{number}`]: 'a customer',
  [`${gateway}/blocked-numbers/{number}/reports/{id}`]: 'about a customer',
};
/** What people do once, in their workspace or to many. */
const work =
  /^\/api\/(routing\/(agents|jobs|work-items)\/|conversations\/(\{id\}|outbound|started|bulk-jobs|erasures)\/|gateway\/media\/)/;

/** Fields that a file has elsewhere, or never. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  // whom agents serve stands at the queues
  agents: ['queueIds'],
  // turned off at its own door alone, which asks
  provisioning: ['confirmed', 'how'],
};

async function doors(): Promise<ReadonlyMap<string, Schema | null>> {
  const answer = await fetch(`${product.baseUrl}/api/docs-json`);
  const all = operationsOf((await answer.json()) as Parameters<typeof operationsOf>[0]);
  const asked = all.filter(({ method, path }) => method === 'PUT' && !path.endsWith('/configuration'));
  return new Map(asked.map(({ path, body }) => [path, body]));
}

type Section = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
async function file(): Promise<Readonly<Record<string, Section>>> {
  const dana = await product.as('dana');
  const parts = await Promise.all(
    [channelConfig, conversations, routing, gateway].map((service) =>
      dana<Record<string, Section>>('GET', `${service}/configuration`),
    ),
  );
  return Object.assign({}, ...parts) as Record<string, Section>;
}

describe('every setting that a door takes', () => {
  it('has a section in the file of configuration, or a reason why not', async () => {
    const known = [...(await doors()).keys()];
    const named = [...Object.keys(sections), ...Object.keys(exceptions)];
    expect(known.filter((door) => !named.includes(door) && !work.test(door))).toEqual([]);
    expect(named.filter((door) => !known.includes(door))).toEqual([]);
    const there = Object.keys(await file());
    expect(Object.values(sections).filter((section) => !there.includes(section))).toEqual([]);
    expect(there.filter((section) => section !== 'format' && !Object.values(sections).includes(section))).toEqual([]);
  });

  it('is told there, field by field', async () => {
    const all = await doors();
    const told = await file();
    const looked: string[] = [];
    const missing: string[] = [];
    for (const [door, section] of Object.entries(sections))
      for (const [slug, thing] of Object.entries(told[section]!).slice(0, 1)) {
        looked.push(section);
        for (const field of Object.keys(all.get(door)?.properties ?? {}))
          if (
            !['slug', ...(elsewhere[section] ?? [])].includes(field) &&
            !(field in thing) &&
            !(nameInFile(field) in thing)
          )
            missing.push(`${section}.${slug} does not say ${field}`);
      }
    expect(missing).toEqual([]);
    expect(looked).toEqual(
      expect.arrayContaining(['accounts', 'channels', 'workstreams', 'queues', 'distributions', 'assignment']),
    );
  });
});
