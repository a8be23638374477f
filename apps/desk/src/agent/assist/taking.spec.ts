import type { CardView } from '#contracts';
import { firstToTake, isSafeAddress, withInserted } from './taking.ts';

const card = (id: string, state: CardView['state'], what: 'insert' | 'open') =>
  ({ id, state, actions: [{ do: what, label: '', text: 'Hi', address: null }] }) as unknown as CardView;

describe('a suggestion', () => {
  it('joins what is written already, and loses none of it', () => {
    expect(withInserted('', 'Yes')).toBe('Yes');
    expect(withInserted('  ', 'Yes')).toBe('Yes');
    expect(withInserted('Hello ', 'Yes')).toBe('Hello\nYes');
  });

  it('is taken once, the newest first', () => {
    const cards = [
      card('opened', 'shown', 'open'),
      card('taken', 'accepted', 'insert'),
      card('old', 'shown', 'insert'),
    ];
    expect(firstToTake(cards)?.id).toBe('old');
    expect(firstToTake([])).toBeUndefined();
  });

  it('opens pages, and nothing else', () => {
    expect(isSafeAddress('https://help.example/1')).toBe(true);
    expect([null, '', 'javascript:alert(1)', 'data:text/html,x'].map(isSafeAddress)).toEqual(Array(4).fill(false));
  });
});
