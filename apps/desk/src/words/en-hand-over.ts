import { figure, plural } from './plural.ts';

/** The words of handing a conversation over, and of asking for advice about it. */
export const handOverWords = {
  hints: {
    transfer: 'A colleague is asked first; until then it stays with you. A queue gets it at once.',
    consult: 'It stays yours. Your colleague reads along, and only you see what they write.',
  },
  find: 'Find a colleague or a queue',
  agents: 'Colleagues',
  queues: 'Queues',
  failed: 'The colleagues and queues',
  failedAdvice: 'What was said about it',
  nobody: 'Nobody can be asked at the moment.',
  noneFound: (search: string) => `Nothing is called “${search}”.`,
  skills: (has: number, needed: number) => `${figure(has)} of ${figure(needed)} ${plural(needed, 'skill', 'skills')}`,
  serves: 'serves its queue',
  room: 'has room',
  full: 'is full',
  over: (units: number) => `${figure(units)} ${plural(units, 'unit', 'units')} beyond their capacity`,
  waiting: (count: number) => (count === 0 ? 'Nobody waits' : `${figure(count)} ${plural(count, 'waits', 'wait')}`),
  closed: 'closed',
  closedUntil: (moment: string) => `closed until ${moment}`,
  /** Message 11. */
  queueClosed: (queue: string, opens: string | null) =>
    opens === null ? `${queue} is closed.` : `${queue} is closed until ${opens}.`,
  to: 'To',
  other: 'Another one',
  note: { transfer: 'Note for who takes it', consult: 'What you want to know' },
  noteHint: 'The customer never sees it.',
  send: {
    transfer: (name: string) => `Hand over to ${name}`,
    consult: (name: string) => `Ask ${name}`,
  },
  moved: (queue: string) => `Moved to ${queue}.`,
  asked: (name: string) => `${name} is asked.`,
  pending: {
    transfer: (name: string, left: string) => `${name} is asked to take this over: ${left} left to answer.`,
    consult: (name: string, left: string) => `${name} is asked for advice: ${left} left to answer.`,
  },
  takeBack: 'Take it back',
  lines: {
    asked: {
      transfer: (name: string, time: string) => `You asked ${name} to take over at ${time}`,
      consult: (name: string, time: string) => `You asked ${name} for advice at ${time}`,
    },
    accepted: {
      transfer: (name: string, time: string) => `${name} took over at ${time}`,
      consult: (name: string, time: string) => `${name} began to give advice at ${time}`,
    },
    /** Message 10. */
    refused: {
      transfer: (name: string, customer: string) => `${name} did not take it. ${customer} stays with you.`,
      consult: (name: string) => `${name} declined to give advice.`,
    },
    missed: {
      transfer: (name: string, customer: string) => `${name} did not answer in time. ${customer} stays with you.`,
      consult: (name: string) => `${name} did not answer in time.`,
    },
    withdrawn: (name: string, time: string) => `${name} is asked no more since ${time}`,
  },
  talk: {
    onlyYou: (names: string) => `Only ${names} and you see this`,
    onlyColleague: 'Only your colleague and you see this',
    write: (names: string) => `Write to ${names}`,
    writeColleague: 'Write to your colleague',
    none: 'Nothing was said yet.',
    send: 'Send privately',
    add: 'Add to conversation',
    addHint: (name: string) => `${name} can write to the customer from then on.`,
    added: (name: string) => `${name} writes to the customer, too`,
    end: (name: string) => `End the advice of ${name}`,
    endShort: 'End',
    endMine: 'End your advice',
    you: 'You',
    said: (name: string) => `${name} said something privately.`,
  },
} as const;
