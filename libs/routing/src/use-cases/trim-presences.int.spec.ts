import { aClock, aLine, aService, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';
import { presencesKeptDays, trimPresences } from './trim-presences.ts';

let service: Service;
let line: Line;
let clock: ReturnType<typeof aClock>;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  clock = aClock(service);
  line = await aLine(service, { agents: ['lena', 'diego'] });
  await query(`DELETE FROM presence_span`);
});
afterEach(() => service.stop());

const query = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  service.database.dataSource.query(sql, values);
const daysAgo = (days: number) => new Date(clock.now().getTime() - days * 86_400_000);
const was = (name: string, presence: string, days: number) =>
  query(`INSERT INTO presence_span VALUES ($1, $2, $3)`, [line.idOf(name), daysAgo(days), presence]);
const kept = async (name: string) =>
  (
    await query<{ presence: string }>(`SELECT presence FROM presence_span WHERE agent_id = $1 ORDER BY began_at`, [
      line.idOf(name),
    ])
  ).map(({ presence }) => presence);

describe('what agents were', () => {
  it('is forgotten after thirteen months, but for what they were at the beginning of these', async () => {
    await was('lena', 'busy', presencesKeptDays + 300);
    await was('lena', 'away', presencesKeptDays + 200);
    await was('lena', 'available', presencesKeptDays + 100);
    await was('lena', 'offline', presencesKeptDays - 1);
    await was('diego', 'available', presencesKeptDays + 500);
    expect(await service.database.transact((tx) => trimPresences(tx))).toBe(false);
    expect([await kept('lena'), await kept('diego')]).toEqual([['available', 'offline'], ['available']]);
    const from = daysAgo(presencesKeptDays).toISOString();
    const { body } = await service.get(`/api/routing/reports/presences?from=${from}&to=${daysAgo(399).toISOString()}`, {
      as: 'sofia',
    });
    expect(body.items).toMatchObject([
      { agentName: 'Diego Kessler', seconds: 86_400 },
      { agentName: 'Lena Marsh', seconds: 86_400, presences: [{ presence: 'available' }] },
    ]);
  });

  it('goes some at a time, until nothing is left to forget', async () => {
    for (const days of [1, 2, 3, 4]) await was('lena', 'busy', presencesKeptDays + days);
    expect(await service.database.transact((tx) => trimPresences(tx, 2))).toBe(true);
    expect(await service.database.transact((tx) => trimPresences(tx, 2))).toBe(false);
    expect(await kept('lena')).toHaveLength(1);
  });
});
