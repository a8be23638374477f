import { assignmentFieldWords } from './en-assignment-fields.ts';
import { conversationFieldWords } from './en-conversation-fields.ts';
import { runFieldWords } from './en-run-fields.ts';
import { sessionFieldWords } from './en-session-fields.ts';

/** What a setting is called, and what it means where its name does not say it. By the last part of its path; a longer path wins. */
export interface FieldWords {
  readonly name?: string;
  readonly hint?: string;
}

const fieldWords: Readonly<Record<string, FieldWords>> = {
  ...conversationFieldWords,
  ...runFieldWords,
  timeZone: { name: 'Time zone', hint: 'All times are those of this zone. Clock changes are observed by themselves.' },
  shifts: { name: 'Shifts' },
  // texts
  locale: { name: 'Language' },
  defaultLocale: { name: 'Language otherwise', hint: 'Taken where the customer’s language is not among the texts.' },
  texts: { name: 'Texts, by language' },
  trigger: { name: 'Sent when' },
  level: { name: 'Holds for', hint: 'All numbers of SMS, or one channel, which then has its own text.' },
  channelId: { name: 'Channel' },
  channelKind: { name: 'Kind of channel' },
  tags: { hint: 'Press Enter after each. Agents find replies by /q and a tag.' },
  'quick-reply.workstreamIds': { name: 'Workstreams', hint: 'Empty: offered to every agent.' },
  'disposition-code.workstreamIds': { name: 'Workstreams', hint: 'Empty: offered everywhere.' },
  workstreamIds: { name: 'Workstreams' },
  workstreamId: { name: 'Workstream' },
  active: { name: 'In use' },
  message: { name: 'Text' },
  // context variables
  type: { name: 'Kind' },
  // assistants
  address: { name: 'Address', hint: 'Where it is reached, over https.' },
  'webhook.kinds': { name: 'Is told of' },
  'webhook.active': { name: 'On', hint: 'Off: what happens meanwhile is not told later, either.' },
  protocol: { name: 'Speaks' },
  model: { name: 'Model', hint: 'For OpenAI only.' },
  instructions: { hint: 'What the model is told before the conversation. For OpenAI only.' },
  timeoutSeconds: { name: 'Seconds to answer', hint: 'Later answers do not count.' },
  capacity: { name: 'Units of work', hint: 'How much it handles at once.' },
  inputs: {
    name: 'What it is told',
    hint: 'In this order, such as conversation.text or contact.tier. Press Enter after each.',
  },
  begins: { name: 'Begins' },
  cards: { name: 'Cards that are shown' },
  // templates
  ...sessionFieldWords,
  fields: { hint: 'Up to four lines about the customer and the conversation.' },
  // outcomes
  category: { name: 'Group' },
  effect: { name: 'Means' },
  expression: {
    name: 'Expression',
    hint: 'A regular expression. What it finds is hidden. Slow ones are refused.',
  },
  asksForComment: { name: 'Ask for a comment' },
  expiresAfterHours: { name: 'The link works for' },
  mode: { name: 'Mode' },
  'consent-mode.mode': { name: 'Who answers STOP, START and HELP' },
  optInRequired: { name: 'Only customers who agreed first may be texted' },
  stopWords: { name: 'Further words for STOP', hint: 'In other languages, such as ARRET. Press Enter after each.' },
  startWords: { name: 'Further words for START' },
  helpWords: { name: 'Further words for HELP' },
  keyword: { name: 'Keyword' },
  showInTimeline: {
    name: 'Show in the customer’s timeline',
    hint: 'Beside their conversations, under “Before this”. For texts to many rather not.',
  },
  messageTemplateId: { name: 'Message template' },
  // time-out rules
  after: { name: 'After' },
  action: { name: 'Then' },
  recipient: { name: 'Tells' },
  priority: { hint: 'The lowest number acts when several of one workstream would.' },
  // organisation
  supervisor: { name: 'What supervisors may do' },
  monitor: { name: 'Monitor conversations' },
  assign: { name: 'Assign conversations' },
  'supervisor.transfer': { name: 'Transfer conversations' },
  forceClose: { name: 'Close conversations' },
  agent: { name: 'Agents' },
  transferToAgents: { name: 'Transfer to other agents' },
  displayName: { name: 'Name that customers read', hint: 'A missing nickname is the full name.' },
  sessions: { name: 'Sessions at once' },
  consultees: { name: 'Consulted colleagues at once' },
  reconnectGraceSeconds: {
    name: 'Seconds to come back',
    hint: 'How long an agent’s presence and conversations are kept when the desk goes away. Afterwards their conversations go back to their queues.',
  },
  enabled: { name: 'On' },
  agentsMayPersonalise: { name: 'Agents may choose for themselves' },
  'sounds.offer': { name: 'New offer' },
  'sounds.message': { name: 'New text' },
  play: { name: 'Play' },
  soundId: { name: 'Sound' },
  volume: { name: 'Volume', hint: '0 to 100.' },
  repeatUntilAnswered: { name: 'Repeat until answered' },
  maxFileSizeKb: { name: 'Largest file, in kB', hint: 'Twilio carries 5,000 kB in one text.' },
  blockedExtensions: { name: 'Refused endings' },
  blockedTypes: { name: 'Refused content types' },
  defaultInputLanguage: { name: 'Language that agents write' },
  provider: { name: 'Who translates', hint: 'The address of a translation service.' },
  scoreBasedDetection: { name: 'Ignore single foreign words' },
  agentAlertFrom: { name: 'Tell the agent from' },
  supervisorAlertFrom: { name: 'Tell supervisors from' },
  agentsFromCustomers: { name: 'Hide in what agents write' },
  customersFromAgents: { name: 'Hide in what customers write' },
  requireToClose: { name: 'Needed to close' },
  maxPerConversation: { name: 'At most per conversation' },
  autoClose: { name: 'Closing by itself' },
  openMinutes: { name: 'Open, closes after', hint: 'Empty: never.' },
  activeMinutes: { name: 'Active, closes after', hint: 'Empty: never.' },
  wrapUpMinutes: { name: 'Wrap-up, closes after', hint: 'Empty: never.' },
  outbound: { name: 'Texts that nobody asked for' },
  quietHours: { name: 'Quiet hours', hint: 'By the recipient’s clock where the number tells it.' },
  quietHoursByPhone: {
    name: 'Other quiet hours by kind of telephone',
    hint: 'What is not named has those above. In the United States every number counts as a mobile.',
  },
  'quietHoursByPhone.phone': { name: 'Telephone' },
  'quietHoursByPhone.hours': { name: 'Quiet hours', hint: 'Off: none for this kind.' },
  zone: { name: 'Zone otherwise' },
  frequencyCaps: { name: 'At most, per recipient' },
  per: { name: 'In a' },
  requireOptIn: {
    name: 'Only to who opted in',
    hint: 'By the ledger of consent; off: to everybody who did not opt out.',
  },
  contactsPerRequest: { name: 'Recipients per request' },
  proactiveContactsPerRequest: { name: 'Recipients per request, of an outbound workstream' },
  'outbound.firstResponseMinutes': {
    name: 'Time for an answer',
    hint: 'After it an answer knows nothing of our text. Empty: as many days as the run says.',
  },
  requestsPerHour: { name: 'Requests per hour' },
  bulk: { name: 'Bulk actions' },
  linkPreviews: {
    name: 'Link previews',
    hint: 'Our server asks there when an agent looks at a text with a link. Nothing inside our own network is asked.',
  },
  conversations: { name: 'Conversations at once' },
  // workstreams
  sessionTemplateId: { name: 'Session template' },
  notifications: { name: 'Agent notifications' },
  incomingAuthenticatedId: { name: 'Known customer' },
  incomingUnauthenticatedId: { name: 'Unknown customer' },
  consultId: { name: 'Consult', hint: 'Better one that asks: who is busy can say no to giving advice.' },
  transferId: { name: 'Transfer' },
  supervisorAssignId: { name: 'Assigned by a supervisor', hint: 'Empty: as any other work comes in.' },
  assistIds: { name: 'Smart assists' },
  botId: { name: 'Bot', hint: 'Answers before any agent. For push workstreams only.' },
  quickReplies: { name: 'Quick replies', hint: 'Agents’ personal replies are always there.' },
  use: { name: 'Which' },
  restrictTranscriptDownload: { name: 'Transcripts stay here' },
  fallbackQueueId: {
    name: 'Fallback queue',
    hint: 'Where work goes when no rule says otherwise. Unless you choose one: the default queue.',
  },
  direction: { hint: 'Who writes first: the customer, or you.' },
  accountSid: {
    name: 'Account SID',
    hint: 'AC and 32 digits, in Twilio’s console under Account info; at Azure, the endpoint of the resource.',
  },
  authToken: { name: 'Auth token', hint: 'Written once and never shown again.' },
  numberId: { name: 'Number' },
  number: { hint: 'Digits with the country code, such as 14252306549.' },
  registration: {
    name: 'Known to carriers',
    hint: 'Whether its 10DLC campaign is registered, or the toll-free number verified, as the provider’s console says.',
  },
  // distribution
  offerSeconds: {
    name: 'Time to accept',
    hint: 'Seconds that an offer stands. Empty: as the notification says.',
  },
  capacityFormat: { name: 'Capacity is counted in' },
  capacityUnits: {
    name: 'Units of capacity',
    hint: 'How much of an agent’s capacity one conversation uses. 0 uses none.',
  },
  capacityProfileId: { name: 'Capacity profile' },
  wrapUpBlock: { name: 'Wrap-up keeps capacity' },
  wrapUpBlockSeconds: {
    name: 'For how many seconds',
    hint: '30 to 3,600, where wrap-up keeps it for a time of its own.',
  },
  allowedPresences: {
    name: 'Presences that get offers',
    hint: 'Agents in another presence get no offers from this workstream.',
  },
  skillMatching: { name: 'Skills have to match' },
  keepSameAgent: { name: 'Back to the same agent', hint: 'A conversation that comes back goes first to who had it.' },
  affinityTimeoutSeconds: {
    name: 'Waits for that agent',
    hint: 'While their presence gets no offers. 0: anybody may have it at once.',
  },
  allowSelectingFromPush: { name: 'Agents may take offered work themselves' },
  declinesAllowed: {
    name: 'Declines before it is not offered again',
    hint: 'Empty: as many as for the whole organisation.',
  },
  declinePauseSeconds: { name: 'Pause before it is offered again', hint: 'Empty: at once, after everybody else.' },
  waitingThresholdSeconds: {
    name: 'Expected wait',
    hint: 'Empty: nothing is expected. Reports tell what took longer.',
  },
  handlingThresholdSeconds: { name: 'Expected handling', hint: 'Empty: nothing is expected.' },
  // queues
  'queue.type': { name: 'What waits in it', hint: 'Texts are messaging. It stays as it is once the queue is there.' },
  'queue.priority': { name: 'Priority', hint: 'A smaller number is more important.' },
  memberIds: { name: 'Agents' },
  assignmentMethod: { name: 'Agent is chosen by', hint: 'Custom: by rules of its own, which stand on the other tab.' },
  operatingHoursId: { name: 'Operating hours', hint: 'Empty: somebody is always there.' },
  overflow: { name: 'Overflow' },
  whenEmpty: {
    name: 'Without agents',
    hint: 'Hold: it waits, and supervisors are told. End: the conversation is closed.',
  },
  serviceLevelSeconds: {
    name: 'Answered within',
    hint: 'Empty: nothing is promised. Live and reports tell how often it was.',
  },
  shortAbandonSeconds: {
    name: 'Gives up sooner than',
    hint: 'Does not count as abandoned. Empty: everybody who gives up counts.',
  },
  // users
  firstName: { name: 'First name' },
  lastName: { name: 'Last name' },
  nickname: { name: 'Nickname', hint: 'What customers read, where the settings for everybody say so.' },
  'agent-settings.locale': { name: 'Language' },
  'agent-settings.operatingHoursId': {
    name: 'Operating hours',
    hint: 'When this agent works, for rules that ask. Empty: always.',
  },
  'agent-settings.capacityUnits': { name: 'Units of capacity', hint: 'What all conversations at once may take.' },
  profiles: { name: 'Capacity profiles' },
  skills: { name: 'Skills' },
  queueIds: { name: 'Queues' },
  presenceIds: { name: 'Own presences', hint: 'Custom presences that this agent may choose.' },
  defaultPresence: { name: 'Presence at sign-in' },
  presence: { name: 'Presence' },
  presenceId: { name: 'Shown as', hint: 'A custom presence that stands for it, of those this agent may choose.' },
  // skills, profiles, presences
  typeId: { name: 'Skill type' },
  ratingModelId: { name: 'Rating model' },
  values: { name: 'Ratings', hint: 'A greater value is better.' },
  'rating-model.value': { name: 'Value' },
  'rating-model.label': { name: 'Name' },
  workItemLimit: { name: 'Conversations at once' },
  reset: { name: 'A place is free again', hint: 'Fixed while users have it.' },
  blocking: { name: 'Full blocks everything', hint: 'At the limit nothing else is assigned automatically, either.' },
  'presence.text': { name: 'Text that is shown' },
  'presence.base': { name: 'Stands for' },
  ...assignmentFieldWords,
  // sending
  filesAsLinks: {
    name: 'Send a link where files are not taken',
    hint: 'A text whose files the provider or the carrier refuses leaves once more, with links to them for a week.',
  },
  plainCharacters: { name: 'Replace typographic characters', hint: 'Where that makes a text half as dear.' },
  pricePerSegment: { name: 'Price of a segment', hint: 'Such as 0.0079. Empty: no price is shown.' },
  currency: { hint: 'Three letters, such as USD.' },
  senders: { hint: 'Our numbers, short codes and names. Press Enter after each.' },
  segmentsPerSecond: { name: 'Segments a second', hint: 'All of them together.' },
  segmentsPerDay: {
    name: 'Segments a day',
    hint: 'All of them together, such as a carrier’s daily cap. Empty: no cap.',
  },
  messagingServiceSid: { name: 'Messaging Service', hint: 'Its SID, where their texts leave through one.' },
  chosenBy: { name: 'The number is chosen by' },
  // channel
  operatingHours: { name: 'Operating hours' },
  hoursId: { name: 'Hours' },
  survey: { name: 'Survey after the conversation' },
  surveyId: { name: 'Survey' },
  bot: { name: 'After the bot' },
  sameSettings: { name: 'Same as after an agent' },
  attachments: { name: 'File attachments' },
  customers: { name: 'Customers may send files' },
  agents: { name: 'Agents may send files' },
  realTimeTranslation: { name: 'Translate texts' },
};

/** What stands at this path of a form, by its longest known ending: `survey.bot.mode`, `bot.mode`, `mode`. */
export function wordsOfField(path: string, about = ''): FieldWords {
  const steps = path.split('.').filter((step) => !/^\d+$/.test(step));
  const endings = steps.map((_, at) => steps.slice(at).join('.'));
  const own = about === '' ? undefined : fieldWords[`${about}.${steps.at(-1)!}`];
  return own ?? endings.flatMap((ending) => fieldWords[ending] ?? []).at(0) ?? {};
}
