import { z } from 'zod';
import { eachOnce, faultAt } from '../definitions/fields.ts';
import { builtInNotificationTemplates } from '../definitions/notification-template.ts';
import { smsSession } from '../definitions/session-template.ts';
import { definitionId, workstreamId } from '../ids.ts';
import { defineSettings } from './settings.ts';

const { incomingAuthenticated, incomingUnauthenticated, consult, transfer } = builtInNotificationTemplates;
const slot = ({ id }: { readonly id: string }) => definitionId.default(definitionId.parse(id));

const fields = {
  /** How a session looks when it opens: a generic template. */
  sessionTemplateId: slot(smsSession),
  /** How an agent is told, by occasion (product.md 15.2). */
  notifications: z
    .object({
      /** The customer's record was found. */
      incomingAuthenticatedId: slot(incomingAuthenticated),
      /** It was not. */
      incomingUnauthenticatedId: slot(incomingUnauthenticated),
      consultId: slot(consult),
      transferId: slot(transfer),
      /** A supervisor assigned it; null: as any other work comes in. */
      supervisorAssignId: definitionId.nullable().default(null),
    })
    .prefault({}),
  /** Who listens and puts cards before the agent. */
  assistIds: z
    .array(definitionId)
    .max(10)
    .refine((ids) => eachOnce(ids), 'names the same one twice')
    .default([]),
  /** Who answers before any agent; for work that is offered (`push`) only. Null: nobody. */
  botId: definitionId.nullable().default(null),
  /** Which quick replies are offered: those for all and its own, its own alone, or none. One's own are always there. */
  quickReplies: z.enum(['all', 'own', 'none']).default('all'),
  /** `organisation`: as everywhere; `own`: as said here. */
  dispositions: z
    .object({
      use: z.enum(['organisation', 'own']).default('organisation'),
      requireToClose: z.boolean().default(false),
    })
    .prefault({}),
  /** Whether transcripts of its conversations stay where they are (product.md 34). */
  restrictTranscriptDownload: z.boolean().default(false),
};

/** What a workstream carries beyond its distribution (product.md 6.3). */
export const workstreamSettings = defineSettings('workstream-settings', {
  title: 'settings of a workstream',
  changed: 'channel-config.workstream-settings-changed.v1',
  key: { workstreamId },
  fields,
  rules({ dispositions }, context) {
    if (dispositions.use === 'organisation' && dispositions.requireToClose)
      faultAt(
        context,
        'dispositions.requireToClose',
        'is the organisation’s to say unless this workstream has its own',
      );
  },
  references: {
    sessionTemplateId: 'session-template',
    'notifications.incomingAuthenticatedId': 'notification-template',
    'notifications.incomingUnauthenticatedId': 'notification-template',
    'notifications.consultId': 'notification-template',
    'notifications.transferId': 'notification-template',
    'notifications.supervisorAssignId': 'notification-template',
    'assistIds[]': 'assist',
    botId: 'bot',
  },
});
export type WorkstreamSettings = z.output<typeof workstreamSettings.stored>;
