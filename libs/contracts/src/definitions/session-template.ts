import { z } from 'zod';
import { definitionId } from '../ids.ts';
import { builtInApplicationTabs, recordEntities } from './application-tab.ts';
import { defineDefinition } from './definition.ts';
import { deskText } from './desk-placeholders.ts';
import { eachOnce, faultAt, icon, uniqueName } from './fields.ts';

const fields = {
  uniqueName,
  /** `generic`: for conversations of workstreams; `entity`: for a record that is opened. */
  type: z.enum(['generic', 'entity']).default('generic'),
  /** Of which records, where it is for records. */
  entity: z.enum(recordEntities).nullable().default(null),
  title: deskText(200).default('{customerName}'),
  applyTitleToAnchorTab: z.boolean().default(true),
  communicationPanel: z.enum(['docked', 'minimized', 'hidden']).default('docked'),
  /** Beside the title; for generic ones only, and no GIF. */
  icon: icon.refine((path) => !path || !/\.gif([?#]|$)/i.test(path), 'must not be a GIF'),
  /** The tab that cannot be closed; for generic ones only. */
  anchorTabId: definitionId.nullable().default(null),
  /** Opened at the start, in this order. */
  additionalTabIds: z
    .array(definitionId)
    .max(10)
    .refine((ids) => eachOnce(ids), 'names the same one twice')
    .default([]),
};

const { conversation, customer } = builtInApplicationTabs;

export const smsSession = {
  id: '01990000-0000-7000-8000-00000000c001',
  slug: 'sms-session-default',
  name: 'SMS session - default',
  description: 'There from the beginning.',
  uniqueName: 'parley_sms_session',
  type: 'generic',
  entity: null,
  title: '{customerName}',
  // the name stands on the session already
  applyTitleToAnchorTab: false,
  communicationPanel: 'docked',
  icon: null,
  anchorTabId: conversation.id,
  additionalTabIds: [customer.id],
} as const;

/** How a session looks when it opens (product.md 16). */
export const sessionTemplateKind = defineDefinition('session-template', {
  path: 'session-templates',
  title: 'session templates',
  fields,
  rules({ type, entity, icon: picture, anchorTabId, additionalTabIds }, context) {
    if (type === 'generic') {
      if (entity !== null) faultAt(context, 'entity', 'is for templates of type entity');
      if (anchorTabId === null) faultAt(context, 'anchorTabId', 'is required');
    } else {
      if (entity === null) faultAt(context, 'entity', 'is required');
      if (picture !== null) faultAt(context, 'icon', 'is for generic templates');
      if (anchorTabId !== null) faultAt(context, 'anchorTabId', 'is for generic templates');
    }
    if (anchorTabId !== null && additionalTabIds.includes(anchorTabId))
      faultAt(context, 'additionalTabIds', 'must not name the anchor tab again');
  },
  references: { anchorTabId: 'application-tab', 'additionalTabIds[]': 'application-tab' },
  oneFor: ['uniqueName'],
  filters: ['type'],
  readers: ['administrator', 'supervisor', 'agent'],
  builtIn: [smsSession],
});
