import { v7 as uuid } from 'uuid';
import type {
  AccountView,
  ChannelDraftSummary,
  ChannelDraftView,
  ChannelView,
  UsableQuickRepliesView,
} from '#contracts';
import { aProduct, deskOf, type RunningProduct, until } from '#testing';

const number = '+14252306550';
const customer = '+14255550123';
const draftId = uuid();
const draft = `/api/channel-config/channel-drafts/${draftId}`;

let product: RunningProduct;
let dana: Awaited<ReturnType<RunningProduct['as']>>;
let numberId: string;

beforeAll(async () => {
  product = await aProduct();
  dana = await product.as('dana');
  product.twilio.addNumber({ number, smsUrl: product.wired.webhook });
  numberId = await addNumber();
}, 120_000);
afterAll(() => product?.stop(), 30_000);

/** One more number for the account that is there. */
async function addNumber(): Promise<string> {
  const path = `/api/channel-config/accounts/${product.wired.accountId}`;
  const { slug, name, provider, accountSid, numbers, version } = await dana<AccountView>('GET', path);
  const id = uuid();
  const known = numbers.map((one) => ({ id: one.id, number: one.number, type: one.type }));
  const body = { slug, name, provider, accountSid, numbers: [...known, { id, number, type: 'long-code' }] };
  await dana('PUT', path, body, { 'if-match': `"${version}"` });
  return id;
}
const text = async (body: string) => (await product.twilio.text({ from: customer, to: number, body })).status;
const from = ({ version }: { version: number }) => ({ 'if-match': `"${version}"` });

describe('setting up a channel page by page (product.md 5)', () => {
  it('takes no text in before it is finished, and the next one after', async () => {
    const setup = { workstreamId: product.wired.workstreamId, name: 'Returns', numberId };
    const begun = await dana<ChannelDraftView>('PUT', draft, { setup });
    expect(begun.problems.setup).toEqual([]);
    expect(await text('Too early')).toBe(404);

    const hoursId = uuid();
    const always = { id: uuid(), startsOn: '2026-01-01', times: { allDay: true }, repeats: { freq: 'DAILY' } };
    const hours = { slug: 'always', name: 'Always', timeZone: 'America/Los_Angeles', shifts: [always] };
    await dana('PUT', `/api/channel-config/operating-hours/${hoursId}`, hours);
    const pages = {
      setup,
      language: { language: 'es-MX' },
      behaviors: {
        operatingHours: { enabled: true, hoursId },
        automatedMessages: [{ trigger: 'greeting', text: 'Gracias por escribirnos.' }],
      },
      userFeatures: { attachments: { enabled: true, customers: true, agents: true } },
    };
    await dana<ChannelDraftView>('PUT', draft, pages, from(begun));
    const summary = await dana<ChannelDraftSummary>('GET', `${draft}/summary`);
    expect(summary).toMatchObject({ isReady: true, inboundUrl: product.wired.webhook, channel: { number } });
    expect(await text('Still too early')).toBe(404);

    const channel = await dana<ChannelView>('POST', `${draft}/finish`, undefined, from(summary));
    expect(channel).toMatchObject({ id: draftId, name: 'Returns', number, settings: { operatingHours: { hoursId } } });
    await until('texts are taken in', async () => (await text('Now')) === 200);
    const lena = deskOf(await product.ready('lena'));
    const { id } = await lena.accept(customer);
    const read = await lena.thread(id);
    expect(read[0]).toMatchObject({ body: 'Now' });
    expect(read.map(({ body }) => body)).not.toContain('Too early');
  });

  it('is one channel, however often Finish is pressed', async () => {
    const summary = await dana<ChannelDraftSummary>('GET', `${draft}/summary`);
    expect(summary).toMatchObject({ state: 'finished', isReady: true });
    expect(await dana('POST', `${draft}/finish`, undefined, from(summary))).toMatchObject({ id: draftId, version: 1 });
  });
});

describe('the quick replies of an agent (scenario 30)', () => {
  const replies = '/api/channel-config/quick-replies';
  const usable = '/api/channel-config/me/quick-replies/usable';
  const share = (name: string, more: object) =>
    dana('PUT', `${replies}/${uuid()}`, { ...{ slug: name, name, locale: 'en-US', message: `${name}.` }, ...more });
  const keep = (call: typeof dana, locale: string, message: string) =>
    call('PUT', `/api/channel-config/me/quick-replies/${uuid()}`, { locale, message, tags: ['late'] });

  it('are in the language of the number, for the workstream or for all, found by tag; those of one’s own are nobody else’s', async () => {
    const { workstreamId } = product.wired;
    const other = uuid();
    const { queueId: fallbackQueueId } = product.wired;
    await dana('PUT', `/api/channel-config/workstreams/${other}`, { slug: 'other', name: 'Other', fallbackQueueId });
    await share('delay', { tags: ['#late', 'parcel'] });
    await share('retraso', { tags: ['late'], locale: 'es-MX' });
    await share('refund', { tags: ['money'], workstreamIds: [workstreamId] });
    await share('elsewhere', { tags: ['late'], workstreamIds: [other] });
    const [lena, diego] = [await product.as('lena'), await product.as('diego')];
    await keep(lena, 'en-US', 'A word of my own');
    await keep(lena, 'es-MX', 'Palabra mía');

    const find = async (call: typeof dana, asked: Record<string, string>) => {
      const query = new URLSearchParams({ locale: 'en-US', workstreamId, ...asked });
      const { items } = await call<UsableQuickRepliesView>('GET', `${usable}?${query}`);
      return items.map(({ title, message }) => title ?? message);
    };
    expect(await find(lena, {})).toEqual(['A word of my own', 'delay', 'refund']);
    expect(await find(lena, { locale: 'es-MX' })).toEqual(['Palabra mía', 'retraso']);
    expect(await find(lena, { workstreamId: other })).toEqual(['A word of my own', 'delay', 'elsewhere']);
    expect(await find(lena, { q: 'late' })).toEqual(['A word of my own', 'delay']);
    expect(await find(lena, { q: 'late parcel' })).toEqual(['delay']);
    expect(await find(lena, { from: 'personal' })).toEqual(['A word of my own']);
    for (const call of [diego, dana]) {
      expect(await find(call, {})).toEqual(['delay', 'refund']);
      expect(await find(call, { from: 'personal' })).toEqual([]);
    }
  });
});
