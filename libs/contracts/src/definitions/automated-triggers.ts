import { z } from 'zod';

/** What an automated message of SMS is sent at: as product.md 21.2 says, with our defaults. */
interface Trigger {
  readonly trigger: string;
  readonly title: string;
  readonly receiver: 'customer' | 'agent';
  /** When it fires. */
  readonly when: string;
  /** Whether it is sent while nobody has said anything of it. */
  readonly on: boolean;
  /** In `en-US`. */
  readonly text: string;
  /** It is sent even when it was turned off, then with the default text. */
  readonly always?: true;
}

const customers = [
  {
    trigger: 'greeting',
    title: 'Greeting',
    when: 'A customer writes for the first time. A bot has a greeting of its own: keep only one of them.',
    on: false,
    text: 'Thanks for your message. We will be with you as soon as we can.',
  },
  {
    trigger: 'agent-assigned',
    title: 'Agent assigned to a conversation',
    when: 'An agent was chosen and has not accepted yet. Next to a greeting this is one text too many.',
    on: false,
    text: '{AgentName} will be with you in a moment.',
  },
  {
    trigger: 'agent-not-assigned',
    title: 'Agent could not be assigned',
    when: 'Something failed, or the queue has no agents. Not when merely nobody is free.',
    on: true,
    text: 'Sorry, we cannot reach anybody for you right now. Please try again later.',
  },
  {
    trigger: 'agent-disconnected',
    title: 'Agent disconnected',
    when: 'The agent lost the connection, or closed the browser.',
    on: false,
    text: 'The connection to {AgentName} was lost. Please bear with us.',
  },
  {
    trigger: 'agent-ended-conversation',
    title: 'Agent ended the conversation',
    when: 'The agent pressed End.',
    on: true,
    text: '{AgentName} has ended the conversation. Write again whenever you need us.',
  },
  {
    trigger: 'agent-joined',
    title: 'Agent joined the conversation',
    when: 'An agent accepted the conversation.',
    on: true,
    text: '{AgentName} is here for you now.',
  },
  {
    trigger: 'colleague-joined',
    title: 'Agent joined the customer conversation',
    when: 'A colleague who was consulted, or a supervisor, begins to write to the customer.',
    on: false,
    text: '{AgentName} has joined the conversation.',
  },
  {
    trigger: 'colleague-left',
    title: 'Agent left the customer conversation',
    when: 'The colleague or supervisor leaves again.',
    on: false,
    text: '{AgentName} has left the conversation.',
  },
  {
    trigger: 'consult-accepted',
    title: 'Consult accepted',
    when: 'A colleague agreed to be consulted.',
    on: false,
    text: 'We are asking a colleague. One moment, please.',
  },
  {
    trigger: 'consult-ended',
    title: 'Consult session ended',
    when: 'The colleague has finished.',
    on: false,
    text: 'Thank you for waiting. {AgentName} goes on with you.',
  },
  {
    trigger: 'holiday',
    title: 'Holiday',
    when: 'A conversation begins on a holiday of the channel or the queue.',
    on: true,
    text: 'Thanks for your message. It is a holiday today: we will answer on our next working day.',
  },
  {
    trigger: 'outside-operating-hours',
    title: 'Out of operating hours',
    when: 'A conversation begins while nobody is there.',
    on: true,
    text: 'Thanks for your message. We are closed at the moment and will answer when we are back.',
  },
  {
    trigger: 'session-ended',
    title: 'Session ended',
    when: 'The agent ended the conversation and closed it.',
    on: false,
    text: 'This conversation is closed. Thanks for writing to us.',
  },
  {
    trigger: 'transfer-accepted',
    title: 'Transfer to agent accepted',
    when: 'The agent to whom the conversation was transferred accepted it.',
    on: true,
    text: '{AgentName} has taken over and is here for you now.',
  },
  {
    trigger: 'unsupported-message-reply',
    title: 'Unsupported message: reply',
    when: 'The customer sent something that SMS does not carry, or a file that is not taken, while nobody has ended the conversation.',
    on: false,
    text: 'Sorry, we cannot open what you sent. Please tell us in words.',
  },
  {
    trigger: 'overflow-ended-conversation',
    title: 'Conversation ended due to overflow',
    when: 'Overflow ends the conversation. It cannot be silenced: turned off, the default is sent.',
    on: true,
    text: 'Sorry, we cannot answer any more messages right now. Please write again later.',
    always: true,
  },
] as const;

