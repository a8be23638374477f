import {
  address,
  type ConversationId,
  type ConversationView,
  type Locale,
  messageId,
  messageTemplateKind,
  type Person,
  Refusal,
  type StartConversationRequest,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { normaliseCustomerNumber } from '#phone';
import { fill, fillingsFor, splitText } from '#sms-text';
import type { ConversationsSettings } from '../conversations-settings.ts';
import { type ConversationContext, identifiedAs, newContext } from '../domain/context.ts';
import { isOngoing } from '../domain/conversation.ts';
import { startedByAgent } from '../domain/receiving.ts';
import { askDirectory } from '../domain/errand-kinds.ts';
import { identify } from '../domain/identification.ts';
import { agentText } from '../domain/message.ts';
import { templateText } from '../domain/outbound.ts';
import type { VariableTypes } from '../domain/variables.ts';
import { conversationViewOf } from '../queries/views.ts';
import { definitions, settings } from '../storage/configuration-copies.ts';
import { consents, type Line } from '../storage/consents.ts';
import { contexts } from '../storage/contexts.ts';
import { conversations } from '../storage/conversations.ts';
import { channelsOf } from '../storage/copies.ts';
import { directory } from '../storage/directory.ts';
import { errands } from '../storage/errands.ts';
import { lifeSettingsOf } from '../storage/life-settings.ts';
import { messages } from '../storage/messages.ts';
import { readOpening } from '../storage/openings.ts';
import { people } from '../storage/people.ts';
import { planClosing } from '../timers/close-idle-conversation.ts';
import { variablesOfAnswers, whatIsUnfit } from './check-contacts.ts';
import { followSilence } from './follow-silence.ts';
import { hideWords, maskedWords } from './hide-words.ts';
import { sayBegun, sayWritten, showContext, showConversation, showMessage } from './say.ts';

/**
 * An agent writes first (product.md 43, G4). The conversation waits for the customer; their answer comes back to this agent. The same id with
 * the same text to the same customer once more is the same conversation. Refuses with `channel-not-found`, `unreadable` (no number, context that is not what a variable holds), `opted-out`,
 * `no-consent`, `template-not-found`, `already-ongoing` where customer and channel have a conversation already, and `already-exists` where the id
 * is that of another conversation, or it began with another text.
 */
export async function startConversation(
  tx: Transaction,
  person: Person,
  id: ConversationId,
  request: StartConversationRequest,
  { country, seal }: Pick<ConversationsSettings, 'country' | 'seal'>,
): Promise<ConversationView> {
  const { channelId, to, body, context: variables } = request;
  const channel = (await channelsOf(tx.manager, [channelId])).get(channelId);
  if (!channel || channel.state === 'removed')
    throw new Refusal('channel-not-found', 'There is no such channel.', 'channelId');
  if (channel.state === 'retiring')
    throw new Refusal('channel-retiring', 'The channel is on its way out.', 'channelId');
  const number = normaliseCustomerNumber(to, country);
  if (!number) throw new Refusal('unreadable', 'is no telephone number', 'to');
  const customer = address.parse(number);
  const there = (await conversations(tx).find([id])).get(id);
  if (there) {
    if (there.customer !== customer || there.channelId !== channelId)
      throw new Refusal('already-exists', 'There is another conversation with this id.', 'id');
    if (!(await beganWith(tx, there.id, request, { person, language: channel.language })))
      throw new Refusal('already-exists', 'The conversation with this id began with another text.', 'id');
    return conversationViewOf(there, channel);
  }
  refuseContext(variables, await variablesOfAnswers(tx, channel));
  const pair = { channelId, customer };
  const latest = (await conversations(tx).latestOf([pair])).get(pair);
  if (latest && isOngoing(latest.status))
    throw new Refusal('already-ongoing', 'This customer has a conversation on this channel already.', 'to');
  const optedOut = (await consents(tx).optedOutAmong([{ number: channel.number, customer: pair.customer }]))({
    number: channel.number,
    customer: pair.customer,
  });
  if (optedOut) throw new Refusal('opted-out', 'The customer opted out: nobody may text them from this number.', 'to');
  await refuseWithoutConsent(tx, { number: channel.number, customer });

  const { workstreamId } = channel;
  const opening = await readOpening(tx.manager, [{ workstreamId, customer }], tx.now);
  // a directory of one's own is asked afterwards: nobody waits for it
  const known = opening.source
    ? opening.answerOf(customer)
    : ((await directory(tx).numbered([customer])).get(customer) ?? []);
  const beginning = {
    conversationId: id,
    customer: pair.customer,
    language: channel.language,
    startedBy: 'agent' as const,
  };
  const { organisation, limits } = await lifeSettingsOf(tx).inForce([workstreamId]);
  const unknown = newContext(beginning, tx.now, organisation.sentiment.enabled);
  const context = {
    ...(known ? identifiedAs(unknown, identify(known, opening.ruleOf(workstreamId)), 'number') : unknown),
    variables: { ...variables },
  };
  const asked = body ?? (await fromTemplate(tx, request, { person, language: channel.language }, context));
  const textId = messageId.parse(tx.newId());
  const left = organisation.masking.agentsFromCustomers
    ? (await hideWords(tx, [{ id: textId, body: asked }], seal)).get(textId)
    : undefined;
  const words = left ?? asked;
  const text = { body: words, at: tx.now, position: 1 };
  const conversation = startedByAgent(latest?.id ?? null, text, { id, ...pair, workstreamId }, person, tx.now);
  const message = agentText(
    {
      id: textId,
      conversationId: id,
      body: words,
      receivedAt: tx.now,
      position: 1,
      masked: left !== undefined,
    },
    person,
  );
  await conversations(tx).save(conversation);
  await contexts(tx).save(context);
  await messages(tx).add(message);
  if (!known) await errands(tx).add(askDirectory, [id]);
  await planClosing(tx, [conversation], limits);
  await followSilence(tx, [{ conversation }], tx.now);
  sayBegun(tx, conversation, channel, context);
  sayWritten(tx, message, conversation, channel);
  showConversation(tx, { before: null, conversation }, channel);
  showMessage(tx, message, [person.agentId]);
  showContext(tx, conversation, context);
  return conversationViewOf(conversation, channel);
}

/** Context becomes variables of the conversation: each is what the workstream's variable of its name holds (product.md 27). */
function refuseContext(given: StartConversationRequest['context'], types: VariableTypes): void {
  const wrong = whatIsUnfit(given, types);
  const [first] = wrong;
  if (first) throw new Refusal('unreadable', `${first.field} ${first.message}.`, first.field, wrong);
}

/** Who writes, and the language of the channel. */
interface Writer {
  readonly person: Person;
  readonly language: Locale;
}

/** The words of the template that was asked for, as this customer reads them. */
async function fromTemplate(
  tx: Transaction,
  { templateId, locale, context: variables }: StartConversationRequest,
  { person, language }: Writer,
  customer: Pick<ConversationContext, 'contact' | 'account'>,
): Promise<string> {
  const template = await definitions(tx).find(messageTemplateKind, templateId!);
  if (!template) throw new Refusal('template-not-found', 'There is no such template.', 'templateId');
  const chosen = templateText(template, locale ?? language);
  const writer = await people(tx).named(person);
  const filled = fill(chosen.text, fillingsFor({ ...customer, variables }, writer)).text.trim();
  if (filled === '') throw new Refusal('unreadable', 'says nothing once it is filled in', 'templateId');
  return splitText(filled)[0]!;
}

/** Whether this agent began the conversation with what is asked for, whoever has it now. */
async function beganWith(
  tx: Transaction,
  id: ConversationId,
  request: StartConversationRequest,
  writer: Writer,
): Promise<boolean> {
  const first = await messages(tx).firstOf(id);
  if (first?.authorId !== writer.person.agentId) return false;
  // whose number it is may have been found out since it was written
  const known = (await contexts(tx).of([id])).get(id);
  const customers = [...(known ? [known] : []), { contact: null, account: null }];
  const { organisation } = await settings(tx).inForce();
  for (const customer of customers) {
    const words = request.body ?? (await fromTemplate(tx, request, writer, customer));
    const [masked = words] = organisation.masking.agentsFromCustomers ? await maskedWords(tx, [words]) : [];
    if (first.body === masked) return true;
  }
  return false;
}

/** Where the organisation writes first only to who opted in, the ledger of consent has to say so (product.md 30.6). */
async function refuseWithoutConsent(tx: Transaction, line: Line): Promise<void> {
  const { organisation } = await settings(tx).inForce();
  if (!organisation.outbound.requireOptIn || (await consents(tx).optedInAmong([line]))(line)) return;
  throw new Refusal('no-consent', 'The customer has not opted in, and only who has is written to first.', 'to');
}
