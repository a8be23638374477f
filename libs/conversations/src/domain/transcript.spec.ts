import { customerText, systemLine } from './message.ts';
import { transcriptOf, transcriptText } from './transcript.ts';

const at = new Date('2026-01-05T09:00:00Z');
const conversation = { id: 'c', customer: '+14155550111', status: 'closed', openedAt: at, closedAt: null } as never;
const channel = { name: 'Support line', number: '+14252306549' as never };
const text = { id: 'm' as never, conversationId: 'c' as never, receivedAt: at, position: 1, segments: 1, mediaIds: [] };

describe('a transcript', () => {
  const messages = [
    customerText({ ...text, body: 'Hello\nthere' }),
    systemLine({ ...text, body: 'The customer opted out.' }),
    customerText({ ...text, body: '', mediaIds: ['x' as never] }),
  ];

  it('calls a customer whom nobody knows Customer, and says who sees what', () => {
    const transcript = transcriptOf(conversation, messages, { customerName: null, channel });
    expect(transcript.messages.map(({ from, tags }) => [from.name, tags])).toEqual([
      ['Customer', ['public']],
      ['System', ['system']],
      ['Customer', ['public']],
    ]);
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
        '2026-01-05T09:00:00.000Z  Ada:  [1 file]',
        '',
      ].join('\n'),
    );
  });
});
