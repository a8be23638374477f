import { z } from 'zod';
import { defineDefinition } from './definition.ts';
import { deskText } from './desk-placeholders.ts';
import { eachOnce, faultAt, icon } from './fields.ts';

const label = z.string().trim().min(1).max(30);

const fields = {
  /** What an agent reads first. */
  title: deskText(200).default(''),
  icon,
  /** Whether the time that is left is seen; it runs in any case. */
  showTimeout: z.boolean().default(true),
  /** Until the notification goes away, in seconds. */
  countdownSeconds: z.int().min(5).max(3600).default(120),
  /** The work is assigned without asking: at once, or when the time is over. */
  autoAssign: z.boolean().default(false),
  /** Its session opens by itself, too. */
  autoAccept: z.boolean().default(false),
  /** On the button that takes the work; null: Accept, or Open where it is assigned without asking. */
  acceptLabel: label.nullable().default(null),
  showReject: z.boolean().default(false),
  rejectLabel: label.default('Decline'),
  /** Whether the browser notifies, too: never, while the desk is not looked at, or always. */
  desktopNotifications: z.enum(['never', 'in-background', 'always']).default('never'),
  /** What an agent is told of the work, in this order. */
  fields: z
    .array(
      z.object({
        name: z.string().trim().min(1, 'is required').max(50),
        header: z.string().trim().min(1, 'is required').max(50),
        value: deskText(500),
      }),
    )
    .max(4, 'has room for four')
    .refine((all) => eachOnce(all.map(({ name }) => name)), 'names the same one twice')
    .default([]),
};

const usual = {
  description: 'There from the beginning.',
  title: '{customerName}',
  icon: null,
  showTimeout: true,
  countdownSeconds: 120,
  autoAssign: false,
  autoAccept: false,
  acceptLabel: null,
  showReject: true,
  rejectLabel: 'Decline',
  desktopNotifications: 'in-background',
};
const customer = { name: 'customer', header: 'Customer', value: '{customerName}' };
const itsCase = { name: 'case', header: 'Case', value: '{caseTitle}' };
const language = { name: 'language', header: 'Language', value: '{visitorLanguage}' };

/** By what they are for: the slots of a workstream hold their ids until somebody chooses others (product.md 15.2). */
export const builtInNotificationTemplates = {
  incomingAuthenticated: {
    ...usual,
    id: '01990000-0000-7000-8000-00000000a001',
    slug: 'sms-incoming-authenticated-default',
    name: 'SMS - incoming authenticated - default',
    fields: [customer, itsCase, language],
  },
  incomingUnauthenticated: {
    ...usual,
    id: '01990000-0000-7000-8000-00000000a002',
    slug: 'sms-incoming-unauthenticated-default',
    name: 'SMS - incoming unauthenticated - default',
    title: 'New customer',
    fields: [customer, language],
  },
  consult: {
    ...usual,
    id: '01990000-0000-7000-8000-00000000a003',
    slug: 'sms-consult-default',
    name: 'SMS - consult - default',
    title: 'Consult: {customerName}',
    fields: [customer, itsCase],
  },
  transfer: {
    ...usual,
    id: '01990000-0000-7000-8000-00000000a004',
    slug: 'sms-transfer-default',
    name: 'SMS - transfer - default',
    title: 'Transfer: {customerName}',
    fields: [customer, itsCase, language],
  },
} as const;

/** How an agent is told of work (product.md 15.1). */
export const notificationTemplateKind = defineDefinition('notification-template', {
  path: 'notification-templates',
  title: 'notification templates',
  fields,
  rules({ autoAssign, autoAccept, showTimeout, showReject }, context) {
    if (autoAccept && !autoAssign)
      faultAt(context, 'autoAccept', 'is only possible where work is assigned without asking');
    if (autoAccept && !showTimeout) faultAt(context, 'showTimeout', 'must be on where a session opens by itself');
    if (autoAssign && showReject)
      faultAt(context, 'showReject', 'must be off: what is assigned without asking cannot be declined');
  },
  filters: ['desktopNotifications'],
  readers: ['administrator', 'supervisor', 'agent'],
  builtIn: Object.values(builtInNotificationTemplates),
});
