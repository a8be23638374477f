import { v7 as uuid } from 'uuid';
import { aService, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

let service: Service;
beforeAll(async () => (service = await aService(ConversationsModule, conversationsSchema)));
afterAll(() => service.stop());
beforeEach(() => service.database.read((db) => db.query('TRUNCATE directory_record, directory_number')));

const put = (path: string, id: string, body: object, version?: number) =>
  service.put(`/api/conversations/${path}/${id}`, body, {
    as: 'lena',
    ...(version && { headers: { 'if-match': `"${version}"` } }),
  });
const list = async (path: string) => (await service.get(`/api/conversations/${path}`, { as: 'lena' })).body;
const names = async (path: string) => (await list(path)).items.map(({ name }: { name: string }) => name);
const importTable = (path: string, ...lines: string[]) =>
  service.post(`/api/conversations/${path}/import`, {
    as: 'dana',
    body: lines.join('\n'),
    headers: { 'content-type': 'text/csv' },
  });

describe('a contact', () => {
  it('is made under the caller’s id, once, and changed from a version', async () => {
    const id = uuid();
    const made = await put('customers', id, { name: 'Ada', numbers: { mobile: '(415) 555-0111' } });
    expect(made).toMatchObject({ status: 200, body: { id, version: 1, numbers: { mobile: '+14155550111' } } });
    expect(await put('customers', id, { name: 'Ada', numbers: { mobile: '+1 415 555 0111' } })).toMatchObject({
      body: { version: 1 },
    });
    expect(await put('customers', id, { name: 'Byron' })).toMatchObject({ status: 428 });
    expect(await put('customers', id, { name: 'Byron' }, 7)).toMatchObject({ status: 412 });
    expect(await put('customers', id, { name: 'Byron' }, 1)).toMatchObject({
      status: 200,
      body: { version: 2, numbers: {} },
    });
  });

  it('needs numbers that are some, and an account that is there', async () => {
    const refused = await put('customers', uuid(), { name: 'Ada', numbers: { mobile: 'later' } });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ field: 'numbers.mobile' }] } });
    expect(await put('customers', uuid(), { name: 'Ada', accountId: uuid() })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'accountId' }] },
    });
    expect((await list('customers')).items).toEqual([]);
  });

  it('is not taken from a table in which something stands that no table can keep', async () => {
    expect(await importTable('customers', 'id,name', `${uuid()},Ada`, `${uuid()},Gra\0ce`)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'line 3', message: 'must not contain the NUL character' }] },
    });
    expect((await list('customers')).items).toEqual([]);
  });

  it('is removed by a supervisor, and what named them names nobody', async () => {
    const [id, caseId] = [uuid(), uuid()];
    await put('customers', id, { name: 'Ada' });
    await put('cases', caseId, { number: 'C-1', contactId: id });
    const url = `/api/conversations/customers/${id}`;
    expect(await service.remove(url, { as: 'lena' })).toMatchObject({ status: 403 });
    expect(await service.remove(url, { as: 'sofia' })).toMatchObject({ status: 204 });
    expect(await service.remove(url, { as: 'sofia' })).toMatchObject({
      status: 404,
      body: { code: 'customer-not-found' },
    });
    expect((await list('cases')).items).toMatchObject([{ id: caseId, contactId: null }]);
  });
});

describe('the directory', () => {
  it('is read page by page, by name, and searched by beginnings of words and by digits', async () => {
    for (const [name, mobile] of [
      ['Charlie Brown', '+14155550103'],
      ['Ada Lovelace', '+14155550101'],
      ['Bob Brown', '+14155550102'],
    ])
      await put('customers', uuid(), { name, numbers: { mobile } });
    const first = await list('customers?limit=2');
    expect(first.items.map(({ name }: { name: string }) => name)).toEqual(['Ada Lovelace', 'Bob Brown']);
    expect(await names(`customers?limit=2&cursor=${first.next}`)).toEqual(['Charlie Brown']);
    expect(await names('customers?q=bro')).toEqual(['Bob Brown', 'Charlie Brown']);
    expect(await names('customers?q=bro%20bo')).toEqual(['Bob Brown']);
    expect(await names('customers?q=415555010')).toEqual(['Ada Lovelace', 'Bob Brown', 'Charlie Brown']);
    expect(await names("customers?q=')%20OR%20(")).toEqual([]);
  });

  it('is imported from tables that name each other, and again without doubles', async () => {
    const accounts = ['reference,name,main', 'acme,Acme,425 123 4567'];
    expect(await importTable('accounts', ...accounts)).toMatchObject({ status: 200, body: { read: 1, created: 1 } });
    const contacts = ['reference,name,mobile,account,attribute.vip', '1,Ada,(415) 555-0111,acme,yes', '2,Bob,,,'];
    expect((await importTable('customers', ...contacts)).body).toEqual({
      read: 2,
      created: 2,
      changed: 0,
      unchanged: 0,
    });
    expect((await importTable('customers', ...contacts.with(2, '2,Robert,,,'))).body).toEqual({
      read: 2,
      created: 0,
      changed: 1,
      unchanged: 1,
    });
    const [account] = (await list('accounts')).items;
    expect((await list('customers')).items[0]).toMatchObject({
      name: 'Ada',
      accountId: account.id,
      attributes: { vip: 'yes' },
      numbers: { mobile: '+14155550111' },
    });
  });

  it('takes nothing of a table with mistakes, and tells each with its line', async () => {
    const answer = await importTable('customers', 'name,mobile', 'Ada,+14155550111', 'Bob,soon', ',');
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'line 3.numbers.mobile' }, { field: 'line 4.name' }] },
    });
    expect((await list('customers')).items).toEqual([]);
    expect(await importTable('customers', 'mobile', '+14155550111')).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'name' }] },
    });
  });
});
