import { z } from 'zod';
import { pageRequest } from './page.ts';
import { staffKinds } from './staff-definitions.ts';

/**
 * What services keep the history of beside what channel-config defines, by service and by what the history calls it. Settings of a
 * workstream and rules of a queue are of the workstream and of the queue; of what there is only one, the id is none.
 */
export const changeKinds = {
  routing: [
    'queue',
    'custom-assignment',
    'distribution',
    'classification',
    'route-to-queue',
    'assignment-settings',
    'agent',
    ...staffKinds.map(({ kind }) => kind),
  ],
  gateway: ['sender-group', 'sending-settings', 'blocking'],
  conversations: ['webhook', 'life-settings', 'identification', 'directory-source'],
} as const;
export type ServiceOfChanges = keyof typeof changeKinds;

/** `kind`: of this kind alone; left out: everything that the service keeps the history of. */
export const changesRequestOf = (service: ServiceOfChanges) =>
  pageRequest.extend({ kind: z.enum(changeKinds[service]).optional() });
export type ChangesRequest = z.output<ReturnType<typeof changesRequestOf>>;