const agents = [
  {
    trigger: 'consult-initiated',
    title: 'Consult initiated',
    when: 'The agent asked a colleague.',
    text: 'Waiting for your colleague to accept the consult.',
  },
  {
    trigger: 'consult-failed',
    title: 'Consult failed',
    when: 'Nobody could be consulted.',
    text: 'The consult did not come about. Please try again.',
  },
  {
    trigger: 'consult-rejected',
    title: 'Consult declined',
    when: 'The colleague declined.',
    text: 'Your colleague declined the consult.',
  },
  {
    trigger: 'consult-timed-out',
    title: 'Consult timed out',
    when: 'The colleague did not answer in time.',
    text: 'Your colleague did not answer the consult in time.',
  },
  {
    trigger: 'consult-nobody-there',
    title: 'Consult of a queue: nobody there',
    when: 'Nobody of the queue could be asked in time.',
    text: 'Nobody of {QueueName} is free to be consulted.',
  },
  {
    trigger: 'consult-unanswered',
    title: 'Consult of a queue: nobody answered',
    when: 'Nobody of the queue who was asked agreed in time.',
    text: 'Nobody of {QueueName} answered the consult in time.',
  },
  {
    trigger: 'transfer-initiated',
    title: 'Transfer to agent initiated',
    when: 'The agent asked a colleague to take over.',
    text: 'Waiting for your colleague to accept the transfer.',
  },
  {
    trigger: 'transfer-failed',
    title: 'Transfer to agent failed',
    when: 'The conversation could not be transferred.',
    text: 'The transfer did not come about. The conversation stays with you.',
  },
  {
    trigger: 'transfer-rejected',
    title: 'Transfer to agent declined',
    when: 'The colleague declined.',
    text: 'Your colleague declined the transfer. The conversation stays with you.',
  },
  {
    trigger: 'transfer-timed-out',
    title: 'Transfer to agent timed out',
    when: 'The colleague did not answer in time.',
    text: 'Your colleague did not answer the transfer in time. The conversation stays with you.',
  },
  {
    trigger: 'transfer-to-queue-initiated',
    title: 'Transfer to queue initiated',
    when: 'The agent sent the conversation to a queue.',
    text: 'The conversation is on its way to {QueueName}.',
  },
  {
    trigger: 'transfer-to-queue-failed',
    title: 'Transfer to queue failed',
    when: 'The queue could not take the conversation.',
    text: '{QueueName} could not take the conversation. It stays with you.',
  },
  {
    trigger: 'message-not-sent',
    title: 'Message could not be sent to the customer',
    when: 'The provider refused a text, or could not deliver it.',
    text: 'A text did not reach the customer.',
  },
  {
    trigger: 'unsupported-message',
    title: 'Unsupported message',
    when: 'The customer sent something that SMS does not carry.',
    text: 'The customer sent something that cannot be shown here.',
  },
] as const;

/** Every trigger of product.md 21.2 that concerns SMS, those to customers first. */
export const automatedTriggers: readonly (Trigger & { readonly trigger: AutomatedTrigger })[] = [
  ...customers.map((one) => ({ receiver: 'customer' as const, ...one })),
  ...agents.map((one) => ({ receiver: 'agent' as const, on: true, ...one })),
];
export const automatedTrigger = z.enum([...customers, ...agents].map(({ trigger }) => trigger) as [AutomatedTrigger]);
export type AutomatedTrigger = (typeof customers)[number]['trigger'] | (typeof agents)[number]['trigger'];
