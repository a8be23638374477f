import { randomUUID } from 'node:crypto';
import type { AccountView, ChannelView, ProvisioningView, WorkstreamView } from '#contracts';
import { Refused } from '#tools/product/set-up';
import { aProduct, deskOf, type RunningProduct, until } from '#testing';

let product: RunningProduct;
let lena: ReturnType<typeof deskOf>;
let dana: Awaited<ReturnType<RunningProduct['as']>>;
const root = '/api/channel-config';

beforeAll(async () => {
  product = await aProduct();
  lena = deskOf(await product.ready('lena'));
  dana = await product.as('dana');
}, 120_000);
afterAll(() => product?.stop(), 30_000);

type Living = ChannelView | AccountView | WorkstreamView;
const read = <View extends Living>(path: string) => dana<View>('GET', `${root}/${path}`);
/** `retire` or `restore`, from the version that is there. */
async function turn<View extends Living>(path: string, what: 'retire' | 'restore', body?: object): Promise<View> {
  const { version } = await read<View>(path);
  return dana<View>('POST', `${root}/${path}/${what}`, body, { 'if-match': `"${version}"` });
}
const reaches = (path: string, state: string) =>
  until(`${path} is ${state}`, async () => (await read(path)).state === state, { withinMs: 20_000 });
const usedBy = (path: string, service: string, count: number) =>
  until(
    `${service} counts ${count} on ${path}`,
    async () => (await read(path)).usage.some((used) => used.service === service && used.count === count),
    { withinMs: 20_000 },
  );
const answered = (from: string, status: number) =>
  until(`a text of ${from} is answered ${status}`, async () => (await product.text(from, 'Hello?')).status === status);

/** Wires the number anew, under ids of its own. */
async function wireAgain(): Promise<string> {
  const { numbers } = await read<AccountView>(`accounts/${product.wired.accountId}`);
  const id = randomUUID();
  await dana('PUT', `${root}/channels/${id}`, {
    slug: 'again',
    name: 'Again',
    workstreamId: product.wired.workstreamId,
    numberId: numbers[0]!.id,
    language: 'en-US',
  });
  return id;
}

describe('retiring a channel on which somebody is talking', () => {
  const customer = '+14255550100';
  let channel: string;
  let conversationId: string;

  beforeAll(async () => {
    channel = `channels/${product.wired.channelId}`;
    await product.text('+14255550102', 'STOP');
    await product.text(customer, 'Where is my parcel?');
    conversationId = (await lena.accept(customer)).id;
  }, 30_000);

  it('shows what still uses it, and answers texts 410', async () => {
    const retiring = await turn<ChannelView>(channel, 'retire', { how: 'wait' });
    expect(retiring).toMatchObject({ state: 'retiring', retirement: { how: 'wait' } });
    await usedBy(channel, 'conversations', 1);
    await answered(customer, 410);
    await answered('+14255550101', 410);
  }, 40_000);

  it('lets the agent finish, and can be taken back', async () => {
    const { id } = await lena.reply(conversationId, 'It comes today.');
    await lena.delivery(conversationId, id, 'delivered');
    expect(await turn<ChannelView>(channel, 'restore')).toMatchObject({ state: 'active', usage: [] });
    await answered(customer, 200);
  }, 40_000);

  it('is over when the conversation is: removed by itself', async () => {
    await turn<ChannelView>(channel, 'retire', { how: 'wait' });
    await usedBy(channel, 'conversations', 1);
    await lena.call('POST', `/api/conversations/${conversationId}/end`);
    await lena.call('POST', `/api/conversations/${conversationId}/close`);
    await reaches(channel, 'removed');
    await answered(customer, 410);
  }, 40_000);

  it('leaves the history, what customers agreed to, and the number for another channel', async () => {
    const sofia = deskOf(await product.as('sofia'));
    expect((await sofia.thread(conversationId)).map(({ body }) => body)).toContain('It comes today.');
    await wireAgain();
    await answered('+14255550102', 200);
    const { id } = await lena.accept('+14255550102');
    await expect(lena.reply(id, 'Hello again')).rejects.toMatchObject({ problem: { code: 'opted-out' } });
    await lena.call('POST', `/api/conversations/${id}/end`);
    await lena.call('POST', `/api/conversations/${id}/close`);
  }, 40_000);
});

describe('retiring a channel with everything that is on it', () => {
  it('closes what is under way, takes it from the agents, and removes the channel', async () => {
    const { numbers } = await read<AccountView>(`accounts/${product.wired.accountId}`);
    const channel = `channels/${numbers[0]!.channelId!}`;
    await product.text('+14255550103', 'Hello');
    const { id } = await lena.accept('+14255550103');
    await turn<ChannelView>(channel, 'retire', { how: 'close-all' });
    await reaches(channel, 'removed');
    expect((await lena.conversation(id)).status).toBe('closed');
    await until('lena has no work left', async () => (await lena.mine()).length === 0);
  }, 60_000);
});

describe('retiring the rest', () => {
  it('says which version each service goes by', async () => {
    const id = await wireAgain();
    const services = async () => (await read(`channels/${id}`)).inForce.map(({ service }) => service);
    await until('both go by the channel', async () => (await services()).join() === 'conversations,gateway');
  }, 40_000);

  it('begins with the channels', async () => {
    const workstream = `workstreams/${product.wired.workstreamId}`;
    const refused = await turn(workstream, 'retire', { how: 'wait' }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect((refused as Refused).problem).toMatchObject({
      code: 'workstream-in-use',
      detail: 'Its channels go first: Again.',
    });
  });

  it('ends SMS when it is turned off, the workstream, and the account', async () => {
    const sms = `${root}/provisioning/sms`;
    await dana<ProvisioningView>('PUT', sms, { enabled: false, confirmed: true, how: 'close-all' });
    await until(
      'SMS is turned off',
      async () => (await dana<ProvisioningView>('GET', sms)).status === 'not-provisioned',
      { withinMs: 20_000 },
    );
    for (const path of [`workstreams/${product.wired.workstreamId}`, `accounts/${product.wired.accountId}`]) {
      await turn(path, 'retire', { how: 'wait' });
      await reaches(path, 'removed');
    }
    expect((await dana<{ items: unknown[] }>('GET', `${root}/accounts`)).items).toEqual([]);
  }, 60_000);
});
