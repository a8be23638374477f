/** The words of what a supervisor changes of an agent. They arrive with it. */
export const agentChangeWords = {
  title: (name: string) => name,
  presence: 'Presence',
  presenceText: 'It holds as if the agent had chosen it. One who is not there finds it on a quick return.',
  reset: 'Reset presence',
  queues: 'Queues',
  queuesText: 'Work of these is offered to the agent. What they have in work stays.',
  save: 'Save',
  cancel: 'Cancel',
  saved: 'Saved.',
  failed: 'This agent',
  noQueue: 'No queue like this.',
} as const;
