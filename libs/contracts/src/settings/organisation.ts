import { z } from 'zod';
import { eachOnce, faultAt, httpsAddress } from '../definitions/fields.ts';
import { builtInSounds } from '../definitions/built-in-sounds.ts';
import { timeOfDay, timeZone } from '../http/operating-hours.ts';
import { definitionId } from '../ids.ts';
import { locale } from '../vocabulary.ts';
import { defineSettings } from './settings.ts';

const on = z.boolean().default(true);
const off = z.boolean().default(false);
const between = (least: number, most: number, usual: number) => z.int().min(least).max(most).default(usual);
const yearInMinutes = 525_600;

/** Endings that a browser or a desktop runs, or that run others. */
export const usuallyBlockedExtensions = (
  'ade adp apk app asp aspx bat cer chm cmd cnt com cpl crt csh der dll dmg exe fxp gadget hlp hta htm html inf ins isp iso ' +
  'its jar js jse ksh lnk mad mda mdb mde mdt mdw mdz msc msh msi msp mst ops pcd pif plg prf prg ps1 ps2 psc1 psc2 ' +
  'reg scf scr sct shb shs svg tmp url vb vbe vbs vsmacros ws wsc wsf wsh xnk'
).split(' ');

const extension = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9]{1,20}$/, 'must be an ending without its dot, such as exe');
const contentType = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9.+-]+\/([a-z0-9.+-]+|\*)$/, 'must be a content type, such as application/zip or video/*')
  .max(100);
const once = [(all: readonly string[]) => eachOnce(all), 'names the same one twice'] as const;

/** What a number belongs to, as far as it tells; of one that may be either, as in the United States, a mobile. */
export const phoneKind = z.enum(['mobile', 'landline', 'other']);
export type PhoneKind = z.output<typeof phoneKind>;

const alertFrom = ['none', 'slightly-negative', 'negative', 'very-negative'] as const;

const played = (soundId: string) => ({
  play: on,
  soundId: definitionId.default(definitionId.parse(soundId)),
  /** In hundredths of as loud as it gets. */
  volume: between(0, 100, 70),
});

