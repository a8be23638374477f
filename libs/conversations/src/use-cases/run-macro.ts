import {
  type CardView,
  type ConversationId,
  type DefinitionId,
  dispositionCodeKind,
  type MacroStep,
  messageId,
  type Person,
  Refusal,
  setVariablesRequest,
  writeNoteRequest,
} from '#contracts';
import type { Database, Transaction } from '#event-bus';
import type { KnownToDesk } from '#sms-text';
import type { z } from 'zod';
import { mustSee } from '../domain/access.ts';
import type { Conversation } from '../domain/conversation.ts';
import { asksOfConversation, done, filledStep, refused, withOutcome } from '../domain/macro.ts';
import { queueIdOf } from '../domain/record.ts';
import type { AssistCard } from '../storage/assistant.tables.ts';
import { cards, cardViewOf } from '../storage/assistants.ts';
import { definitions } from '../storage/configuration-copies.ts';
import { contexts } from '../storage/contexts.ts';
import { conversations } from '../storage/conversations.ts';
import { channelOf } from '../storage/copies.ts';
import { dispositions } from '../storage/dispositions.ts';
import { sessions } from '../storage/sessions.ts';
import { chooseDispositions } from './choose-dispositions.ts';
import { showCard } from './say.ts';
import { setVariables } from './set-variables.ts';
import { writeNote } from './write-note.ts';

/** Which action of which card, and the country of numbers without one. */
export interface Running {
  readonly id: ConversationId;
  readonly cardId: string;
  /** Counted from 0. */
  readonly action: number;
  readonly country: string;
}

/**
 * Does what a macro of a smart assist offers, all of it or nothing, and the card says how that went: a rule that refuses a step is an outcome, too
 * (product.md 26). What was done once is not done again: the card is answered as it is. Refuses with `conversation-not-found`, `not-allowed`, `card-not-found`,
 * `action-not-found`.
 */
export async function runMacro(database: Database, person: Person, running: Running): Promise<CardView> {
  try {
    return await database.transact(async (tx) => {
      const { conversation, card, steps } = await offered(tx, person, running);
      if (steps === null) return cardViewOf(card);
      let text: string | null = null;
      for (const step of steps) text = (await carryOut(tx, person, conversation, step, running)) ?? text;
      return keep(tx, conversation, withOutcome(card, running.action, done(text, { by: person.name, now: tx.now })));
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return database.transact(async (tx) => {
      // what is refused of asking at all is refused here as well
      const { conversation, card } = await offered(tx, person, running);
      const outcome = refused(error, { by: person.name, now: tx.now });
      return keep(tx, conversation, withOutcome(card, running.action, outcome));
    });
  }
}

/** The card, and what is to be done of it; `steps` are null where that is done already. */
async function offered(tx: Transaction, person: Person, { id, cardId, action }: Running) {
  const conversation = await conversations(tx).get(id);
  mustSee(conversation, person);
  const card = await cards(tx).get(id, cardId);
  const chosen = card.actions[action];
  if (chosen?.do !== 'run') throw new Refusal('action-not-found', 'This card has no such action.', 'action');
  return { conversation, card, steps: chosen.outcome?.succeeded ? null : (chosen.steps ?? []) };
}

async function keep(tx: Transaction, { id }: Conversation, card: AssistCard): Promise<CardView> {
  await cards(tx).save(card);
  showCard(tx, await conversations(tx).get(id), cardViewOf(card));
  return cardViewOf(card);
}

/** Does one step as if the agent did it by hand. Answers what goes into the composer; null: nothing. */
async function carryOut(
  tx: Transaction,
  person: Person,
  conversation: Conversation,
  offeredStep: MacroStep,
  { country }: Running,
): Promise<string | null> {
  const { id } = conversation;
  const step = asksOfConversation(offeredStep) ? filledStep(offeredStep, await known(tx, conversation)) : offeredStep;
  switch (step.do) {
    case 'set-variables':
      await setVariables(tx, person, id, read(setVariablesRequest, { variables: step.variables }), country);
      return null;
    case 'add-note': {
      const { body } = read(writeNoteRequest, { body: step.text });
      await writeNote(tx, person, { conversationId: id, noteId: messageId.parse(tx.newId()), body });
      return null;
    }
    case 'choose-dispositions':
      await chooseBesides(tx, person, id, step.codes);
      return null;
    case 'insert':
      return step.text;
  }
}

/** All that the words of a macro may ask of its conversation, as it is after the steps before. */
async function known(tx: Transaction, conversation: Conversation): Promise<KnownToDesk> {
  const { id, channelId } = conversation;
  return {
    conversation,
    channel: await channelOf(tx.manager, channelId),
    context: (await contexts(tx).of([id])).get(id) ?? null,
    queueId: queueIdOf(await sessions(tx).of(id)),
  };
}

/** Filled in, words may be too long or none: said as the door would say it. */
function read<Schema extends z.ZodType>(schema: Schema, words: unknown): z.output<Schema> {
  const { data, error } = schema.safeParse(words);
  if (!error) return data;
  const [first] = error.issues;
  throw new Refusal('unreadable', `${first?.path.join('.')} ${first?.message}.`);
}

async function chooseBesides(tx: Transaction, person: Person, id: ConversationId, slugs: readonly string[]) {
  const chosen = (await dispositions(tx).of([id])).filter(({ agentId }) => agentId === person.agentId);
  const all = new Map<string, DefinitionId>(
    (await definitions(tx).all(dispositionCodeKind)).map((code) => [code.slug, code.id]),
  );
  const added = slugs.map((slug) => {
    const codeId = all.get(slug);
    if (codeId === undefined) throw new Refusal('disposition-not-found', `There is no disposition code ${slug}.`);
    return codeId;
  });
  const asked = new Set([...chosen.map(({ codeId }) => codeId), ...added]);
  await chooseDispositions(tx, person, id, [...asked]);
}
