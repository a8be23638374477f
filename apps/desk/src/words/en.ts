import type { ConversationStatus, OfferView, Presence, Role } from '#contracts';
import { figure, plural } from './plural.ts';

/** The numbered sentences of the desk: each refusal, each wait and each loss has exactly one. The number is that of the design table. */
export const messages = {
  notice: (name: string, text: string) => `${name} to agents: ${text}`,
  webhookOff: (name: string, why: string) => `${name} is told nothing any more: ${why}.`,
  /** 1, read aloud */
  newOffer: (name: string, queue: string, seconds: number) =>
    `New conversation: ${name}, ${queue}. ${figure(seconds)} ${plural(seconds, 'second', 'seconds')} to accept.`,
  /** 2 */
  offerEnded: (name: string, why: string) => `The offer from ${name} ended: ${why}.`,
  /** 3 */
  missed: 'You missed an offer, so you are Inactive and get no new ones.',
  /** 4 */
  declined: 'You declined, so you are on Do not disturb.',
  /** 9, when one more would have come */
  sessionsFull: (open: number) =>
    `You have ${figure(open)} ${plural(open, 'session', 'sessions')} open, so you are on Do not disturb. Close one to take another.`,
  resetPresence: 'Reset presence',
  silenced: 'The browser keeps sounds off.',
  turnSoundOn: 'Turn on sound',
  /** 7 */
  ending: (seconds: number) => `Ending in ${figure(seconds)} s.`,
  undo: 'Undo',
  /** 8 */
  chooseReason: 'Choose a reason before you close.',
  /** 13 */
  optedOut: 'Not sent. The customer opted out at the carrier; we have recorded it.',
  /** 14 */
  notYet: (until: string) => `Not delivered yet. The phone is off or out of reach. We try again until ${until}.`,
  /** The same once no further attempt follows. */
  unreachable: 'Not delivered. The phone is off or out of reach.',
  /** 15 */
  badNumber: 'Not delivered. This number does not exist or cannot get texts.',
  /** 16 */
  landline: 'Not delivered. This is a landline or its carrier takes no texts. Call instead.',
  /** 17 */
  blocked: 'Not delivered. The customer or the carrier blocks our number.',
  /** 18 */
  filtered: 'Not delivered. The carrier filtered this text as unwanted. Shortened links are the usual reason.',
  editAndSendAgain: 'Edit and send again',
  /** 19 */
  registration: 'Not delivered. Our number is not registered with the carriers yet. Your administrator has been told.',
  /** 20 */
  sender: (line: string) =>
    `Not sent. ${line} cannot text this destination at the moment. Your administrator has been told.`,
  /** 21 */
  queuedFor: (wait: string) => `Queued, about ${wait}.`,
  cappedUntil: (time: string) => `Queued: today’s carrier limit is used up. Goes out at ${time}.`,
  /** The same before a time is known. */
  busy: 'Queued. The carrier is busy; it goes out as soon as there is room.',
  capped: 'Queued: today’s carrier limit is used up.',
  /** 22 */
  media: 'The file could not be sent as a picture message.',
  asLinks: 'The file could not be sent as a picture message, so the customer gets a link to it.',
  sendAsLinks: 'Send it as a link',
  /** 23 */
  unknown: 'We don’t know whether this arrived. Sending again may deliver it twice.',
  sendAgainAnyway: 'Send again anyway',
  notDelivered: 'Not delivered.',
  calledBack: 'Not sent. Its run was held up or ended.',
  notSent: 'Not sent.',
  tooLong: 'Not sent. A text has at most 6,400 characters.',
  /** 25 */
  offline: (texts: number) =>
    texts === 0
      ? 'You are offline. Keep writing: texts wait and go out in order when you are back.'
      : `You are offline. Keep writing: ${figure(texts)} ${plural(texts, 'text waits and goes', 'texts wait and go')} out ${texts === 1 ? '' : 'in order '}when you are back.`,
  /** 26 */
  signInEnded: 'Your sign-in has ended. Everything you typed is kept.',
  signIn: 'Sign in',
  /** 27 */
  notAllowed: (page: string) => `You can’t open ${page}.`,
  whoHelps: 'An administrator can give you access.',
  namedHelp: (name: string, others: number) =>
    others === 0
      ? `${name} can give you access.`
      : `${name} and ${figure(others)} ${plural(others, 'other', 'others')} can give you access.`,
  /** 28 */
  loadFailed: (what: string) => `${what} could not be loaded.`,
  tryAgain: 'Try again',
  reference: (id: string) => `Reference ${id}`,
} as const;

