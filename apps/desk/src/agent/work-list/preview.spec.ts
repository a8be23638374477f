import { agentId } from '#contracts';
import { previewOf } from './preview.ts';

const [lena, diego] = ['1', '2'].map((last) => agentId.parse(`0190a0b0-0000-7000-8000-00000000000${last}`));
const at = '2026-01-05T09:00:00.000Z';
const ours = (kind: 'agent' | 'system' | 'bot' | 'campaign', by = lena, name: string | null = 'Diego') =>
  previewOf(
    { body: 'Hello', direction: 'out', at, author: { kind, agentId: kind === 'agent' ? by! : null, name } },
    lena,
  );

describe('The preview of a conversation', () => {
  it('says who wrote last: the customer nobody, the agent You, a colleague their name, a bot, or nobody at all', () => {
    expect(previewOf({ body: 'Hello', direction: 'in', at }, lena)).toBe('Hello');
    expect(ours('agent')).toBe('You: Hello');
    expect(ours('agent', diego)).toBe('Diego: Hello');
    expect(ours('agent', diego, null)).toBe('Colleague: Hello');
    expect(ours('bot')).toBe('Bot: Hello');
    expect([ours('system'), ours('campaign')]).toEqual(['Automatic: Hello', 'Automatic: Hello']);
  });

  it('says of a text from before its author was kept that it was sent, and of one without words that it is a file', () => {
    expect(previewOf({ body: 'Hello', direction: 'out', at }, lena)).toBe('Sent: Hello');
    expect(previewOf({ body: '', direction: 'in', at }, lena)).toBe('File');
    expect(previewOf(null, lena)).toBe('');
  });
});
