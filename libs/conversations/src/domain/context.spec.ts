import type { WorkstreamId } from '#contracts';
import { identifiedAs, newContext, unlinked, withVariables } from './context.ts';
import { nobody } from './identification.ts';

const workstreamId = '0199c1d4-7c00-7000-8000-000000000902' as WorkstreamId;
const defined = [
  { name: 'Order', type: 'text' as const, workstreamId },
  { name: 'Total', type: 'number' as const, workstreamId },
];
const context = newContext(
  { conversationId: 'c' as never, customer: '+14155550111' as never, language: 'en-US', startedBy: 'customer' },
  new Date(0),
);
const ada = { id: 'ada', name: 'Ada', attributes: {} };
const found = { ...nobody, contact: ada };

describe('context variables', () => {
  it('are set, kept and taken away by their exact names', () => {
    const set = withVariables({ Order: 'A-1' }, { Total: 12.5 }, defined, workstreamId);
    expect(set).toEqual({ Order: 'A-1', Total: 12.5 });
    expect(withVariables(set, { Order: null }, defined, workstreamId)).toEqual({ Total: 12.5 });
  });

  it('that tell who somebody is need no definition', () => {
    expect(withVariables({}, { Phone: '+14155550111' }, [], workstreamId)).toEqual({ Phone: '+14155550111' });
  });

  it('are refused by name when there are none such, or of another type', () => {
    const refused = (asked: Record<string, string | number>) => {
      try {
        return withVariables({}, asked, defined, workstreamId);
      } catch (error) {
        return (error as { errors: unknown }).errors;
      }
    };
    expect(refused({ order: 'A-1', Total: '12' })).toEqual([
      { field: 'variables.order', message: 'is no variable of this workstream' },
      { field: 'variables.Total', message: 'must be a number' },
    ]);
  });
});

describe('the customer of a conversation', () => {
  it('is who was found', () => {
    expect(identifiedAs(context, found, 'number')).toMatchObject({ contact: ada, linkedBy: 'number' });
  });

  it('stays whom an agent linked, whatever is found later', () => {
    const linked = identifiedAs(context, found, 'agent');
    expect(identifiedAs(linked, { ...nobody, contact: { ...ada, id: 'bob' } }, 'variables')).toBe(linked);
  });

  it('is not forgotten because somebody else did not find them', () => {
    const linked = identifiedAs(context, found, 'number');
    expect(identifiedAs(linked, nobody, 'variables')).toBe(linked);
  });

  it('can be unlinked, with the case or only the case', () => {
    const linked = identifiedAs(context, { ...found, case: { ...ada, id: 'c1' } }, 'number');
    expect(unlinked(linked, 'case')).toMatchObject({ contact: ada, caseRecord: null });
    expect(unlinked(linked, 'customer')).toMatchObject({ contact: null, caseRecord: null, linkedBy: null });
  });
});
