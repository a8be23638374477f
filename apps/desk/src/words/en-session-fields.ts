/** What the settings of notification, session and tab templates, and of closing sessions, are called; of `en-fields.ts`. */
export const sessionFieldWords = {
  confirmSessionClose: {
    name: 'Asking before a session is closed',
    hint: 'When an agent presses its X, by the state of the conversation.',
  },
  'confirmSessionClose.open': { name: 'Ask while it is open' },
  'confirmSessionClose.active': { name: 'Ask while it is active' },
  'confirmSessionClose.wrapUp': { name: 'Ask in wrap-up' },
  uniqueName: { name: 'Name for scripts' },
  applyTitleToAnchorTab: { name: 'Title also on the first tab' },
  communicationPanel: {
    name: 'Conversation panel',
    hint: 'Minimized or hidden, the tabs have the room at first; agents bring the texts back with a button or F2.',
  },
  anchorTabId: { name: 'First tab', hint: 'In front when the session opens, and cannot be closed.' },
  additionalTabIds: { name: 'More tabs', hint: 'Open at the start. Agents may close them and open them again.' },
  showTimeout: { name: 'Show the countdown' },
  countdownSeconds: { name: 'Seconds to accept' },
  autoAssign: {
    name: 'Assign without asking',
    hint: 'The agent cannot decline. Theirs when the countdown ends, or at once where none is shown.',
  },
  autoAccept: { name: 'Accept by itself', hint: 'Its session opens, too. Only where it is assigned without asking.' },
  'notification-template.name': { hint: 'Agents do not see it.' },
  'notification-template.title': {
    hint: 'What agents read first. May hold {customerName}, {caseTitle}, {visitorLanguage} and their like.',
  },
  'notification-template.icon': { hint: 'Desktop notices show no SVG.' },
  'notification-template.value': {
    hint: 'Such as {caseTitle}, {anchor.Order} or {$odata.customer.tier}. Of which nothing is known, the line is left out.',
  },
  acceptLabel: { name: 'Words on Accept' },
  showReject: { name: 'Show Decline' },
  rejectLabel: { name: 'Words on Decline' },
  desktopNotifications: { name: 'Desktop notices', hint: 'The countdown is not shown there.' },
  'session-template.title': {
    hint: 'What the session is called: {customerName}, {caseTitle}. Where nothing is known, the customer’s name or number.',
  },
  'application-tab.title': { hint: 'May hold {customerName}, {caseTitle} and their like. Empty: the name above.' },
  'application-tab.address': {
    name: 'Address',
    hint: 'Begins with https:// and a host. {customerRecordId}, {caseId} and their like may follow; what is filled in is encoded.',
  },
  'application-tab.query': { name: 'Looks for', hint: 'At first, such as {customerName}. Empty: nothing yet.' },
  'application-tab.recordId': {
    name: 'Which one',
    hint: '{customerRecordId}, {caseId}: whoever or whatever is linked.',
  },
} as const;
