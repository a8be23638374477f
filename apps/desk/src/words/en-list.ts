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
} as const;
