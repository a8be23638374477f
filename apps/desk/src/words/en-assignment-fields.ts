/** What the settings of assignment are called; of `en-fields.ts`. */
export const assignmentFieldWords = {
  preferredAgents: { name: 'Preferred agents', hint: 'Those whom the customer’s record names.' },
  ifUnavailable: { name: 'When none of them is there' },
  'assignment-settings.declinesAllowed': {
    name: 'Declines before it is not offered again',
    hint: 'To the same agent. A missed offer is one, too. A workstream may say otherwise.',
  },
  missedChangesPresence: { name: 'A missed offer makes inactive', hint: 'Until the agent says otherwise.' },
  rejectChangesPresence: { name: 'A declined offer sets Do not disturb', hint: 'Until the agent says otherwise.' },
  agentsChangeSkills: {
    name: 'Agents may change needed skills',
    hint: 'Of conversations that they have, or that wait in their queues. Supervisors always may.',
  },
  'assignment-settings.explain': { name: 'Keep who was considered', hint: 'Of each assignment, for who asks why.' },
  consult: { name: 'Advice' },
  'assignment-settings.targets': { name: 'Who is offered' },
  blockCapacity: { name: 'Takes of the capacity of who gives it' },
  toQueue: {
    name: 'A queue may be asked',
    hint: 'Its agents are asked one after the other; advice then always takes of their capacity.',
  },
  searchSeconds: { name: 'Seconds within which somebody of the queue has to agree' },
} as const;
