import {
  automatedMessageKind,
  type ChannelId,
  createChannelRequest,
  definitionId,
  type DefinitionKind,
  type Person,
  Refusal,
} from '#contracts';
import type { Transaction } from '#event-bus';
import { refuseOtherVersion, wording } from '#platform';
import { type ChannelDraft, messageFor, messagesOf, problemsOf, requestOf } from '../domain/channel-draft.ts';
import { channelDrafts } from '../storage/channel-drafts.ts';
import { definitions } from '../storage/definitions.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { surroundingsOf } from '../storage/surroundings.ts';
import { saveChannel } from './save-channel.ts';
import { draftNotFound } from './save-channel-draft.ts';
import { keepDefinition } from './save-definition.ts';

/**
 * Makes the channel of a draft, with its own automated messages, in one go: before, nothing of it is live (product.md 5). It has the id of the
 * draft. What is finished stays so. Refuses with `draft-not-found`, `version-required`, `version-mismatch`, and with
 * `draft-incomplete`, which names every problem by its field.
 */
export async function finishChannelDraft(
  tx: Transaction,
  person: Person,
  id: ChannelId,
  from: number | null,
): Promise<void> {
  await oneAtATime(tx);
  const draft = await channelDrafts(tx).find(id);
  if (!draft) throw draftNotFound();
  if (draft.finishedAt) return;
  refuseOtherVersion(draft.version, from);
  const problems = problemsOf(draft, await surroundingsOf(tx.manager, draft), wording);
  if (problems.length > 0) {
    const what = problems.length === 1 ? 'One thing stands' : `${problems.length} things stand`;
    throw new Refusal('draft-incomplete', `${what} in the way: see errors.`, undefined, problems);
  }
  await saveChannel(tx, person, id, createChannelRequest.parse(requestOf(draft.said)), null);
  await keepMessages(tx, person, draft);
  await channelDrafts(tx).save({ ...draft, version: draft.version + 1, changedAt: tx.now, finishedAt: tx.now });
}

async function keepMessages(tx: Transaction, person: Person, { id, said }: ChannelDraft): Promise<void> {
  const kind: DefinitionKind = automatedMessageKind;
  const { slug, language } = createChannelRequest.parse(requestOf(said));
  for (const message of messagesOf(said)) {
    const asked = automatedMessageKind.request.parse(messageFor({ id, slug, language }, message));
    const definition = definitionId.parse(tx.newId());
    const isFree = !(await definitions(tx).isSlugTaken(kind, asked.slug, definition));
    // the end of an id tells those apart that would be called the same
    const called = isFree ? asked.slug : `${asked.slug.slice(0, 47)}-${definition.slice(-12)}`;
    const named = automatedMessageKind.request.parse({ ...asked, slug: called });
    await keepDefinition(tx, kind, person, definition, null, named, 'created');
  }
}
