import { v7 as uuid } from 'uuid';
import type { CaseRequest, MyCaseView } from '#contracts';
import { aChannel, aConversation, aService, aText, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

const [ada, byron, clara] = ['+14155550111', '+14155550112', '+16465550113'] as const;
let service: Service;
beforeAll(async () => (service = await aService(ConversationsModule, conversationsSchema)));
afterAll(() => service.stop());
beforeEach(() =>
  service.database.read((db) =>
    db.query('TRUNCATE conversation, conversation_context, directory_record, directory_number, directory_source'),
  ),
);

const aCase = async (number: string, rest: Partial<CaseRequest> = {}, id: string = uuid(), version?: number) => {
  const answer = await service.put(
    `/api/conversations/cases/${id}`,
    { number, ...rest },
    { as: 'lena', ...(version && { headers: { 'if-match': `"${version}"` } }) },
  );
  expect(answer.status).toBe(200);
  return id;
};
/** A conversation of Lena's unless said otherwise, about this case. */
const about = async (caseId: string, from: string, acceptedBy = 'lena') => {
  const conversation = await aConversation(service, { from, acceptedBy });
  const linked = await service.post(`/api/conversations/${conversation.id}/link`, { as: acceptedBy, body: { caseId } });
  expect(linked.status).toBe(200);
  return conversation.id;
};
const ask = (query = '', as = 'lena') => service.get(`/api/conversations/my-cases?${query}`, { as });
const cases = async (query = '', as = 'lena'): Promise<MyCaseView[]> => (await ask(query, as)).body.items;
const names = async (query = '', as = 'lena') => (await cases(query, as)).map(({ name }) => name);
const close = async (id: string) => {
  for (const button of ['end', 'close']) await service.post(`/api/conversations/${id}/${button}`, { as: 'lena' });
};

describe('the cases of an agent', () => {
  it('are those that their conversations are about, each once, with the latest conversation about it', async () => {
    const broken = await aCase('C-1', { title: 'Broken wheel', address: 'https://crm.example/1' });
    const lost = await aCase('C-2');
    await aCase('C-3', { title: 'Nobody writes about it' });
    await service.put(
      `/api/conversations/customers/${uuid()}`,
      { name: 'Ada', numbers: { mobile: ada } },
      { as: 'lena' },
    );
    const first = await about(broken, ada);
    await close(first);
    const second = await about(broken, ada);
    const others = await about(lost, byron);
    await about(lost, clara, 'diego');
    await service.hear(aText({ from: ada, body: 'Hello?' }));

    expect(await cases()).toMatchObject([
      { id: lost, name: 'C-2', address: null, customerName: null, conversations: 1, unread: 1, latest: { id: others } },
      {
        ...{ id: broken, name: 'C-1 · Broken wheel', address: 'https://crm.example/1', customerName: 'Ada' },
        ...{ conversations: 2, unread: 2, latest: { id: second, previousConversationId: first } },
      },
    ]);
    expect(await names('', 'diego')).toEqual(['C-2']);
    expect(await names('', 'dana')).toEqual([]);
  });

  it('come and go with links, hand-overs, and what becomes of a case', async () => {
    const id = await aCase('C-1');
    const conversation = await about(id, ada);
    const unlink = () =>
      service.post(`/api/conversations/${conversation}/unlink`, { as: 'lena', body: { what: 'case' } });
    await unlink();
    expect(await names()).toEqual([]);
    await service.post(`/api/conversations/${conversation}/link`, { as: 'lena', body: { caseId: id } });
    expect(await names()).toEqual(['C-1']);
    await aCase('C-1', { title: 'Broken wheel' }, id, 1);
    expect(await names()).toEqual(['C-1 · Broken wheel']);
    // a text, or its end, keeps what it is about
    await close(conversation);
    expect(await names()).toEqual(['C-1 · Broken wheel']);
    await aCase('C-1', { active: false }, id, 2);
    expect(await names()).toEqual([]);
    await aCase('C-1', {}, id, 3);
    expect(await names()).toEqual(['C-1']);
    await service.remove(`/api/conversations/cases/${id}`, { as: 'sofia' });
    expect(await names()).toEqual([]);
  });

  it('are there as soon as the customer’s only case was found by their number', async () => {
    const contactId = uuid();
    await service.put(
      `/api/conversations/customers/${contactId}`,
      { name: 'Ada', numbers: { mobile: ada } },
      { as: 'lena' },
    );
    await aCase('C-1', { contactId: contactId as never });
    await aConversation(service, { from: ada, acceptedBy: 'lena' });
    expect(await names()).toEqual(['C-1']);
    await service.hear(aText({ from: ada, body: 'Hello?' }));
    expect(await cases()).toMatchObject([{ name: 'C-1', unread: 2 }]);
  });

  it('of a directory of one’s own count as active, as long as it is asked', async () => {
    await about(await aCase('C-1'), ada);
    const source = (kind: string) =>
      service.database.read(async (db) => {
        await db.query(`UPDATE conversation SET case_id = 'CRM/7'`);
        await db.query(
          `UPDATE conversation_context SET case_record = '{"id": "CRM/7", "name": "Seven", "attributes": {}}'`,
        );
        await db.query('TRUNCATE directory_source');
        await db.query(
          `INSERT INTO directory_source (id, source, address, timeout_seconds, cache_seconds, version, changed_at)
           VALUES (1, $1, 'https://crm.example', 5, 300, 1, now())`,
          [kind],
        );
      });
    await source('http');
    expect(await cases()).toMatchObject([{ id: 'CRM/7', name: 'Seven', address: null }]);
    await source('built-in');
    expect(await cases()).toEqual([]);
  });

  it('are narrowed to what was not seen, to a line, to words and to digits', async () => {
    const other = aChannel({
      channelId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e44',
      number: '+14255550199',
      name: 'Other',
    });
    await service.hear(other);
    const { channelId, number: to } = other.data;
    await about(await aCase('C-1', { title: 'Broken 50% wheel' }), ada);
    const seen = await about(await aCase('C-2', { title: 'Lost parcel' }), clara);
    await service.post(`/api/conversations/${seen}/read`, { as: 'lena' });
    const there = await aConversation(service, { from: byron, channelId, to, acceptedBy: 'lena' });
    await service.post(`/api/conversations/${there.id}/link`, { as: 'lena', body: { caseId: await aCase('C-3') } });

    expect(await names('read=unread')).toEqual(['C-3', 'C-1 · Broken 50% wheel']);
    expect(await names('read=read')).toEqual(['C-2 · Lost parcel']);
    expect(await names(`channelId=${channelId}`)).toEqual(['C-3']);
    expect(await names('q=BROKEN')).toEqual(['C-1 · Broken 50% wheel']);
    expect(await names('q=%25')).toEqual(['C-1 · Broken 50% wheel']);
    expect(await names('q=c-')).toHaveLength(3);
    expect(await names('q=(646)%20555')).toEqual(['C-2 · Lost parcel']);
    expect(await names('q=nobody')).toEqual([]);
    const wrong = await ask('sort=name&read=both&channelId=7');
    expect(wrong).toMatchObject({ status: 400 });
    expect(wrong.body.errors.map(({ field }: { field: string }) => field).sort()).toEqual([
      'channelId',
      'read',
      'sort',
    ]);
  });

  it.each([
    ['newest', ['C-3', 'C-2', 'C-1']],
    ['oldest', ['C-1', 'C-2', 'C-3']],
    ['customer', ['C-2', 'C-3', 'C-1']],
  ])('are read page by page, %s first', async (sort, wanted) => {
    for (const [number, from] of [
      ['C-1', clara],
      ['C-2', ada],
      ['C-3', byron],
    ] as const)
      await about(await aCase(number), from);
    const read: string[] = [];
    let cursor = '';
    do {
      const { body } = await ask(`sort=${sort}&limit=1${cursor}`);
      read.push(...body.items.map(({ name }: MyCaseView) => name));
      cursor = body.next ? `&cursor=${body.next}` : '';
    } while (cursor !== '');
    expect(read).toEqual(wanted);
    expect(await ask('cursor=nothing')).toMatchObject({ status: 400, body: { errors: [{ field: 'cursor' }] } });
  });
});
