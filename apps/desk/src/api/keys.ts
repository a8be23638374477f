/** Where set-up lies in the cache. What the stream keeps up to date has its keys in `live/live.ts`. */
export const keys = {
  accounts: ['set-up', 'accounts'],
  channels: ['set-up', 'channels'],
  workstreams: ['set-up', 'workstreams'],
  definitions: (kind: string) => ['set-up', 'definitions', kind],
  distribution: (workstreamId: string) => ['set-up', 'distribution', workstreamId],
  rules: (kind: string, of: string) => ['set-up', 'rules', kind, of],
  queue: (id: string) => ['set-up', 'queue', id],
  agentSettings: ['set-up', 'agent-settings'],
  assignment: ['set-up', 'assignment-settings'],
} as const;
