import { figure, plural } from './plural.ts';

/** The words of what an agent looks at of a list, and of views that are kept. They arrive with it. */
export const listWords = {
  all: 'All conversations',
  show: 'Show',
  sorts: { waiting: 'Waiting longest', latest: 'Latest text', oldest: 'Oldest text', customer: 'Number' },
  find: 'Find in this list',
  reads: { unread: 'Unread', read: 'Read' },
  line: 'Line',
  queue: 'Queue',
  yourViews: 'Your views',
  keepView: 'Keep as a view',
  keepViewText: 'It is there at every desk of yours.',
  viewName: 'Name',
  keep: 'Keep',
  viewKept: 'The view is kept.',
  removeView: (name: string) => `Remove the view ${name}`,
  viewGone: 'The view is gone.',
  allCases: 'All cases',
  caseOrders: { newest: 'Newest', oldest: 'Oldest', customer: 'Number' },
  cases: 'Your cases',
  conversations: (count: number) => `${figure(count)} ${plural(count, 'conversation', 'conversations')}`,
  moreCases: 'Show more',
  noCases: 'No cases yet',
  noCasesText: 'Active cases that your conversations are about show up here. You link a case beside a conversation.',
} as const;

/** The words of what waits in queues, to be picked. */
export const openWords = {
  what: 'The open conversations',
  sorts: { age: 'Waiting longest', customer: 'Number', workstream: 'Workstream', mode: 'Push or pick' },
  assign: 'Assign to me',
  assigning: 'Assigning…',
  assignLabel: (name: string) => `Assign to me: ${name}`,
  gone: 'Taken',
  tidy: 'Remove those taken',
  more: 'Show more',
  none: 'Nobody is waiting',
  noneText: 'What waits in your queues shows up here, and you can take it.',
  fullTitle: 'Take one more?',
  full: (used: number, total: number) =>
    `You are at ${figure(used)} of ${figure(total)}: this is more than you have room for.`,
  take: 'Take it',
} as const;
