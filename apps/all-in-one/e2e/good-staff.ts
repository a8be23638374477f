import { v7 as uuid } from 'uuid';
import { staffKinds } from '#contracts';

const named = { slug: 'other', name: 'Other', description: 'Another one' };
const fields: Record<string, object> = {
  'rating-model': { values: [{ value: 1, label: 'Good' }] },
  'skill-type': {},
  skill: { typeId: uuid(), ratingModelId: uuid() },
  'capacity-profile': { workItemLimit: 3, reset: 'immediate', blocking: true },
  presence: { text: 'At lunch', base: 'away' },
};
const doorOf = (path: string) => `/api/routing/${path}/{id}`;

/** Requests that the doors of agents, and of what is defined of them, would take, had they all that they name. */
export const goodStaff: Record<string, () => object> = {
  ...Object.fromEntries(
    staffKinds.flatMap(({ kind, path }) => [
      [`PUT ${doorOf(path)}`, () => ({ ...named, ...fields[kind] })],
      [`POST ${doorOf(path)}/restore`, () => ({ version: 1 })],
    ]),
  ),
  'PUT /api/routing/assignment-settings': () => ({
    preferredAgents: { enabled: true, ifUnavailable: 'wait' },
    declinesAllowed: 5,
    agentsChangeSkills: true,
    missedChangesPresence: true,
    rejectChangesPresence: true,
    consult: { blockCapacity: true, toQueue: true, searchSeconds: 30 },
    targets: {
      transferQueues: {
        enabled: true,
        conditions: { combinator: 'and', rules: [{ field: 'target.id', operator: '!=', value: '{queue.queueid}' }] },
      },
    },
  }),
  'POST /api/routing/assignment-settings/restore': () => ({ version: 1 }),
  'PUT /api/routing/agent-settings/{id}': () => ({
    name: 'Lena Marsh',
    firstName: 'Lena',
    lastName: 'Marsh',
    nickname: 'Lea',
    locale: 'en-US',
    capacityUnits: 6,
    profiles: [{ profileId: uuid(), limit: 3 }],
    skills: [{ skillId: uuid(), rating: 1, active: true }],
    queueIds: [uuid()],
    presenceIds: [uuid()],
    defaultPresence: { presence: 'away', presenceId: uuid() },
    operatingHoursId: uuid(),
  }),
  'POST /api/routing/agent-settings/{id}/restore': () => ({ version: 1 }),
  'PUT /api/routing/agents/{id}/presence': () => ({ presence: 'away', presenceId: uuid() }),
  'PUT /api/routing/jobs/{id}': () => ({ action: 'edit-agents', agentIds: [uuid()], edit: { capacityUnits: 6 } }),
  'POST /api/routing/work-items/{id}/transfer': () => ({ agentId: uuid() }),
  'POST /api/routing/work-items/{id}/assign': () => ({ agentId: uuid() }),
  'PUT /api/routing/work-items/{id}/skills': () => ({ skills: [{ skillId: uuid(), rating: 1 }] }),
  'POST /api/routing/work-items/{id}/consult': () => ({ agentId: uuid() }),
  'PUT /api/routing/agents/me/views': () => ({
    views: [{ id: uuid(), name: 'Unread', read: 'unread', line: uuid(), find: 'lamp', sort: 'latest' }],
  }),
  'PUT /api/routing/people/me/preferences': () => ({
    sounds: { offer: { soundId: uuid(), volume: 30 } },
    notices: 'always',
    theme: 'dark',
    language: 'en-GB',
    undoSend: 5,
    keys: { 'offer.accept': 'F9' },
  }),
  'POST /api/routing/agents/me/leave': () => ({ deskId: uuid(), signOut: true }),
};

/** Definitions are created under an id of the caller's. */
export const isStaffDoor = (path: string): boolean => staffKinds.some((kind) => path === doorOf(kind.path));
