import { workstreamId } from '#contracts';
import { valueIn, variablesOf, whyUnfit } from './variables.ts';

const [here, elsewhere] = [1, 2].map((n) => workstreamId.parse(`0197a000-0000-7000-8000-00000000000${n}`));
const types = variablesOf(
  [
    { name: 'Order', type: 'text', workstreamId: here! },
    { name: 'Amount', type: 'number', workstreamId: here! },
    { name: 'Plan', type: 'number', workstreamId: elsewhere! },
  ],
  here!,
);

describe('variables of a workstream', () => {
  it('are its own, by their exact names', () => {
    expect([...types.keys()]).toEqual(['Order', 'Amount']);
    expect(variablesOf([], null).size).toBe(0);
  });

  it('hold what is of their type, and what nobody defined may be either', () => {
    const why = (name: string, value: string | number) => whyUnfit(types.get(name), value);
    expect([why('Order', 'A-17'), why('Amount', 4), why('amount', 'x'), why('Plan', 'x')]).toEqual([
      ...[null, null, null, null],
    ]);
    expect([why('Order', 17), why('Amount', '4')]).toEqual(['must be a text', 'must be a number']);
  });

  it('are read from a table as what they hold', () => {
    const read = (name: string, cell: string) => valueIn(cell, types.get(name));
    expect([read('Amount', '4.50'), read('Amount', ' -3 '), read('Order', '17'), read('Else', '17')]).toEqual([
      ...[4.5, -3, '17', '17'],
    ]);
    // told as no number, instead of taken for one
    expect([read('Amount', 'four'), read('Amount', ' '), read('Amount', '1e999')]).toEqual(['four', ' ', '1e999']);
  });
});
