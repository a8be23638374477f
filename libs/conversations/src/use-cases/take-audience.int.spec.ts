import { v7 as uuid } from 'uuid';
import {
  contextVariableKind,
  messageTemplateKind,
  organisationSettings,
  outboundConfigurationKind,
  textWritten,
} from '#contracts';
import { aChannel, aClock, anEvent, aService, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';
import { takeSomeAudience } from './take-audience.ts';

const configurationId = '0199c1d4-7c00-7000-8000-000000000c01';
const templateId = '0199c1d4-7c00-7000-8000-000000000c02';
const { channelId } = aChannel().data;

let service: Service;
let id: string;
beforeEach(async () => {
  service = await aService(ConversationsModule, conversationsSchema);
  const texts = [{ locale: 'en-US', text: 'Hi {FirstName{Customer}}, order {OCContext.Order} is here.' }];
  const named = { version: 1, slug: 'here', name: 'Here' };
  await service.hear(
    aChannel(),
    anEvent(messageTemplateKind.changed, { id: templateId, ...named, defaultLocale: 'en-US', texts }),
    anEvent(outboundConfigurationKind.changed, {
      ...{ id: configurationId, ...named },
      ...{ channelId, messageTemplateId: templateId },
    }),
  );
  id = await aRun();
});
afterEach(() => service.stop());

const path = '/api/conversations/outbound';
async function aRun(more: object = {}): Promise<string> {
  const run = uuid();
  const { status } = await service.put(`${path}/${run}`, { configurationId, ...more }, { as: 'sofia' });
  expect(status).toBe(200);
  return run;
}
const table = (lines: readonly string[], run = id) =>
  service.post(`${path}/${run}/contacts/import`, {
    as: 'sofia',
    body: lines.join('\n'),
    headers: { 'content-type': 'text/csv' },
  });
const run = async (of = id) => (await service.get(`${path}/${of}`, { as: 'sofia' })).body;
const contacts = async () => (await service.get(`${path}/${id}/contacts?limit=200`, { as: 'sofia' })).body.items;
const written = async () => {
  await service.turn('send-outbound');
  await service.turn('outbox');
  return service.said(textWritten.type).map((event) => textWritten.parse(event).data.body);
};
const kept = async (): Promise<number> =>
  (await service.database.read((db) => db.query(`SELECT count(*)::int AS n FROM outbound_audience_part`)))[0].n;
const people = (count: number) =>
  Array.from({ length: count }, (_, n) => `+1415555${String(n).padStart(4, '0')},Customer ${n},yes`);
const headings = 'to,name,optedIn';

describe('an audience as a file', () => {
  it('is written to, with what the file says of each', async () => {
    const lines = [
      'to,name,optedIn,context.Order,postalCode,reference,message',
      '4155550111,Ada,yes,B-2,98101,crm-1,',
      '4155550112,Bob,no,,,,Hi',
    ];
    expect(await table(lines)).toMatchObject({ status: 200, body: { audience: { lines: 2, taken: 0, added: 0 } } });
    await service.turn('take-audience');
    expect(await run()).toMatchObject({ audience: { lines: 2, taken: 2, added: 2 }, progress: { contacts: 2 } });
    expect(await contacts()).toContainEqual(expect.objectContaining({ reference: 'crm-1' }));
    expect(await written()).toEqual(['Hi Ada, order B-2 is here.']);
    expect(await kept()).toBe(0);
  });

  it('of thousands is taken part by part, and it is told how far that is; the run is not done before', async () => {
    expect(await table([headings, ...people(2500)])).toMatchObject({ status: 200 });
    const one = () => service.database.transact((tx) => takeSomeAudience(tx, 'US'));
    expect(await one()).toBe(true);
    for (let n = 0; n < 5; n++) {
      await service.turn('send-outbound');
      // as if the gateway had told that they left
      await service.database.read((db) => db.query('UPDATE outbound_contact SET waits = false'));
    }
    expect(await run()).toMatchObject({
      state: 'running',
      audience: { lines: 2500, taken: 1000, added: 1000 },
      progress: { contacts: 1000, states: { sent: 1000 } },
    });
    await service.turn('take-audience');
    expect(await run()).toMatchObject({
      audience: { lines: 2500, taken: 2500, added: 2500 },
      progress: { contacts: 2500 },
    });
  }, 30_000);

  it('adds nobody twice, within a file or by another', async () => {
    await table([headings, ...people(3), ...people(2)]);
    await table([headings, ...people(4)]);
    await service.turn('take-audience');
    expect(await run()).toMatchObject({ audience: { lines: 9, taken: 9, added: 4 }, progress: { contacts: 4 } });
  });

  it('with mistakes in it changes nothing, and each is told by its line', async () => {
    const lines = [
      'to,name,optedIn,locale,orderBy',
      ...people(1200),
      'soon,Bob,yes',
      '4155550199,,ja,,x',
      '4155550198,Eva,',
      '1,2,3,4,5,6',
    ];
    const { status, body } = await table(lines);
    expect(status).toBe(400);
    expect(body.errors.slice(0, 1)).toEqual([{ field: 'line 1202.to', message: 'is no telephone number' }]);
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual([
      'line 1202.to',
      'line 1203.name',
      'line 1203.orderBy',
      'line 1203.optedIn',
      'line 1204.optedIn',
      'line 1205',
    ]);
    await service.turn('take-audience');
    expect(await run()).toMatchObject({ audience: null, progress: { contacts: 0 } });
    expect(await kept()).toBe(0);
  });

  it.each([
    ['to,name', 'optedIn', 'is no heading of the first line'],
    ['to,name,optedIn,postcode', 'postcode', 'is no heading that is known; one of your own is context.postcode'],
    ['to,name,optedIn,name', 'name', 'is a heading twice'],
  ])('whose first line is %s is refused, naming the column', async (first, field, message) => {
    expect(await table([first, ...people(1)])).toMatchObject({ status: 400, body: { errors: [{ field, message }] } });
  });

  it('holds what variables of the workstream hold, a number where they are numbers', async () => {
    const { workstreamId } = aChannel().data;
    const variable = { ...{ id: uuid(), version: 1, slug: 'amount', name: 'Amount' }, type: 'number', workstreamId };
    await service.hear(anEvent(contextVariableKind.changed, variable));
    const first = 'to,name,optedIn,context.Amount,context.Order';
    const { status, body } = await table([first, '4155550111,Ada,yes,4.5,17', '4155550112,Bob,yes,four,x']);
    expect([status, body.errors]).toEqual([400, [{ field: 'line 3.context.Amount', message: 'must be a number' }]]);
    expect((await table(['to,name,optedIn,context.order no', '4155550111,Ada,yes,1'])).body.errors).toMatchObject([
      { field: 'line 2.context.order no' },
    ]);
    await table([first, '4155550111,Ada,yes,4.5,17']);
    await service.turn('take-audience');
    const [known] = await service.database.read((db) => db.query('SELECT context FROM outbound_contact'));
    expect(known.context).toMatchObject({ Amount: 4.5, Order: '17' });
  });

  it('has a place for each in a run with an order of its own', async () => {
    const ordered = await aRun({ order: 'custom-ascending' });
    expect(await table([headings, ...people(1)], ordered)).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'line 2.orderBy' }] },
    });
  });

  it('of more than 10 MB is refused, and changes nothing', async () => {
    const long = `+14155550111,${'a'.repeat(150)},yes`;
    const refused = await table([headings, ...Array.from({ length: 66_000 }, () => long)]);
    expect(refused).toMatchObject({ status: 400, body: { detail: 'The table is larger than 10 MB: split it.' } });
    expect(await kept()).toBe(0);
    expect(await run()).toMatchObject({ audience: null });
  }, 60_000);

  it('is taken no further when its run is ended, and none is taken by one that was', async () => {
    await table([headings, ...people(3)]);
    await service.post(`${path}/${id}/cancel`, { as: 'sofia' });
    await service.turn('take-audience');
    expect(await run()).toMatchObject({ state: 'cancelled', progress: { contacts: 0 } });
    expect(await kept()).toBe(0);
    expect(await table([headings, ...people(3)])).toMatchObject({ status: 409, body: { code: 'run-over' } });
  });

  it('counts as one request, however long it is', async () => {
    await service.hear(anEvent(organisationSettings.changed, { version: 1, outbound: { requestsPerHour: 2 } }));
    expect((await table([headings, ...people(2100)])).status).toBe(200);
    expect(await table([headings, ...people(1)])).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    await service.turn('take-audience');
    expect(await run()).toMatchObject({ progress: { contacts: 2100 } });
  }, 30_000);

  it('leaves out who is forgotten before it is taken in', async () => {
    await table([headings, '(415) 555-0111,Ada,yes', '4155550112,Bob,yes']);
    await service.put(
      `/api/conversations/erasures/${uuid()}`,
      { contactId: null, numbers: ['+14155550111'] },
      { as: 'dana' },
    );
    await service.turn('take-audience');
    expect((await contacts()).map(({ to }: { to: string }) => to)).toEqual(['+14155550112']);
    expect(await run()).toMatchObject({ audience: { lines: 2, taken: 2, added: 1 } });
    expect(await kept()).toBe(0);
  });

  it('is forgotten where whoever sent it went away before its end', async () => {
    const clock = aClock(service);
    await service.database.dataSource.query(
      `INSERT INTO outbound_audience (id, run_id, begun_at) VALUES ($1, $2, $3)`,
      [id, id, clock.now()],
    );
    await service.database.dataSource.query(`INSERT INTO outbound_audience_part VALUES ($1, 1, '[]')`, [id]);
    await service.turn('take-audience');
    expect(await kept()).toBe(1);
    clock.pass(3601);
    await service.turn('take-audience');
    expect(await kept()).toBe(0);
  });
});