const fields = {
  /** What supervisors may do (product.md 46). */
  supervisor: z.object({ monitor: on, assign: on, transfer: on, forceClose: on }).prefault({}),
  agent: z
    .object({
      /** Whether agents may pass conversations on to each other. */
      transferToAgents: on,
      /** What customers are told of an agent's name; a first or last name that nobody set is that of the full name, a nickname the full name (product.md 27). */
      displayName: z.enum(['full', 'first', 'last', 'nickname']).default('first'),
      /** How many conversations an agent has open at once; one more is an alert (product.md 15.4, 43 G40). */
      sessions: between(1, 100, 10),
      /** How many may be asked for advice in one conversation. */
      consultees: between(1, 20, 5),
      /** How long an agent's presence and conversations are kept when the desk goes away, in seconds (product.md 14, 17.2 T7). */
      reconnectGraceSeconds: between(10, 3600, 150),
    })
    .prefault({}),
  /** Sounds of SMS (product.md 15.4). */
  sounds: z
    .object({
      enabled: on,
      /** Whether agents may choose otherwise for themselves. */
      agentsMayPersonalise: on,
      /** Somebody waits for the agent to accept. */
      offer: z.object({ ...played(builtInSounds.offer.id), repeatUntilAnswered: on }).prefault({}),
      /** A text in a session that is not looked at. */
      message: z.object(played(builtInSounds.message.id)).prefault({}),
    })
    .prefault({}),
  /** Whether anybody may attach is a channel's; these hold for all (product.md 23). */
  attachments: z
    .object({
      maxFileSizeKb: between(1, 131_072, 5120),
      blockedExtensions: z
        .array(extension)
        .max(300)
        .refine(...once)
        .default(usuallyBlockedExtensions),
      blockedTypes: z
        .array(contentType)
        .max(100)
        .refine(...once)
        .default([]),
    })
    .prefault({}),
  /** Whether texts of a channel are translated is the channel's, too (product.md 24). */
  translation: z
    .object({
      enabled: off,
      defaultInputLanguage: locale.default('en-US'),
      /** Who translates. */
      provider: httpsAddress.nullable().default(null),
      /** Foreign words do not make a foreign text. */
      scoreBasedDetection: off,
    })
    .prefault({}),
  /** How the customer feels, in seven steps; from which one on somebody is alerted (product.md 33). Texts are read for it here, beside the work itself. */
  sentiment: z
    .object({
      enabled: on,
      agentAlertFrom: z.enum(alertFrom).default('negative'),
      supervisorAlertFrom: z.enum(alertFrom).default('very-negative'),
    })
    .prefault({}),
  /** Whether masking rules hide an agent's words from both sides, and a customer's from the agent (product.md 32). */
  masking: z.object({ agentsFromCustomers: off, customersFromAgents: off }).prefault({}),
  /** What a conversation came to (product.md 35). */
  dispositions: z.object({ enabled: off, requireToClose: off, maxPerConversation: between(1, 12, 2) }).prefault({}),
  /** Whether smart assists listen at all (product.md 26). */
  assist: z.object({ enabled: on }).prefault({}),
  /** When a conversation closes by itself, in minutes after its last change (`open`, `wrapUp`) or text (`active`); null: never (product.md 17.4). */
  autoClose: z
    .object({
      openMinutes: z.int().min(1).max(yearInMinutes).nullable().default(43_200),
      activeMinutes: z.int().min(1).max(yearInMinutes).nullable().default(43_200),
      wrapUpMinutes: z.int().min(1).max(yearInMinutes).nullable().default(1440),
    })
    .prefault({}),
  /**
   * Whether an agent who closes a session by its X is asked first, by the state of its conversation (product.md 17.4); `open`: it went back to its queue
   * while its tab was still there.
   */
  confirmSessionClose: z.object({ open: off, active: on, wrapUp: off }).prefault({}),
  /** What nobody asked us for (product.md 29, 30). */
  outbound: z
    .object({
      /** Nothing goes out between these, by the recipient's clock, or this zone's where the number does not tell it; null: at any time. */
      quietHours: z
        .object({ from: timeOfDay, to: timeOfDay, zone: timeZone.default('UTC') })
        .nullable()
        .default(null),
      /** Other quiet hours for one kind of telephone, in the same zone; `hours` null: none for it. What is not named has those of all. */
      quietHoursByPhone: z
        .array(
          z.object({
            phone: phoneKind,
            hours: z.object({ from: timeOfDay, to: timeOfDay }).nullable().default(null),
          }),
        )
        .max(3)
        .refine((all) => eachOnce(all.map(({ phone }) => phone)), 'names the same kind twice')
        .default([]),
      /** How many texts one recipient gets at most. */
      frequencyCaps: z
        .array(z.object({ texts: z.int().min(1).max(1000), per: z.enum(['day', 'week', 'month']) }))
        .max(3)
        .refine((caps) => eachOnce(caps.map(({ per }) => per)), 'names the same time twice')
        .default([]),
      /** Only who opted in, as the ledger of consent says, is written to first (product.md 30.6); off: everybody who did not opt out. */
      requireOptIn: z.boolean().default(false),
      /** How many contacts one request to a run may name (product.md 29.1), and to one of an outbound workstream (29.2). Files are not limited by them. */
      contactsPerRequest: between(1, 1000, 100),
      proactiveContactsPerRequest: between(1, 1000, 5),
      /**
       * How long an answer knows what it answers to where its run does not say, in minutes from the delivery on (product.md 29.2, where 5 are usual); null: as many
       * days as the run says (43 G34).
       */
      firstResponseMinutes: z.int().min(1).max(43_200).nullable().default(null),
      requestsPerHour: between(1, 1_000_000, 30_000),
    })
    .prefault({}),
  /** Of what a supervisor does to many at once (product.md 38). */
  bulk: z.object({ conversations: between(1, 10_000, 1000) }).prefault({}),
  /** Whether agents see what lies behind a link in a text; our server asks there when an agent looks (product.md 43, G20). */
  linkPreviews: z.object({ enabled: z.boolean().default(true) }).prefault({}),
};

/** What holds for everybody, in one record (product.md 15.4, 17.4, 23, 24, 26, 27, 30, 32, 33, 35, 38, 46). */
export const organisationSettings = defineSettings('organisation-settings', {
  title: 'settings of the organisation',
  changed: 'channel-config.organisation-changed.v1',
  key: {},
  fields,
  rules({ translation, dispositions, outbound }, context) {
    if (translation.enabled && translation.provider === null)
      faultAt(context, 'translation.provider', 'is required while it is enabled');
    if (dispositions.requireToClose && !dispositions.enabled)
      faultAt(context, 'dispositions.requireToClose', 'needs dispositions to be enabled');
    if (outbound.quietHours && outbound.quietHours.from === outbound.quietHours.to)
      faultAt(context, 'outbound.quietHours.to', 'must be another time than they begin');
    outbound.quietHoursByPhone.forEach(({ hours }, n) => {
      if (hours && hours.from === hours.to)
        faultAt(context, `outbound.quietHoursByPhone.${n}.hours.to`, 'must be another time than they begin');
    });
  },
  references: { 'sounds.offer.soundId': 'sound', 'sounds.message.soundId': 'sound' },
});
export type OrganisationSettings = z.output<typeof organisationSettings.stored>;

/** What its door answers with. */
export const organisationSettingsView = organisationSettings.view;

/** The one thing that they are about. */
export const theOrganisation = '01990000-0000-7000-8000-000000000000';
