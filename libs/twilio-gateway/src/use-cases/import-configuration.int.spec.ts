import { aService, type Service } from '#testing';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';

let service: Service;
beforeEach(async () => {
  const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings({ SECRETS_KEYS: keys })],
  ]);
});
afterEach(() => service.stop());

const path = '/api/gateway/configuration';
const bring = async (file: object, query = '') =>
  service.put(`${path}${query}`, { format: 1, ...file }, { as: 'dana' });
const kept = async () => (await service.get(path, { as: 'dana', headers: { accept: 'application/json' } })).body;
const group = (senders: string[], changes = {}) => ({
  name: 'Group',
  senders,
  segmentsPerSecond: 3,
  messagingServiceSid: null,
  segmentsPerDay: null,
  timeZone: 'America/Los_Angeles',
  chosenBy: 'conversation',
  ...changes,
});
const file = {
  sending: { standard: { plainCharacters: false, pricePerSegment: '0.0079', currency: 'EUR', filesAsLinks: true } },
  senderGroups: { one: group(['+14252306549']), two: group(['+14252306000', '72345']) },
  blocking: { standard: { autoBlock: true, reportsToBlock: 7 } },
};

describe('the file of how texts are sent', () => {
  it('goes in and comes out the same, and the same again changes nothing', async () => {
    expect(await kept()).toEqual({ format: 1, sending: {}, senderGroups: {}, blocking: {} });
    expect((await bring(file)).body.counts).toMatchObject({ created: 4 });
    expect(await kept()).toEqual({ format: 1, ...file });
    expect((await bring(file)).body.counts).toMatchObject({ created: 0, changed: 0, unchanged: 4 });
  });

  it('sets what blocks numbers as its own door does, with its history', async () => {
    await bring(file);
    const blocking = '/api/gateway/blocking';
    expect((await service.get(blocking, { as: 'dana' })).body).toEqual({ ...file.blocking.standard, version: 1 });
    const { body } = await bring({ blocking: { standard: { autoBlock: false, reportsToBlock: 7 } } });
    expect(body.items).toEqual([{ path: 'blocking.standard', action: 'changed', differing: ['autoBlock'] }]);
    expect((await service.get(`${blocking}/changes`, { as: 'dana' })).body.items).toMatchObject([
      { version: 2, action: 'changed', before: { autoBlock: true }, after: { autoBlock: false } },
      { version: 1, action: 'changed' },
    ]);
  });

  it('says what it would do, and does nothing', async () => {
    await bring(file);
    const changed = { senderGroups: { ...file.senderGroups, one: group(['+14252306549'], { segmentsPerSecond: 9 }) } };
    expect((await bring(changed, '?dryRun=true')).body.items).toContainEqual({
      path: 'senderGroups.one',
      action: 'changed',
      differing: ['segmentsPerSecond'],
    });
    expect(await kept()).toEqual({ format: 1, ...file });
  });

  it('moves a sender from one group to another, and removes what it does not have where that is asked for', async () => {
    await bring(file);
    const moved = { one: group(['+14252306549', '72345']), two: group(['+14252306000']) };
    expect((await bring({ senderGroups: moved })).status).toBe(200);
    expect((await kept()).senderGroups).toEqual({ one: group(['+14252306549', '72345']), two: moved.two });
    const { body } = await bring({ senderGroups: { one: moved.one } }, '?prune=true');
    expect(body.items).toContainEqual({ path: 'senderGroups.two', action: 'removed', differing: [] });
    expect((await kept()).senderGroups).toEqual({ one: moved.one });
  });

  it('is refused whole, with all that is wrong in it', async () => {
    const wrong = {
      sending: { other: file.sending.standard },
      blocking: { other: file.blocking.standard, standard: { autoBlock: true, reportsToBlock: 0, after: 1 } },
      senderGroups: { one: group(['+14252306549']), two: group(['+14252306549']), three: { name: 'x', pace: 3 } },
    };
    const { status, body } = await bring(wrong);
    expect(status).toBe(400);
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(
      expect.arrayContaining([
        'sending.other',
        'blocking.other',
        'blocking.standard.after',
        'blocking.standard.reportsToBlock',
        'senderGroups.two.senders',
        'senderGroups.three.pace',
      ]),
    );
    expect(await kept()).toEqual({ format: 1, sending: {}, senderGroups: {}, blocking: {} });
  });

  it('is an administrator’s', async () => {
    expect((await service.get(path, { as: 'sofia' })).status).toBe(403);
  });
});
