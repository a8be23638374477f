import { Database, Loops } from '#event-bus';
import { aDatabase } from '#testing';
import { conversationsSchema } from '../schema.ts';
import { errands } from '../storage/errands.ts';
import { type ErrandContract, ErrandLanes } from './errand-lanes.ts';

let database: Database;
beforeEach(async () => {
  database = await Database.open(await aDatabase(conversationsSchema), conversationsSchema);
});
afterEach(() => database.close());

type Contract = ErrandContract<string, string>;

/** Errands of which nothing fails but what a test says. */
const lanes = (more: Partial<Contract>) => {
  const asked: string[] = [];
  const recorded: string[] = [];
  const loops = new Loops();
  const ours = new ErrandLanes<string, string>(database, loops, {
    kind: 'sample',
    lanes: 4,
    leaseMs: 60_000,
    prepare: async (_tx, subjects) => new Map(subjects.map((subject) => [subject, subject])),
    ask: async (request) => {
      asked.push(request);
      return request;
    },
    record: async (_tx, subject) => void recorded.push(subject),
    failed: async () => null,
    ...more,
  });
  /** All that is due now. */
  const turn = async () => {
    await loops.get('errands.sample')!.drain();
    await ours.settled();
  };
  return { asked, recorded, turn };
};
const plan = (...subjects: string[]) => database.transact((tx) => errands(tx).add('sample', subjects));
const rows = (): Promise<{ subject: string; failures: number; due_at: Date | null }[]> =>
  database.read((db) => db.query(`SELECT subject, failures, due_at FROM errand ORDER BY subject`));
const hasten = () => database.read((db) => db.query(`UPDATE errand SET due_at = now() WHERE due_at IS NOT NULL`));
/** Until nothing is due any more, however long it waits. */
const allAttempts = async (turn: () => Promise<void>) => {
  for (let n = 0; n < 20; n += 1) {
    await hasten();
    await turn();
  }
};

describe('an errand that cannot be prepared', () => {
  const prepare: Contract['prepare'] = async (_tx, subjects) => {
    if (subjects.includes('ill')) throw new Error('cannot be read');
    return new Map(subjects.map((subject) => [subject, subject]));
  };

  it('holds up no other of its kind', async () => {
    const { recorded, turn } = lanes({ prepare });
    await plan('a', 'ill', 'z');
    await turn();
    expect(recorded.toSorted()).toEqual(['a', 'z']);
    const [ill, ...others] = await rows();
    expect(others).toEqual([]);
    expect(ill).toMatchObject({ subject: 'ill', failures: 1 });
    expect(ill!.due_at!.getTime()).toBeGreaterThan(database.now().getTime());
  });

  it('is given up after the last attempt, and begun again when there is more to ask', async () => {
    let isWell = false;
    const { recorded, turn } = lanes({
      prepare: (tx, all) => (isWell ? Promise.resolve(new Map([['ill', '']])) : prepare(tx, all)),
    });
    await plan('ill');
    await allAttempts(turn);
    expect(await rows()).toMatchObject([{ subject: 'ill', failures: 6, due_at: null }]);
    isWell = true;
    await plan('ill');
    await turn();
    await turn();
    expect(recorded).toContain('ill');
    expect(await rows()).toEqual([]);
  });
});

describe('an errand whose failure cannot be written down', () => {
  it('is not asked for ever', async () => {
    const { asked, turn } = lanes({
      ask: async (request) => {
        asked.push(request);
        throw new Error('says no');
      },
      failed: async () => {
        throw new Error('is broken');
      },
    });
    await plan('ill');
    await allAttempts(turn);
    expect(asked).toHaveLength(6);
    expect(await rows()).toMatchObject([{ subject: 'ill', failures: 6, due_at: null }]);
  });
});
