import { Database } from '#event-bus';
import { aDatabase } from '#testing';
import { routingSchema } from '../schema.ts';
import { linesSql } from './lines.ts';

it('the lines that somebody waits in are found by keys, also by a plan that was made while nothing waited', async () => {
  const database = await Database.open(await aDatabase(routingSchema), routingSchema);
  const plan: { 'QUERY PLAN': string }[] = await database.dataSource.query(`EXPLAIN ${linesSql}`);
  const read = plan.map((line) => line['QUERY PLAN']).filter((line) => line.includes('on work_item'));
  expect(read.length).toBeGreaterThanOrEqual(3);
  expect(read.filter((line) => !/Index (Only )?Scan/.test(line))).toEqual([]);
  await database.dataSource.destroy();
});
