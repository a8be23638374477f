import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DefinitionKind, definitionKinds } from './index.ts';

/** What an administrator would say of the one that is kept as an example. */
function saidOf({ kind, changed }: DefinitionKind): Record<string, unknown> {
  const path = join(import.meta.dirname, `../samples/${changed.type}.json`);
  const { data } = JSON.parse(readFileSync(path, 'utf8')) as { data: Record<string, unknown> };
  const { id: _id, version: _version, ...said } = data;
  expect(changed.type).toBe(`channel-config.${kind}-changed.v1`);
  return said;
}

describe.each(definitionKinds.map((kind) => [kind.title, kind] as const))('%s', (_title, kind) => {
  it('may be as the example says', () => {
    expect(kind.request.safeParse(saidOf(kind)).error?.issues).toBeUndefined();
  });

  it('are allowed as they are from the beginning', () => {
    for (const { id: _id, ...one } of [...kind.builtIn, ...kind.initial])
      expect(kind.request.parse(one)).toEqual({ description: '', ...one });
  });

  it('say whole what is there from the beginning', () => {
    for (const one of kind.builtIn)
      expect(() => kind.view.parse({ description: '', version: 1, builtIn: true, ...times, ...one })).not.toThrow();
  });

  it('name only kinds that come before them', () => {
    const before = definitionKinds.slice(0, definitionKinds.indexOf(kind)).map((one) => one.kind);
    const known = ['workstream', 'channel', 'account', 'queue', ...before];
    expect(Object.values(kind.references).filter((named) => !known.includes(named))).toEqual([]);
  });
});

const now = '2026-11-24T10:00:00.000Z';
const times = { createdAt: now, changedAt: now };

describe('what is there from the beginning', () => {
  const all = definitionKinds.flatMap((kind) => [...kind.builtIn, ...kind.initial].map((one) => ({ kind, one })));

  it('has ids that are nobody else’s', () => {
    expect(new Set(all.map(({ one }) => one.id)).size).toBe(all.length);
  });

  it('names only what is there from the beginning, too', () => {
    const ids = new Set(all.map(({ one }) => one.id));
    const named = JSON.stringify(all.map(({ one: { id: _id, ...rest } }) => rest)).match(/[0-9a-f]{8}-[0-9a-f-]{27}/g);
    expect((named ?? []).filter((id) => !ids.has(id))).toEqual([]);
  });
});
