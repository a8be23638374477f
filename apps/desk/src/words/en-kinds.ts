/** What a kind of definition is for, and what one of it is called. */
export interface KindWords {
  readonly one: string;
  readonly new: string;
  /** Below the title of its list. */
  readonly what: string;
  readonly none: string;
}

export const kindWords: Readonly<Record<string, KindWords>> = {
  bot: {
    one: 'Bot',
    new: 'New bot',
    what: 'Answers customers before an agent does, and hands over.',
    none: 'No bots yet',
  },
  assist: {
    one: 'Smart assist',
    new: 'New smart assist',
    what: 'Shows agents cards with what may help, beside the conversation.',
    none: 'No smart assists yet',
  },
  'skill-finder': {
    one: 'Skill finder',
    new: 'New skill finder',
    what: 'Models that say what skills a conversation needs, before it is queued.',
    none: 'No skill finders yet',
  },
  'quick-reply': {
    one: 'Quick reply',
    new: 'New quick reply',
    what: 'Texts that agents often need. They find them by /q and a word or tag.',
    none: 'No quick replies yet',
  },
  survey: {
    one: 'Survey',
    new: 'New survey',
    what: 'What customers are asked once a conversation has ended.',
    none: 'No surveys yet',
  },
  'disposition-code': {
    one: 'Disposition',
    new: 'New disposition',
    what: 'What a conversation came to, as agents say it at its end.',
    none: 'No dispositions yet',
  },
  'context-variable': {
    one: 'Context variable',
    new: 'New context variable',
    what: 'What is known of a conversation beside its texts. Rules and texts may use it.',
    none: 'No context variables yet',
  },
  'outbound-configuration': {
    one: 'Outbound configuration',
    new: 'New outbound configuration',
    what: 'From which channel, and with which words, customers are written to first.',
    none: 'No outbound configurations yet',
  },
  'message-template': {
    one: 'Message template',
    new: 'New message template',
    what: 'Words for writing to customers first, in each of their languages.',
    none: 'No message templates yet',
  },
  'time-out-rule': {
    one: 'Time-out rule',
    new: 'New time-out rule',
    what: 'What is sent or done when one side has been silent for so long.',
    none: 'No time-out rules yet',
  },
  skill: {
    one: 'Skill',
    new: 'New skill',
    what: 'What agents can do, such as a language. Rules say what a conversation needs.',
    none: 'No skills yet',
  },
  'skill-type': {
    one: 'Skill type',
    new: 'New skill type',
    what: 'Groups of skills, such as languages or products.',
    none: 'No skill types yet',
  },
  'rating-model': {
    one: 'Rating model',
    new: 'New rating model',
    what: 'How well agents can do something, in steps with names.',
    none: 'No rating models yet',
  },
  'capacity-profile': {
    one: 'Capacity profile',
    new: 'New capacity profile',
    what: 'How many conversations of one sort an agent may have at once.',
    none: 'No capacity profiles yet',
  },
  presence: {
    one: 'Presence',
    new: 'New presence',
    what: 'What agents can say of themselves. Your own stand for one of the built-in ones.',
    none: 'No presences yet',
  },
  'operating-hours': {
    one: 'Operating hours',
    new: 'New operating hours',
    what: 'When somebody is there: for channels and queues, with holidays and exceptions.',
    none: 'No operating hours yet',
  },
  'session-template': {
    one: 'Session template',
    new: 'New session template',
    what: 'What opens beside a conversation when an agent accepts it.',
    none: 'No session templates yet',
  },
  'application-tab': {
    one: 'Tab template',
    new: 'New tab template',
    what: 'Pages that session templates open: a record, a search, or one of another system.',
    none: 'No tab templates yet',
  },
  'notification-template': {
    one: 'Agent notification',
    new: 'New agent notification',
    what: 'How work is offered: its title, what is shown of the customer, and for how long.',
    none: 'No agent notifications yet',
  },
  sound: {
    one: 'Sound',
    new: 'New sound',
    what: 'What agents hear when work is offered or a customer writes.',
    none: 'No sounds yet',
  },
  'consent-mode': {
    one: 'Consent of a channel',
    new: 'New consent of a channel',
    what: 'Who answers STOP, START and HELP, which words say the same, and whether customers have to agree before they are texted.',
    none: 'Every channel leaves the answers to its provider',
  },
  'consent-text': {
    one: 'Answer to a keyword',
    new: 'New answer to a keyword',
    what: 'What customers get who write STOP, START or HELP, where Parley answers.',
    none: 'No answers of your own yet',
  },
  'masking-rule': {
    one: 'Masking rule',
    new: 'New masking rule',
    what: 'What is hidden in texts before anybody reads them, such as numbers of cards.',
    none: 'No masking rules yet',
  },
};
