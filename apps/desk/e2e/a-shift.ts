import { Client } from 'pg';
import type { Locator, Page } from 'playwright-core';
import { v7 as uuid } from 'uuid';
import type {
  AgentView,
  ChannelView,
  ConversationView,
  ExplanationStep,
  ExplanationView,
  QueueView,
  WorkItemView,
} from '#contracts';
import { aProduct, deskOf, type ProductSettings, until } from '#testing';
import type { Call } from '#tools/product/set-up';
import { aBrowser, goOn, isGone, openDesk, type PersonName, written } from './a-desk.ts';

export type AgentName = 'lena' | 'diego' | 'noor';
export const agentNames: readonly AgentName[] = ['lena', 'diego', 'noor'];

/** Settings that are read with their version. */
interface Versioned {
  readonly version: number;
}

/**
 * People at work in one product, whose windows stay open from story to story: what they see is looked at there, and what a page of
 * administration sets is set through the doors that the page uses.
 */
export async function aShift(settings: ProductSettings = {}) {
  const [product, browser] = await Promise.all([aProduct(settings), aBrowser()]);
  const database = new Client(product.databaseUrl);
  await database.connect();
  const [dana, sofia] = await Promise.all([product.as('dana'), product.as('sofia')]);
  const ids = {} as Record<AgentName, string>;
  for (const name of agentNames)
    ids[name] = (await (await product.as(name))<AgentView>('PUT', '/api/routing/agents/me')).id;

  const complaints: string[] = [];
  const windows = new Map<PersonName, Promise<Page>>();
  /** The window of somebody, opened when it is looked at for the first time. */
  function at(person: PersonName, path = person === 'sofia' ? '/live' : person === 'dana' ? '/admin' : '/work') {
    const standing = windows.get(person);
    if (standing) return standing;
    const opening = openDesk(browser, product.baseUrl, person, path).then(({ page, complaints: heard }) => {
      page.on('close', () => complaints.push(...heard));
      return page;
    });
    windows.set(person, opening);
    return opening;
  }
  const go = async (person: PersonName, path: string) => {
    const page = await at(person);
    await goOn(page, path);
    return page;
  };

  /** Changes what stands there, starting from what it is. */
  async function change<View extends Versioned>(path: string, changed: (now: Omit<View, 'version'>) => object) {
    const { version, ...now } = await dana<View>('GET', path);
    await dana('PUT', path, changed(now), { 'if-match': `"${version}"` });
  }
  /** Of routing, about the workstream that everybody writes to. */
  const workstream = (part: string) => `/api/routing/workstreams/${product.wired.workstreamId}/${part}`;
  const says = (word: string) => ({
    combinator: 'and',
    rules: [{ field: 'conversation.text', operator: 'contains', value: word }],
  });
  const rules: object[] = [];
  /** From now on what is like this goes to this queue. */
  async function routeWhere(name: string, conditions: object, queueId: string): Promise<void> {
    rules.push({ id: uuid(), name, conditions, queues: [{ queueId, percent: 100 }] });
    await change(workstream('route-to-queue'), () => ({ rules }));
  }

  const itemOf = async (customer: string) =>
    (await sofia<{ items: WorkItemView[] }>('GET', '/api/routing/work-items?limit=200')).items.find(
      (item) => item.customer === customer,
    );
  const ongoing = async () =>
    (await sofia<{ items: ConversationView[] }>('GET', '/api/conversations?view=ongoing&limit=200')).items;
  /** Who is in a conversation that is not closed. */
  const customers = async (): Promise<string[]> => (await ongoing()).map(({ customer }) => customer);

  /** Waits until conversations goes by it: its copies hold such a row. */
  const inForce = (what: string, copy: string, ...values: unknown[]) =>
    until(`${what} in force`, async () => {
      const { rows } = await database.query(`SELECT FROM conversations.${copy}`, values);
      return rows.length > 0;
    });

  return {
    ...{ product, browser, database, dana, sofia, ids, at, go, change, workstream, says, itemOf, ongoing, customers },
    members: (...names: AgentName[]) => ({ memberIds: names.map((name) => ids[name]) }),
    async aQueue(name: string, more: object = {}): Promise<string> {
      const id = uuid();
      await dana('PUT', `/api/routing/queues/${id}`, { slug: `q-${id}`, name, ...more });
      return id;
    },
    /** The queue where everything goes that no rule says otherwise. */
    mainQueue: (more: object = {}) =>
      change<QueueView>(`/api/routing/queues/${product.wired.queueId}`, ({ slug, name, memberIds }) => ({
        ...{ slug, name, memberIds },
        ...more,
      })),
    /** From now on texts with this word go to this queue. */
    route: (word: string, queueId: string) => routeWhere(word, says(word), queueId),
    routeWhere,
    /** What texts with this word need. */
    classify: (word: string, outputs: object) =>
      change(workstream('classification'), () => ({
        rulesets: [{ id: uuid(), name: word, rules: [{ id: uuid(), name: word, conditions: says(word), outputs }] }],
      })),
    /** How the workstream distributes: as usual, but for this. */
    distribute: (different: object = {}) => change(workstream('distribution'), () => different),
    assignment: (different: object = {}) => change('/api/routing/assignment-settings', () => different),
    setAgent: (name: AgentName, different: object) =>
      change(`/api/routing/agent-settings/${ids[name]}`, (now) => ({ ...now, ...different })),
    /** These agents are there and available, their windows open; the others are away. */
    async onlyHere(...names: AgentName[]): Promise<Page[]> {
      for (const name of agentNames) {
        if (names.includes(name)) await at(name);
        const presence = names.includes(name) ? 'available' : 'away';
        await (
          await product.as(name)
        )('PUT', '/api/routing/agents/me/presence', { presence });
      }
      return Promise.all(names.map((name) => at(name)));
    },
    waitsIn: (customer: string, queueId: string) =>
      until(
        `${customer} waits there`,
        async () => {
          const item = await itemOf(customer);
          return item?.queueId === queueId && item.status === 'waiting' && item;
        },
        { withinMs: 30_000 },
      ),
    /** What routing tells of the way of their work, as Sofia reads it, once it tells of this stage. */
    async explanation(customer: string, stage: ExplanationStep['stage']): Promise<Page> {
      const { id } = await until('there is work', () => itemOf(customer));
      await until(`${stage} is explained`, async () => {
        const { steps } = await sofia<ExplanationView>('GET', `/api/routing/work-items/${id}/explanation`);
        return steps.some((step) => step.stage === stage);
      });
      return go('sofia', `/explain/${id}`);
    },
    /** Everything that is going on ends, and agents look at an empty desk. */
    async clear(): Promise<void> {
      for (const { id } of await ongoing()) await sofia('POST', `/api/conversations/${id}/force-close`);
      for (const name of agentNames) {
        const page = await windows.get(name);
        if (page) await goOn(page, '/work');
      }
    },
    /** Somebody closes their window, as people do; `at` opens another. */
    async close(person: PersonName): Promise<void> {
      const page = await at(person);
      windows.delete(person);
      await page.close({ runBeforeUnload: true });
      await until('the window is closed', () => page.isClosed());
      await page.context().close();
    },
    /** Closes the windows; answers what their browsers complained about. */
    async leave(): Promise<string[]> {
      for (const opening of windows.values()) await (await opening).context().close();
      windows.clear();
      // who has just accepted may ask for the conversation a moment before they take part in it
      return complaints.filter((complaint) => !/\b403\b/.test(complaint));
    },
    async stop(): Promise<void> {
      await browser.close();
      await database.end();
      await product.stop();
    },
    /** Defines something of channel-config and waits until conversations goes by it; a definition that stands is replaced. */
    async define(path: string, definition: object, id: string = uuid()): Promise<string> {
      const at = `/api/channel-config/${path}/${id}`;
      const before = await dana<Versioned>('GET', at).catch(() => null);
      const asked = { slug: `d-${id}`, name: `d-${id}`, ...definition };
      const { version } = await dana<Versioned>('PUT', at, asked, before ? { 'if-match': `"${before.version}"` } : {});
      await inForce(`${path} are`, 'definition_copy WHERE id = $1 AND version >= $2', id, version);
      return id;
    },
    inForce,
    /** What the channel does beside taking texts in: nothing but this. */
    async channelDoes(settings: object): Promise<void> {
      const { channelId } = product.wired;
      const at = `/api/channel-config/channels/${channelId}`;
      const { slug, name, workstreamId, numberId, language, version } = await dana<ChannelView>('GET', at);
      const asked = { slug, name, workstreamId, numberId, language, settings };
      const after = await dana<Versioned>('PUT', at, asked, { 'if-match': `"${version}"` });
      await inForce('the channel is', 'channel WHERE id = $1 AND version >= $2', channelId, after.version);
    },
    /** Lets so many seconds pass for what waits in queues. */
    async passInQueues(seconds: number): Promise<void> {
      await database.query(
        `UPDATE routing.work_item SET overflows_at = overflows_at - $1 * interval '1 second', queued_at = queued_at - $1 * interval '1 second'
         WHERE status = 'waiting'`,
        [seconds],
      );
      await database.query(`SELECT pg_notify('routing.wake', 'test overflow')`);
    },
    /** Lets so many seconds pass for what routing has planned. */
    async passInRouting(seconds: number): Promise<void> {
      await database.query(`UPDATE routing.timer SET due_at = due_at - $1 * interval '1 second'`, [seconds]);
      await database.query(`SELECT pg_notify('routing.wake', 'test timers')`);
    },
    /** Twilio's error log is read, which happens every few minutes. */
    async readErrorLog(): Promise<void> {
      await database.query(`UPDATE gateway.error_log_mark SET next_at = now() - interval '1 minute'`);
      await database.query(`SELECT pg_notify('gateway.wake', 'test read-error-log')`);
    },
    /** Lets so many days pass in which nothing happens to the conversation of this customer. */
    async passUntouched(customer: string, days: number): Promise<void> {
      const earlier = `- $1 * interval '1 day'`;
      const { rows } = await database.query<{ id: string }>(
        `UPDATE conversations.conversation
         SET last_activity_at = last_activity_at ${earlier}, status_since = status_since ${earlier}
         WHERE customer = $2 AND status <> 'closed' RETURNING id`,
        [days, customer],
      );
      await database.query(`UPDATE conversations.timer SET due_at = due_at ${earlier} WHERE subject = $2`, [
        days,
        rows[0]!.id,
      ]);
      await database.query(`SELECT pg_notify('conversations.wake', 'test timers')`);
    },
    /** Lets so many minutes pass for everything that conversations has planned. */
    async passInConversations(minutes: number): Promise<void> {
      const earlier = `- $1 * interval '1 minute'`;
      await database.query(`UPDATE conversations.timer SET due_at = due_at ${earlier}`, [minutes]);
      await database.query(
        `UPDATE conversations.timer SET data = jsonb_set(data, '{since}', to_jsonb(
           to_char(((data ->> 'since')::timestamptz ${earlier}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
         WHERE data ? 'since'`,
        [minutes],
      );
      await database.query(`SELECT pg_notify('conversations.wake', 'test timers')`);
    },
  };
}
export type Shift = Awaited<ReturnType<typeof aShift>>;

