import { agentText, automatedText, customerText, systemLine } from './message.ts';
import { forCustomer, type Part, transcriptOf, transcriptText } from './transcript.ts';

const at = new Date('2026-01-05T09:00:00Z');
const conversation = { id: 'c', customer: '+14155550111', status: 'closed', openedAt: at, closedAt: null } as never;
const channel = { name: 'Support line', number: '+14252306549' as never };
const text = { id: 'm' as never, conversationId: 'c' as never, receivedAt: at, position: 1, segments: 1, mediaIds: [] };

describe('a transcript', () => {
  const picture = { id: 'x', version: 1, state: 'stored', reason: null, nextTryAt: null };
  const shown = { ...picture, contentType: 'image/png', size: 70, fileName: 'door.png' } as never;
  const messages = [
    customerText({ ...text, body: 'Hello\nthere' }),
    systemLine({ ...text, body: 'The customer opted out.' }),
    { ...customerText({ ...text, body: '', mediaIds: ['x' as never, 'y' as never] }), media: [shown] },
  ];

  it('calls a customer whom nobody knows Customer, and says who sees what', () => {
    const transcript = transcriptOf(conversation, messages, { customerName: null, channel });
    expect(transcript.messages.map(({ from, tags }) => [from.name, tags])).toEqual([
      ['Customer', ['public']],
      ['System', ['system']],
      ['Customer', ['public']],
    ]);
  });

  it('tells of each file what it is, as far as anybody told', () => {
    const { messages: lines } = transcriptOf(conversation, messages, { customerName: null, channel });
    expect(lines.map(({ kind, attachments }) => [kind, attachments])).toEqual([
      ['text', []],
      ['system', []],
      [
        'file',
        [
          { id: 'x', contentType: 'image/png', name: 'door.png', size: 70, state: 'stored' },
          { id: 'y', contentType: null, name: null, size: null, state: 'awaited' },
        ],
      ],
    ]);
  });

  it('leaves infected files out, and says of others that are not here why not', () => {
    const refused = (id: string, reason: string, state = 'refused') => ({ ...(shown as object), id, state, reason });
    const sent = (ids: string[], ...media: object[]) => ({
      ...customerText({ ...text, body: '', mediaIds: ids as never }),
      media: media as never,
    });
    const bad = refused('a', 'infected');
    const transcript = transcriptOf(
      conversation,
      [sent(['a'], bad), sent(['a', 'b', 'x', 'z'], bad, refused('b', 'too-large'), shown)],
      { customerName: null, channel },
    );
    expect(transcript.messages.map(({ attachments }) => attachments.map(({ id }) => id))).toEqual([
      [],
      ['b', 'x', 'z'],
    ]);
    const [first, second] = transcriptText(transcript).trim().split('\n').slice(-2);
    expect(first).toMatch(/Customer: \[a file \(not let in\)\]$/);
    expect(second).toMatch(/Customer: \[door\.png \(not let in\), door\.png, a file \(not available\)\]$/);
  });

  const minutes = (count: number) => new Date(at.getTime() + count * 60_000);
  const parts: Part[] = [
    { name: 'Robot', as: 'bot', from: at, until: minutes(1) },
    { name: 'Lena Marsh', as: 'agent', from: minutes(1), until: null },
    { name: 'Diego Ruiz', as: 'consult', from: minutes(2), until: minutes(4) },
  ];
  const whole = transcriptOf(
    conversation,
    [
      customerText({ ...text, body: 'Hello' }),
      automatedText({ ...text, body: 'Lena is here.', receivedAt: minutes(1) }),
      agentText(
        { ...text, body: 'Good morning', receivedAt: minutes(5) },
        { agentId: 'a' as never, name: 'Lena Marsh' },
      ),
    ],
    {
      ...{ customerName: 'Ada', channel, parts, record: {} as never },
      dispositions: [{ name: 'Answered', category: '', by: 'Lena Marsh' }],
      inner: [{ id: 'i' as never, authorName: 'Diego Ruiz', body: 'Offer a refund', at: minutes(3) }],
    },
  );

  it('says who came and went and what was said among us, each at its time', () => {
    expect(whole.messages.map(({ kind, content, tags }) => [kind, content, ...tags])).toEqual([
      ['control', 'Robot joined', 'system'],
      ['text', 'Hello', 'public'],
      ['control', 'Robot left', 'system'],
      ['control', 'Lena Marsh joined', 'system'],
      ['system', 'Lena is here.', 'public'],
      ['control', 'Diego Ruiz joined to give advice', 'system'],
      ['text', 'Offer a refund', 'private'],
      ['control', 'Diego Ruiz left', 'system'],
      ['text', 'Good morning', 'public'],
    ]);
    expect(transcriptText(whole)).toContain('Diego Ruiz (between us): Offer a refund');
    expect(transcriptText(whole)).toContain('-- Lena Marsh joined');
  });

  it('for the customer is what they and people wrote, and nothing else', () => {
    const theirs = forCustomer(whole);
    expect(theirs.messages.map(({ content }) => content)).toEqual(['Hello', 'Good morning']);
    expect([theirs.record, theirs.dispositions]).toEqual([null, []]);
  });

  const translated = transcriptOf(
    conversation,
    [
      customerText({ ...text, body: 'Bonjour' }),
      agentText({ ...text, id: 'n' as never, body: 'Où ?' }, { agentId: 'a' as never, name: 'Lena Marsh' }),
      customerText({ ...text, id: 'o' as never, body: 'Hello' }),
    ],
    {
      ...{ customerName: 'Ada', channel },
      translations: new Map([
        ['m' as never, { language: 'en-US', text: 'Good\nmorning', detected: 'fr' }],
        ['n' as never, { language: 'en-US', text: 'Where?', detected: 'fr-FR' }],
      ]),
    },
  );

  it('has each text as it was written or sent, and beside it what its agent read of it, marked as such', () => {
    expect(translated.messages.map(({ content, translation }) => [content, translation])).toEqual([
      ['Bonjour', { language: 'en-US', text: 'Good\nmorning', contentLanguage: 'fr', byAuthor: false }],
      ['Où ?', { language: 'en-US', text: 'Where?', contentLanguage: 'fr-FR', byAuthor: true }],
      ['Hello', null],
    ]);
    expect(transcriptText(translated).split('\n').slice(3)).toEqual([
      '2026-01-05T09:00:00.000Z  Ada: Bonjour',
      '    [translated to en-US: Good',
      '    morning]',
      '2026-01-05T09:00:00.000Z  Lena Marsh: Où ?',
      '    [written in en-US: Where?]',
      '2026-01-05T09:00:00.000Z  Ada: Hello',
      '',
    ]);
  });

  it('for the customer has nothing of what only its agent read', () => {
    expect(forCustomer(translated).messages.map(({ content, translation }) => [content, translation])).toEqual([
      ['Bonjour', null],
      ['Où ?', null],
      ['Hello', null],
    ]);
    expect(transcriptText(forCustomer(translated))).not.toContain('Where?');
  });

  it('can be read as text', () => {
    expect(transcriptText(transcriptOf(conversation, messages, { customerName: 'Ada', channel }))).toBe(
      [
        'Ada (+14155550111) with Support line (+14252306549)',
        'Opened 2026-01-05T09:00:00.000Z',
        '',
        '2026-01-05T09:00:00.000Z  Ada: Hello',
        '    there',
        '2026-01-05T09:00:00.000Z  -- The customer opted out.',
        '2026-01-05T09:00:00.000Z  Ada: [door.png, a file (not available)]',
        '',
      ].join('\n'),
    );
  });
});
