import { builtInNotificationTemplates } from '../definitions/notification-template.ts';
import { smsSession } from '../definitions/session-template.ts';
import { organisationSettings, type SettingsKind, settingsKinds, workstreamSettings } from './index.ts';

const workstreamId = '0199c1d4-7c00-7000-8000-000000000301';
const faultsIn = (kind: SettingsKind, body: object) =>
  kind.request.safeParse(body).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];

describe.each(settingsKinds.map((kind) => [kind.title, kind] as const))('%s', (_title, kind) => {
  const usual = kind.request.parse({});

  it('are as usual where nothing is said', () => {
    expect(kind.view.parse({ ...usual, ...kind.about(workstreamId), version: 0, changedAt: null })).toMatchObject(
      usual,
    );
  });

  it('are read whole though they were stored before fields were added', () => {
    for (const field of Object.keys(usual)) {
      const { [field]: _added, ...before } = usual;
      expect(kind.stored.parse(before)).toEqual(usual);
    }
  });
});

describe('what holds for everybody', () => {
  it('begins as the product says', () => {
    expect(organisationSettings.request.parse({})).toMatchObject({
      supervisor: { monitor: true, assign: true, transfer: true, forceClose: true },
      agent: { transferToAgents: true, displayName: 'first', sessions: 10, consultees: 5, reconnectGraceSeconds: 150 },
      attachments: { maxFileSizeKb: 5120 },
      translation: { enabled: false, defaultInputLanguage: 'en-US' },
      sentiment: { enabled: true, agentAlertFrom: 'negative', supervisorAlertFrom: 'very-negative' },
      dispositions: { enabled: false, requireToClose: false, maxPerConversation: 2 },
      autoClose: { openMinutes: 30 * 24 * 60, activeMinutes: 30 * 24 * 60, wrapUpMinutes: 24 * 60 },
      confirmSessionClose: { open: false, active: true, wrapUp: false },
      outbound: { quietHours: null, contactsPerRequest: 100, requestsPerHour: 30_000 },
      bulk: { conversations: 1000 },
    });
  });

  it('takes endings and content types in any case', () => {
    const asked = { attachments: { blockedExtensions: [' EXE '], blockedTypes: ['Video/*'] } };
    expect(organisationSettings.request.parse(asked)).toMatchObject({
      attachments: { blockedExtensions: ['exe'], blockedTypes: ['video/*'] },
    });
  });

  it.each([
    ['files of 128 MB', { attachments: { maxFileSizeKb: 131_072 } }],
    ['nights without texts', { outbound: { quietHours: { from: '21:00', to: '08:00', zone: 'America/New_York' } } }],
    ['conversations that never close', { autoClose: { activeMinutes: null } }],
    ['a translator', { translation: { enabled: true, provider: 'https://translate.example/' } }],
  ])('may be %s', (_, body) => {
    expect(faultsIn(organisationSettings, body)).toEqual([]);
  });

  it.each([
    ['larger files', { attachments: { maxFileSizeKb: 131_073 } }, /^attachments.maxFileSizeKb/],
    ['an ending with its dot', { attachments: { blockedExtensions: ['.exe'] } }, /^attachments.blockedExtensions.0/],
    ['the same twice', { attachments: { blockedExtensions: ['exe', 'EXE'] } }, /^attachments.blockedExtensions names/],
    ['half a content type', { attachments: { blockedTypes: ['video'] } }, /^attachments.blockedTypes.0/],
    ['nobody who translates', { translation: { enabled: true } }, /^translation.provider is required/],
    ['13 dispositions', { dispositions: { maxPerConversation: 13 } }, /^dispositions.maxPerConversation/],
    ['dispositions that are off and required', { dispositions: { requireToClose: true } }, /^dispositions.require/],
    ['a night of no length', { outbound: { quietHours: { from: '08:00', to: '08:00' } } }, /^outbound.quietHours.to/],
    ['a night on Mars', { outbound: { quietHours: { from: '08:00', to: '09:00', zone: 'Mars' } } }, /quietHours.zone/],
    [
      'two caps for a day',
      { outbound: { frequencyCaps: [1, 2].map((texts) => ({ texts, per: 'day' })) } },
      /^outbound.frequencyCaps names/,
    ],
    ['sounds that hurt', { sounds: { offer: { volume: 101 } } }, /^sounds.offer.volume/],
    ['an agent without sessions', { agent: { sessions: 0 } }, /^agent.sessions/],
    ['another alert', { sentiment: { agentAlertFrom: 'positive' } }, /^sentiment.agentAlertFrom/],
  ])('may not be %s', (_, body, fault) => {
    expect(faultsIn(organisationSettings, body)).toEqual([expect.stringMatching(fault)]);
  });
});

describe('what a workstream carries', () => {
  it('begins with what is built in', () => {
    expect(workstreamSettings.request.parse({})).toEqual({
      sessionTemplateId: smsSession.id,
      notifications: {
        incomingAuthenticatedId: builtInNotificationTemplates.incomingAuthenticated.id,
        incomingUnauthenticatedId: builtInNotificationTemplates.incomingUnauthenticated.id,
        consultId: builtInNotificationTemplates.consult.id,
        transferId: builtInNotificationTemplates.transfer.id,
        supervisorAssignId: null,
      },
      assistIds: [],
      botId: null,
      quickReplies: 'all',
      dispositions: { use: 'organisation', requireToClose: false },
      restrictTranscriptDownload: false,
    });
  });

  it.each([
    ['an assist twice', { assistIds: [workstreamId, workstreamId] }, /^assistIds names/],
    ['a bot that is no id', { botId: 'marvin' }, /^botId/],
    ['a slot that is empty', { notifications: { consultId: null } }, /^notifications.consultId/],
    ['quick replies in another way', { quickReplies: 'some' }, /^quickReplies/],
    ['required dispositions of the organisation', { dispositions: { requireToClose: true } }, /^dispositions.require/],
  ])('may not be %s', (_, body, fault) => {
    expect(faultsIn(workstreamSettings, body)).toEqual([expect.stringMatching(fault)]);
  });
});