/** What an agent does in their window. */
export const agentAt = (page: Page) => {
  const offerOf = (customer: string) => page.getByRole('article', { name: `Offer: ${written(customer)}` });
  const field = () => page.getByRole('textbox', { name: /^Text to/ });
  return {
    page,
    field,
    offerOf,
    textSaying: (words: string) =>
      page.getByRole('log', { name: 'Texts' }).getByRole('article').filter({ hasText: words }),
    tabOf: (customer: string) =>
      page.getByRole('tab', { name: new RegExp(`^${written(customer).replace(/[+()]/g, '\\$&')}`) }),
    async accept(customer: string): Promise<void> {
      await offerOf(customer)
        .getByRole('button', { name: /^Accept/ })
        .click();
      await isGone(offerOf(customer));
    },
    /** It may come back at once, as another offer that looks the same. */
    async reject(customer: string): Promise<void> {
      const card = await offerOf(customer).elementHandle();
      await offerOf(customer).getByRole('button', { name: 'Decline' }).click();
      await card!.waitForElementState('hidden');
    },
    /** How much of the agent's capacity is used, as it stands above the page. */
    hasInWork: (units: number, ofUnits = 6) =>
      page.getByRole('img', { name: `${units} of ${ofUnits} units of capacity used` }).waitFor(),
    /** Ends by the button, which takes a few seconds in which it could be taken back. */
    async end(): Promise<void> {
      await page.getByRole('button', { name: 'End', exact: true }).click();
      await page.getByRole('region', { name: 'Wrap-up' }).waitFor();
    },
    closeWrapUp: () => page.getByRole('region', { name: 'Wrap-up' }).getByRole('button', { name: 'Close' }).click(),
    /** The X of a session: the customer moves to Waiting. */
    async putAside(customer: string): Promise<void> {
      await page.getByRole('button', { name: `Close ${written(customer)}` }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
      await isGone(page.getByRole('tab', { name: written(customer) }));
    },
    /** Opens the panel of handing over, or of asking for advice, and finds somebody or a queue in it. */
    async find(what: 'Transfer' | 'Consult', words: string, option: RegExp): Promise<Locator> {
      await page.getByRole('button', { name: what, exact: true }).click();
      const panel = page.getByRole('dialog');
      await panel.getByRole('combobox').fill(words);
      const found = panel.getByRole('option', { name: option });
      await found.waitFor();
      return found;
    },
    async send(words: string): Promise<void> {
      await field().fill(words);
      await field().press('Enter');
    },
  };
};

/** The desk of an agent over HTTP, for what a story takes for granted. */
export const over = async (shift: Shift, name: AgentName) => deskOf((await shift.product.as(name)) as Call);
