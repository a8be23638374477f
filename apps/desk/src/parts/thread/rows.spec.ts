import { conversationView, messageView, type MessageView } from '#contracts';
import type { Unsent } from '../../api/outbox.ts';
import { deliveryOf } from './delivery.ts';
import { firstUnread, linesOf, picturesOf, rowsOf, textsOf, type Row } from './rows.ts';

const uuid = (number: number) => `0199c0de-0000-7000-8000-${String(number).padStart(12, '0')}`;
const noon = new Date(2026, 10, 23, 12).getTime();
const at = (seconds: number) => new Date(noon + seconds * 1_000).toISOString();

const text = (number: number, changes: Partial<Record<keyof MessageView, unknown>> = {}): MessageView =>
  messageView.parse({
    id: uuid(number),
    conversationId: uuid(900),
    version: 1,
    direction: 'in',
    body: `text ${number}`,
    author: { kind: 'customer', agentId: null, name: null },
    at: at(number),
    position: number,
    delivery: null,
    ...changes,
  });
const ours = (number: number, delivery: object, changes: object = {}) =>
  text(number, {
    direction: 'out',
    author: { kind: 'agent', agentId: uuid(901), name: 'Lena Marsh' },
    delivery: { state: 'delivered', reason: null, errorCode: null, changedAt: at(number), ...delivery },
    ...changes,
  });

const rows = (messages: readonly MessageView[], more: Partial<Parameters<typeof rowsOf>[0]> = {}) =>
  rowsOf({ texts: textsOf(messages, [], 'Deliveries line'), lines: [], newFrom: null, hasEarlier: false, ...more });
const told = (all: readonly Row[]) =>
  all.map((row) => (row.kind === 'text' ? `${row.text.body}${row.isLast ? ' .' : ''}` : row.kind));