export const words = {
  product: 'Parley',
  status: {
    open: 'Open',
    active: 'Active',
    waiting: 'Waiting',
    'wrap-up': 'Wrap-up',
    closed: 'Closed',
  } satisfies Record<ConversationStatus, string>,
  presence: {
    available: 'Available',
    busy: 'Busy',
    'do-not-disturb': 'Do not disturb',
    away: 'Appear away',
    offline: 'Offline',
    inactive: 'Inactive',
  } satisfies Record<Presence, string>,
  role: { administrator: 'Administrator', supervisor: 'Supervisor', agent: 'Agent' } satisfies Record<Role, string>,
  pages: {
    work: 'Work',
    home: 'Home',
    live: 'Live',
    explain: 'Why it went there',
    admin: 'Administration',
    offers: 'Offers',
    me: 'Me',
    signIn: 'Sign in',
    signedOut: 'Signed out',
  },
  regions: {
    rail: 'Pages',
    top: 'Sessions and status',
    list: 'Your conversations',
    thread: 'Conversation',
    composer: 'Answer',
    context: 'Customer',
    main: 'Page',
    notices: 'Notices',
  },
  common: {
    forgotten: 'Forgotten customer',
    close: 'Close',
    cancel: 'Cancel',
    back: 'Back',
    to: 'to',
    copy: 'Copy',
    copied: 'Copied',
    more: 'More',
    loading: 'Loading',
    none: 'none',
    nothing: '–',
    of: (part: number, whole: number) => `${figure(part)} of ${figure(whole)}`,
    number: figure,
    showAll: 'Show all',
    opensInNewTab: 'opens in a new tab',
    notFound: 'There is nothing at this address.',
    toStart: 'Go to the start',
    toPage: 'To the page',
    thisPage: 'This page',
    notDone: 'That did not work: the server did not answer. Try again.',
    newer: 'A newer version of Parley is here.',
    reload: 'Reload',
  },
  time: {
    yesterday: 'Yesterday',
    today: 'Today',
    ago: (minutes: number) => (minutes < 1 ? 'just now' : `${figure(minutes)} min`),
    /** How long something presumably takes: `20 seconds`, `2 minutes`, `3 hours`. */
    about: (seconds: number) => {
      if (seconds < 55) return `${figure(Math.ceil(seconds / 10) * 10)} seconds`;
      const minutes = Math.round(seconds / 60);
      if (minutes < 60) return `${figure(minutes)} ${plural(minutes, 'minute', 'minutes')}`;
      const hours = Math.round(minutes / 60);
      return `${figure(hours)} ${plural(hours, 'hour', 'hours')}`;
    },
    hours: (hours: number, minutes: number) =>
      minutes === 0 ? `${figure(hours)} h` : `${figure(hours)} h ${figure(minutes)} min`,
    days: (days: number) => `${figure(days)} ${plural(days, 'day', 'days')}`,
  },
  connection: {
    live: 'Up to date',
    liveHint: 'updated as it happens',
    connecting: 'Connecting',
    reconnecting: 'Reconnecting',
    offline: 'Offline',
    waiting: (texts: number) => `${figure(texts)} ${plural(texts, 'text waits', 'texts wait')} to go out`,
  },
  person: {
    menu: (name: string) => `You: ${name}`,
    you: 'You',
    theme: 'Appearance',
    system: 'As the system',
    light: 'Light',
    dark: 'Dark',
    sound: 'Sound for offers',
    on: 'On',
    off: 'Off',
    settings: 'Your settings',
    keys: 'Keyboard',
    signOut: 'Sign out',
  },
  presenceMenu: {
    label: (presence: string) => `Presence: ${presence}`,
    setByYou: (since: string) => `Set by you, ${since}`,
    setBySystem: (since: string) => `Set by the system, ${since}`,
    setBySupervisor: (since: string) => `Set by a supervisor, ${since}`,
    failed: 'Your presence could not be changed.',
  },
  capacity: {
    label: (used: number, total: number) =>
      `${figure(used)} of ${figure(total)} ${plural(total, 'unit', 'units')} of capacity used`,
  },
  sessions: {
    label: 'Sessions',
    tab: (name: string, unread: number, failed = 0, isUpset = false) =>
      [
        name,
        ...(isUpset ? ['upset'] : []),
        ...(unread === 0 ? [] : [`${figure(unread)} unread ${plural(unread, 'text', 'texts')}`]),
        ...(failed === 0 ? [] : [`${figure(failed)} ${plural(failed, 'text', 'texts')} to check`]),
      ].join(', '),
    close: (name: string) => `Close ${name}`,
    others: (count: number) => `+${figure(count)}`,
    othersLabel: (count: number, unread: number, failed: number) =>
      words.sessions.tab(`+${figure(count)} more ${plural(count, 'session', 'sessions')}`, unread, failed),
    end: 'End',
    endHint: 'Ends the conversation. You then have time to wrap up.',
    closedNow: 'Closed.',
    movedToWaiting: 'Moved to Waiting.',
  },
  offer: {
    region: 'Offers to you',
    from: (name: string) => `Offer: ${name}`,
    accept: 'Accept',
    open: 'Open',
    decline: 'Decline',
    declining: 'You decline this offer. It goes on to somebody else.',
    customer: 'Customer',
    number: 'Number',
    queue: 'Queue',
    why: 'Why you',
    note: 'Note',
    waited: 'Waited',
    left: (text: string) => `${text} left to accept`,
    ended: {
      offered: '',
      accepted: 'it is yours',
      rejected: 'you declined it',
      'timed-out': 'the time ran out',
      withdrawn: 'it was taken back',
      lost: 'the connection was lost',
    } satisfies Record<OfferView['state'], string>,
    withdrawn: (because: 'taken' | 'over', by: string | null) =>
      because === 'over' ? 'the conversation is over' : by === null ? 'somebody else has it' : `it went to ${by}`,
    secondsLeft: (seconds: number) => `${figure(seconds)} ${plural(seconds, 'second', 'seconds')} to accept.`,
  },
  signIn: {
    starting: 'Signing you in',
    failed: 'The sign-in did not work.',
    noIssuer: 'The sign-in page cannot be reached.',
    noRole: 'You are signed in, but have no role here yet.',
    signedOut: 'You are signed out.',
    again: 'Sign in again',
    done: 'You are signed in. This window can be closed.',
  },
  palette: {
    title: 'Search or command',
  },
  commands: {
    title: 'Keyboard',
    groups: { offers: 'Offers', sessions: 'Sessions', everywhere: 'Everywhere' },
    accept: 'Accept the offer on top',
    decline: 'Decline the offer on top',
    previousSession: 'Previous session',
    nextSession: 'Next session',
    previousUnread: 'Previous unread session',
    nextUnread: 'Next unread session',
    composer: 'To the text you write',
    presence: 'Change your presence',
    nextRegion: 'Next region of the page',
    previousRegion: 'Previous region of the page',
    keys: 'Show these keys',
    home: 'Home',
    end: 'End the conversation',
    close: 'Close the session without ending, or after wrap-up',
    transfer: 'Hand the conversation over',
    consult: 'Ask a colleague for advice',
    suggestion: 'Take the newest suggestion into the text',
    newText: 'Write to a customer first',
    template: 'Templates, with words of their names behind it',
    note: 'Write a note that the customer never sees',
    report: 'Report the number',
    disposition: 'Say what the conversation came to',
    palette: 'Search or command',
    me: 'Your settings and quick replies',
    live: 'Live: what is going on',
    admin: 'Administration',
    quickReply: 'Quick replies, with words or #tags behind it',
    send: 'Send the text',
    newLine: 'New line',
    takeUp: 'Take back the text that waits, or take up the last one that was not sent (in an empty field)',
    back: 'Close what is on top, then back to the text you write',
  },
} as const;
