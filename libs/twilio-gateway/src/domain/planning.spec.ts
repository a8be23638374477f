import { textWritten } from '#contracts';
import { plan, prepare } from './planning.ts';

const now = new Date('2026-01-05T09:00:00Z');
const written = (body: string) =>
  textWritten.data.parse({
    messageId: '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e01',
    conversationId: '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e02',
    channelId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e11',
    provider: 'twilio',
    to: '+14155550111',
    body,
    mediaIds: [],
    author: 'agent',
    priority: 0,
    validUntil: null,
    writtenAt: now.toISOString(),
  });
let ids = 0;
const planned = (body: string) => plan(written(body), { plainCharacters: true }, now, () => `part-${(ids += 1)}`);

describe('a text that has to leave', () => {
  it('is one delivery under its own id, with what it takes of the pace', () => {
    expect(planned('a'.repeat(161))).toMatchObject([
      { messageId: written('x').messageId, part: 1, parts: 1, round: 1, segments: 2 },
    ]);
  });

  it('that is too long is several, the first under its own id, in order', () => {
    const parts = planned('One sentence of the text. '.repeat(130));
    expect(parts.map(({ part, parts: of }) => [part, of])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    expect(parts.map(({ wholeId }) => wholeId)).toEqual(parts.map(() => parts[0]!.messageId));
    expect(new Set(parts.map(({ messageId }) => messageId)).size).toBe(3);
  });

  it('is written in plain characters where that was asked for', () => {
    expect(prepare('“It’s here” – soon…', { plainCharacters: true })).toEqual([`"It's here" - soon...`]);
    expect(prepare('“It’s here”', { plainCharacters: false })).toEqual(['“It’s here”']);
  });
});
