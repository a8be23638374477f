import { v7 as uuid } from 'uuid';
import { consentChanged, dispositionsRecorded } from '#contracts';
import { aChannel, anAccount, anEvent, aService, type Service } from '#testing';
import { readForm } from '../domain/form.ts';
import { readText } from '../domain/incoming-text.ts';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';
import { takeInTexts } from './take-in-texts.ts';

let service: Service;
beforeEach(async () => {
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings({ SECRETS_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}` })],
  ]);
  await service.hear(anAccount({ sealedAuthToken: 'sealed' }), aChannel());
});
afterEach(() => service.stop());

const recorded = (effect: string) =>
  anEvent(dispositionsRecorded, {
    ...{ conversationId: uuid(), workstreamId: uuid(), channelId: aChannel().data.channelId },
    ...{ number: '+14252306549', customer: '+14155550111', recordedAt: '2026-01-05T09:00:00.000Z' },
    dispositions: [{ id: uuid(), name: 'Angry', category: '', effect, by: { agentId: uuid(), name: 'Lena Marsh' } }],
  });
const texts = (body: string, n: number) => {
  const form = `MessageSid=SM${String(n).padStart(32, '0')}&From=%2B14155550111&To=%2B14252306549&Body=${body}`;
  const { channelId } = aChannel().data;
  const cause = { correlationId: uuid(), causationId: null };
  const arrival = { text: readText(readForm(form)), channelId, form: Buffer.from(form), cause };
  return service.database.transact((tx) => takeInTexts(tx, [arrival]));
};
const said = async () => {
  await service.turn('outbox');
  return service.said(consentChanged.type).map((event) => consentChanged.parse(event).data);
};

describe('a customer of whom an agent says that they are not to be contacted', () => {
  it('is opted out, by that agent, once', async () => {
    await service.hear(recorded('do-not-contact'), recorded('do-not-contact'));
    await service.hear(recorded('do-not-contact'));
    expect(await said()).toMatchObject([
      { status: 'opted-out', source: 'agent', customer: '+14155550111', recordedBy: { name: 'Lena Marsh' } },
    ]);
  });

  it('stays opted in who came back since, however late we hear of it, and it counts from when it was said', async () => {
    await service.hear(recorded('do-not-contact'));
    expect((await said()).at(-1)).toMatchObject({ status: 'opted-out', at: '2026-01-05T09:00:00.000Z' });
    await texts('START', 1);
    await service.hear(recorded('do-not-contact'));
    expect((await said()).at(-1)).toMatchObject({ status: 'opted-in', word: 'START' });
  });

  it('is not, by any other code', async () => {
    await service.hear(recorded('none'), recorded('forgiven'));
    expect(await said()).toEqual([]);
  });
});
