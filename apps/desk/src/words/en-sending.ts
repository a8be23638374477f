/** The words of how texts leave. */
export const sendingWords = {
  title: 'Sending',
  settings: 'Characters and price',
  groups: 'Sender groups',
  groupsText: 'Senders that share one pace: a campaign, or the numbers of a Messaging Service.',
  newGroup: 'New sender group',
  group: 'Sender group',
  name: 'Group',
  senders: 'Senders',
  pace: 'Segments a second',
  none: 'No groups yet',
  noneText: 'A sender without a group has the usual pace of its kind.',
  remove: 'Remove',
  removeTitle: (name: string) => `Remove ${name}?`,
  removeText: 'Its senders have the usual pace of their kind again.',
  removed: 'Removed.',
} as const;
