import { merged } from './merge.ts';

describe('a form whose record was saved by somebody else meanwhile', () => {
  it('takes what is newer where nobody has typed, and keeps what was typed', () => {
    const base = { name: 'Billing', priority: 100, memberIds: ['a'] };
    expect(merged(base, { ...base, name: 'Invoices' }, { name: 'Bills', priority: 50, memberIds: ['a', 'b'] })).toEqual(
      {
        name: 'Invoices',
        priority: 50,
        memberIds: ['a', 'b'],
      },
    );
    expect(merged(base, base, { ...base, name: 'Bills' })).toEqual({ ...base, name: 'Bills' });
  });

  it('looks into the groups of its fields', () => {
    const base = { quietHours: { from: '20:00', until: '08:00' }, sessions: { most: 10 } };
    const typed = { ...base, quietHours: { from: '21:00', until: '08:00' } };
    const newer = { quietHours: { from: '19:00', until: '07:00' }, sessions: { most: 8 } };
    expect(merged(base, typed, newer)).toEqual({
      quietHours: { from: '21:00', until: '07:00' },
      sessions: { most: 8 },
    });
  });

  it('never mixes two kinds of a field, nor two lists', () => {
    const base = { source: { kind: 'own' }, steps: [{ at: 1 }, { at: 2 }] };
    const typed = { source: { kind: 'http', address: 'https://crm.example' }, steps: [{ at: 1 }] };
    const newer = { source: { kind: 'file', path: '/crm' }, steps: [{ at: 1 }, { at: 2 }, { at: 3 }] };
    expect(merged<object>(base, typed, newer)).toEqual(typed);
  });

  it('keeps what was taken away, what was added, and null apart from nothing', () => {
    const base: Record<string, unknown> = { mobile: '1', work: '2', limit: null };
    expect(merged<object>(base, { work: '2', home: '3', limit: null }, { mobile: '9', work: '8', limit: 5 })).toEqual({
      work: '8',
      home: '3',
      limit: 5,
    });
    expect(merged<object>({ limit: 5 }, { limit: null }, { limit: 7 })).toEqual({ limit: null });
  });
});