describe('the lines of a thread', () => {
  it('group what one sender wrote within two minutes, the last one with the time', () => {
    expect(told(rows([text(0), text(60), text(190), ours(200, {})]))).toEqual([
      'top',
      'day',
      'text 0',
      'text 60 .',
      'text 190 .',
      'text 200 .',
    ]);
  });

  it('begin a day with its name', () => {
    expect(told(rows([text(0), text(86_400)]))).toEqual(['top', 'day', 'text 0 .', 'day', 'text 86400 .']);
  });

  it('never hide a text that did not arrive inside a group', () => {
    const failed = ours(0, { state: 'undelivered', reason: 'filtered', errorCode: '30007' });
    expect(told(rows([failed, ours(5, {})])).slice(2)).toEqual(['text 0 .', 'text 5 .']);
  });

  it('say where the new ones begin', () => {
    expect(told(rows([text(0), text(5), text(6)], { newFrom: uuid(5) })).slice(2)).toEqual([
      'text 0 .',
      'new',
      'text 5',
      'text 6 .',
    ]);
  });

  it('do not say that everything is new', () => {
    expect(told(rows([text(0), text(5)], { newFrom: uuid(0) }))).toEqual(['top', 'day', 'text 0', 'text 5 .']);
  });

  it('put the moments of the conversation between its texts', () => {
    const conversation = conversationView.parse({
      id: uuid(900),
      version: 1,
      channelId: uuid(1),
      channelName: 'Deliveries line',
      workstreamId: uuid(2),
      number: '+14252306549',
      customer: '+14255550148',
      status: 'wrap-up',
      agentId: uuid(3),
      accepted: true,
      acceptedAt: at(3),
      unread: 0,
      lastText: null,
      waitingSince: null,
      openedAt: at(0),
      statusSince: at(9),
      closedAt: null,
      previousConversationId: null,
    });
    const lines = linesOf(conversation);
    expect(lines.map(({ event }) => event)).toEqual(['opened', 'accepted', 'ended']);
    expect(told(rows([text(1), ours(5, {})], { lines }))).toEqual([
      'top',
      'day',
      'text 1 .',
      'line',
      'text 5 .',
      'line',
    ]);
    expect(told(rows([ours(5, {})], { lines, hasEarlier: true }))).toEqual(['top', 'day', 'text 5 .', 'line']);
  });

  it('tell between the texts, as lines, what is for us and never goes to the customer', () => {
    const forUs = (number: number) =>
      text(number, {
        direction: 'out',
        author: { kind: 'system', agentId: null, name: null },
        body: 'A colleague is asked.',
      });
    const all = rows([ours(5, {}), forUs(6), ours(7, {}, { author: { kind: 'system', agentId: null, name: null } })]);
    expect(told(all).slice(2)).toEqual(['text 5 .', 'moment', 'text 7 .']);
    expect(all[3]).toMatchObject({ sentence: 'A colleague is asked.' });
  });

  it('have keys of their own', () => {
    const keys = rows([text(0), text(5), ours(6, {}), text(90_000)], { newFrom: uuid(5) }).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('a text on its way', () => {
  const unsent = (number: number, refused: Unsent['refused'] = null): Unsent => ({
    id: uuid(number),
    conversationId: uuid(900),
    body: `text ${number}`,
    at: at(number),
    by: 'lena',
    refused,
  });

  it('is drawn once, also when the server has it already', () => {
    expect(textsOf([ours(1, {})], [unsent(1)], '').map(({ unsent: pending }) => pending)).toEqual([null]);
    expect(textsOf([text(1)], [unsent(2)], '').map(({ id }) => id)).toEqual([uuid(1), uuid(2)]);
  });

  it('stands at the end, also when this computer’s clock is behind', () => {
    const [, last] = textsOf([text(100)], [unsent(1)], '');
    expect(last).toMatchObject({ id: uuid(1), at: at(100), delivery: { icon: 'queued' } });
  });

  it('says why it was refused', () => {
    const [pending] = textsOf([], [unsent(1, { code: 'x', sentence: 'This conversation is closed.' })], '');
    expect(pending!.delivery!.problem).toBe('Not sent. This conversation is closed.');
  });
});

describe('what is said of a delivery', () => {
  const said = (state: string, reason: string | null = null) =>
    deliveryOf(ours(1, { state, reason, errorCode: reason && '30007' }), 'Deliveries line')!;

  it('moves from queued over sent to delivered', () => {
    expect(['queued', 'submitting', 'accepted', 'sent', 'delivered'].map((state) => said(state).icon)).toEqual([
      'queued',
      'sending',
      'sending',
      'sent',
      'delivered',
    ]);
  });

  it.each([
    ['failed', 'opted-out', 'Not sent. The customer opted out'],
    ['undelivered', 'landline', 'Not delivered. This is a landline'],
    ['undelivered', 'filtered', 'Not delivered. The carrier filtered'],
    ['failed', 'sender', 'Not sent. Deliveries line cannot text'],
    ['unknown', null, 'We don’t know whether this arrived.'],
    ['failed', null, 'Not sent.'],
    ['undelivered', 'other', 'Not delivered.'],
  ])('%s for %s has its sentence', (state, reason, sentence) => {
    expect(said(state, reason).problem).toContain(sentence);
  });

  it('says nothing of the customer’s own texts', () => {
    expect(deliveryOf(text(1), '')).toBeNull();
  });
});

describe('the first unread text', () => {
  const thread = [text(1), ours(2, {}), text(3), text(4)];
  it('is counted from the end, and is the first one there when more are unread than were read in', () => {
    expect(firstUnread(thread, 2)).toBe(uuid(3));
    expect(firstUnread(thread, 9)).toBe(uuid(1));
    expect(firstUnread(thread, 0)).toBeNull();
    expect(firstUnread([], 3)).toBeNull();
  });
});

describe('the pictures of a thread', () => {
  const file = (number: number, changes: object = {}) => ({
    id: uuid(number),
    version: 1,
    state: 'stored',
    reason: null,
    contentType: 'image/png',
    size: 1_000,
    fileName: null,
    nextTryAt: null,
    ...changes,
  });

  it('are those that are here, in the order of their texts; other files and those on their way are not among them', () => {
    const texts = textsOf(
      [
        text(1, { media: [file(11), file(12, { contentType: 'application/pdf' }), file(13, { state: 'late' })] }),
        ours(2, {}, { media: [file(14)] }),
      ],
      [
        {
          id: uuid(3),
          conversationId: uuid(900),
          body: '',
          files: [{ id: uuid(15) as never, fileName: 'a.png', contentType: 'image/png', size: 1 }],
          at: at(3),
          by: 'lena',
          refused: null,
        },
      ],
      '',
    );
    expect(picturesOf(texts).map(({ file: { id } }) => id)).toEqual([uuid(11), uuid(14)]);
    expect(texts.at(-1)!.media).toMatchObject([{ fileName: 'a.png' }]);
  });
});
