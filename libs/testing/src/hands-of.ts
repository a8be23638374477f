import { v7 as uuid } from 'uuid';
import { operatingHoursKind } from '#contracts';
import type { Line } from './a-line.ts';
import type { Service } from './a-service.ts';
import { anEvent } from './samples.ts';

/** Where routing shows its work items. */
const work = '/api/routing/work-items';

/** What tests do with work of a line that lena, diego and noor serve; `of` answers the line and its service as they are then. */
export function handsOf(of: () => { readonly service: Service; readonly line: Line }) {
  const become = (presence: string, names: readonly string[]) =>
    Promise.all(names.map((name) => of().service.put('/api/routing/agents/me/presence', { presence }, { as: name })));
  const offline = (...names: string[]) => become('away', names);
  const available = (...names: string[]) => become('available', names);
  return {
    work,
    offline,
    available,
    post: (path: string, as: string, body?: object) =>
      of().service.post(`${work}/${path}`, { as, ...(body && { body }) }),
    /** lena has a conversation; answers its item. */
    async lenas(): Promise<{ id: string; conversationId: string }> {
      const { line } = of();
      await offline('diego', 'noor');
      await line.customersWrite(1);
      await line.assign();
      await line.accept('lena', (await line.offerTo('lena')).id);
      await available('diego', 'noor');
      return (await line.items('assigned'))[0]!;
    },
    /** One that waits, because nobody is there for it. */
    async waiting(): Promise<{ id: string; conversationId: string }> {
      const { line } = of();
      await offline('lena', 'diego', 'noor');
      await line.customersWrite(1);
      await line.assign();
      return (await line.items('waiting'))[0]!;
    },
    /** Everything of a type that was said. */
    async facts(type: string) {
      const { service } = of();
      await service.turn('outbox');
      return service.said(type).map(({ data }) => data as Record<string, unknown>);
    },
    /** A queue that noor alone serves. */
    async anotherQueue(): Promise<string> {
      const { service, line } = of();
      const id = uuid();
      const queue = { slug: 'returns', name: 'Returns', memberIds: [line.idOf('noor')] };
      await service.put(`/api/routing/queues/${id}`, queue, { as: 'dana' });
      return id;
    },
    /** Operating hours in which nothing is open. */
    async neverOpen(): Promise<string> {
      const id = uuid();
      const about = { slug: 'never', name: 'Never', description: '', timeZone: 'Europe/Berlin' };
      const never = anEvent(operatingHoursKind.changed, { id, version: 1, ...about, shifts: [], holidays: [] });
      await of().service.hear(never);
      return id;
    },
  };
}
