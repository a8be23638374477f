import { type EntityManager, In } from 'typeorm';
import {
  applicationTabKind,
  builtInApplicationTabs,
  type ConversationId,
  type DefinitionKind,
  type EventContract,
  type FilledSessionTemplate,
  type Person,
  Refusal,
  sessionTemplateKind,
  smsSession,
} from '#contracts';
import { maySee } from '../domain/access.ts';
import type { Conversation } from '../domain/conversation.ts';
import { filledTemplate } from '../domain/filled-template.ts';
import { queueIdOf } from '../domain/record.ts';
import { definitions, settings } from '../storage/configuration-copies.ts';
import { contexts } from '../storage/contexts.ts';
import { ConversationTable } from '../storage/conversation.table.ts';
import { channelsOf } from '../storage/copies.ts';
import { sessions } from '../storage/sessions.ts';
import { seenConversation } from './read-conversation.ts';

/** How the session of a conversation looks. Refuses with `conversation-not-found` and `not-allowed`. */
export async function readSessionTemplate(
  manager: EntityManager,
  person: Person,
  id: ConversationId,
): Promise<FilledSessionTemplate> {
  const filled = await filledFor(manager, [await seenConversation(manager, person, id)]);
  if (!filled[0]) throw new Refusal('conversation-not-found', 'There is no such conversation.');
  return filled[0];
}

/** The same for several, in the order they were asked for; those that may not be seen are left out. */
export async function readSessionTemplates(
  manager: EntityManager,
  person: Person,
  ids: readonly ConversationId[],
): Promise<{ items: FilledSessionTemplate[] }> {
  const found = await manager.findBy(ConversationTable, { id: In([...ids]) });
  const seen = new Map(found.filter((one) => maySee(one, person)).map((one) => [one.id, one]));
  return {
    items: await filledFor(
      manager,
      [...new Set(ids)].flatMap((id) => seen.get(id) ?? []),
    ),
  };
}

/** A statement of each kind, however many there are. Those whose channel nobody told us of are left out. */
async function filledFor(manager: EntityManager, seen: readonly Conversation[]): Promise<FilledSessionTemplate[]> {
  const ids = seen.map(({ id }) => id);
  const channels = await channelsOf(
    manager,
    seen.map(({ channelId }) => channelId),
  );
  const known = seen.flatMap((conversation) => {
    const channel = channels.get(conversation.channelId);
    const workstreamId = conversation.workstreamId ?? channel?.workstreamId ?? null;
    return channel && workstreamId ? [{ conversation: { ...conversation, workstreamId }, channel, workstreamId }] : [];
  });
  const context = await contexts({ manager }).of(ids);
  const worked = await sessions({ manager }).ofAll(ids);
  const inForce = await settings({ manager }).inForce(known.map(({ workstreamId }) => workstreamId));
  const templateIdOf = (workstreamId: (typeof known)[number]['workstreamId']) =>
    inForce.workstream(workstreamId).sessionTemplateId;
  const templates = await defined(
    manager,
    sessionTemplateKind,
    known.map(({ workstreamId }) => templateIdOf(workstreamId)),
  );
  const tabs = await defined(
    manager,
    applicationTabKind,
    [...templates.values()].flatMap(({ anchorTabId, additionalTabIds }) =>
      [anchorTabId ?? [], additionalTabIds].flat(),
    ),
  );
  const usual = { template: templates.get(smsSession.id)!, anchor: tabs.get(builtInApplicationTabs.conversation.id)! };
  return known.map(({ conversation, channel, workstreamId }) => {
    const template = templates.get(templateIdOf(workstreamId)) ?? usual.template;
    const about = {
      context: context.get(conversation.id) ?? null,
      queueId: queueIdOf(worked.get(conversation.id) ?? []),
    };
    return filledTemplate(template, tabs, usual.anchor, { conversation, channel, ...about });
  });
}

/** Those of a kind with these ids that are there, and all that are built in, by id. */
async function defined<Data>(
  manager: EntityManager,
  kind: Pick<DefinitionKind, 'kind' | 'builtIn'> & { readonly changed: EventContract<Data> },
  ids: readonly string[],
): Promise<Map<string, Data>> {
  const builtIn = kind.builtIn.map((one) => [one.id, kind.changed.data.parse({ ...one, version: 1 })] as const);
  return new Map([...builtIn, ...(await definitions({ manager }).some(kind, [...new Set(ids)]))]);
}
