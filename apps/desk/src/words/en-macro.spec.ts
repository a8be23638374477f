import { macroWords } from './en-macro.ts';

it('a macro says what it would do, with what is not known yet in brackets', () => {
  const variables = { Order: '${$oc.Parcel}', Old: null, Count: 2 };
  expect(macroWords.step({ do: 'set-variables', variables })).toEqual([
    'Sets Order to [Parcel]',
    'Clears Old',
    'Sets Count to 2',
  ]);
  expect(macroWords.step({ do: 'add-note', text: 'For ${customerName}' })).toEqual(['Adds a note: For [customerName]']);
  expect(macroWords.step({ do: 'choose-dispositions', codes: ['refund', 'late'] as never })).toEqual([
    'Says what it came to: refund, late',
  ]);
  expect(macroWords.step({ do: 'insert', text: 'Hi ${$session.customerName}, $5' })).toEqual([
    'Puts into your text: Hi [customerName], $5',
  ]);
});
