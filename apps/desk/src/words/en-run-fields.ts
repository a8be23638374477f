import type { FieldWords } from './en-fields.ts';

/** What is set of a run that writes to customers who did not write first. */
export const runFieldWords: Readonly<Record<string, FieldWords>> = {
  configurationId: { name: 'Outbound configuration', hint: 'Says the number and the words.' },
  'outbound-run.beginsAt': { name: 'Begins', hint: 'Empty: now.' },
  'outbound-run.endsAt': { name: 'Ends', hint: 'Empty: after 24 hours. Who was not written to by then is not.' },
  'outbound-run.priority': { name: 'Priority', hint: 'Of texts that wait to leave, more urgent ones go first.' },
  'outbound-run.attempts': { name: 'Attempts', hint: 'How often a text that was not delivered is sent altogether.' },
  reattemptAfterMinutes: { name: 'Minutes between attempts' },
  keepContextDays: { name: 'Days an answer knows what it answers to' },
  firstResponseMinutes: {
    name: 'Time instead of these days',
    hint: 'From the delivery on. Empty: as the organisation says, else as the days say.',
  },
  textsPerMinute: { name: 'Texts a minute', hint: 'So that agents can keep up. Empty: as fast as the number sends.' },
  'outbound-run.workstreamId': {
    name: 'Outbound workstream',
    hint: 'Whose conversations the answers are. Empty: as any text to the number.',
  },
  'outbound-run.queueId': { name: 'Queue of the answers', hint: 'Empty: as the rules of the workstream say.' },
  'outbound-run.fallbackQueueId': { name: 'Queue instead', hint: 'Where that one overflows or is gone.' },
  'outbound-run.skills': { name: 'Skills of who answers', hint: 'Besides those that the rules ask for.' },
  'outbound-run.order': { name: 'Order' },
  'outbound-run.throttle': {
    name: 'Slow down',
    hint: 'While agents cannot keep up. It needs a number of texts a minute.',
  },
  'outbound-run.when': { name: 'While' },
  'outbound-run.above': { name: 'Is more than' },
  'outbound-run.reduceBy': { name: 'Percent less' },
};
