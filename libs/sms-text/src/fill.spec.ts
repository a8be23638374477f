import fc from 'fast-check';
import { fill } from './fill.ts';

const nothing = { named: {}, context: {} };

describe('filling in a text', () => {
  it('puts each value in the place of its placeholder', () => {
    const text = '{AgentName} of {QueueName} on {$Order$} and {OCContext.Order}, {FullName{Customer}}';
    const named = { AgentName: 'Lena', QueueName: 'Parcels', 'FullName{Customer}': 'Marta Nowak' };
    expect(fill(text, { named, context: { Order: 17 } })).toEqual({
      text: 'Lena of Parcels on 17 and 17, Marta Nowak',
      empty: [],
    });
  });

  it('leaves nothing where nothing is known, and says where', () => {
    expect(fill('Hi {AgentName}{$Order$}{$Order$}.', nothing)).toEqual({
      text: 'Hi .',
      empty: ['{AgentName}', '{$Order$}'],
    });
  });

  it('counts the case of a context variable', () => {
    expect(fill('{$order$}', { named: {}, context: { Order: 'x' } }).text).toBe('');
  });

  it('does not look into what was filled in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(fill('<{AgentName}>', { named: { AgentName: name }, context: {} }).text).toBe(`<${name}>`);
      }),
    );
  });

  it('leaves a text without placeholders as it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const plain = text.replaceAll('{', '(');
        expect(fill(plain, nothing)).toEqual({ text: plain, empty: [] });
      }),
    );
  });

  it('takes nothing from where every object has something', () => {
    expect(fill('{$constructor$}{$__proto__$}{toString}', nothing).text).toBe('');
  });
});
