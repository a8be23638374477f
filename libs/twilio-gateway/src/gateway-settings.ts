import { z } from 'zod';
import { readEnvironment } from '#platform';
import { MediaHosts, twilioMediaHosts } from './domain/media-hosts.ts';
import type { Pace } from './domain/reconciliation.ts';
import type { Bucket } from './media/file-storage.ts';
import { VirusScan } from './media/virus-scan.ts';

/** Compose hands over what nobody set as an empty text. */
const unset = (value: unknown) => (value === '' ? undefined : value);

const isPort = (port: string | undefined): boolean => Number(port) >= 1 && Number(port) <= 65_535;

const environment = z
  .object({
    /** Keys that open what channel-config sealed, `id:base64` of 32 bytes, comma-separated (decisions G). */
    SECRETS_KEYS: z.string().min(1),
    /** Where Twilio's REST interface is; another address points at the simulator. */
    TWILIO_API_BASE_URL: z.url({ protocol: /^https?$/ }).default('https://api.twilio.com'),
    /** Hosts that Twilio may send on to for the files of texts, comma-separated: `.twiliocdn.com` and all below it, `host/path/`. */
    TWILIO_MEDIA_HOSTS: z.preprocess(unset, z.string().default(twilioMediaHosts)),
    /** How many texts one process hands over to Twilio at the same time. */
    DELIVERIES_AT_ONCE: z.coerce.number().int().min(1).max(100).default(8),
    /** After how many seconds a text in doubt that Twilio's list does not show is taken for never sent, and sent again. */
    LOOK_UP_PATIENCE_SECONDS: z.coerce.number().int().min(5).max(3600).default(90),
    /** How many days the raw forms of webhooks and the observations of deliveries are kept. */
    WEBHOOK_RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
    /** How many minutes pass between two comparisons of a number's texts with Twilio's list, in which lost ones are found. */
    RECONCILE_EVERY_MINUTES: z.coerce.number().int().min(1).max(1440).default(5),
    /** How many minutes pass between two looks into Twilio's error log of an account, which tells what it could not bring us. 0: never. */
    READ_ERROR_LOG_EVERY_MINUTES: z.coerce.number().int().min(0).max(1440).default(5),
    /** Where the files of texts lie, and while they are looked at also when they lie in a bucket. Replicas share it. */
    MEDIA_FOLDER: z.string().min(1).default('.data/media'),
    /** A bucket of anything that speaks S3, with its name: https://s3.eu-central-1.amazonaws.com/parley-media. Unset: the files lie in the folder. */
    MEDIA_BUCKET: z.preprocess(unset, z.url({ protocol: /^https?$/ }).optional()),
    /** The bucket's region. */
    MEDIA_BUCKET_REGION: z.string().min(1).default('auto'),
    /** Who we are to the bucket. */
    MEDIA_BUCKET_KEY_ID: z.string().default(''),
    /** And what proves it. */
    MEDIA_BUCKET_SECRET: z.string().default(''),
    /** How many files one process fetches from Twilio at the same time. */
    MEDIA_AT_ONCE: z.coerce.number().int().min(1).max(50).default(4),
    /** Where ClamAV listens, host:port. Unset: files are not scanned for viruses. */
    CLAMAV_ADDRESS: z.preprocess(
      unset,
      z
        .string()
        .refine((address) => /^[^\s:]+:\d{1,5}$/.test(address) && isPort(address.split(':')[1]), 'must be host:port')
        .optional(),
    ),
  })
  .superRefine((read, context) => {
    for (const name of ['MEDIA_BUCKET_KEY_ID', 'MEDIA_BUCKET_SECRET'] as const)
      if (read.MEDIA_BUCKET && read[name] === '')
        context.addIssue({ code: 'custom', path: [name], message: 'is needed for MEDIA_BUCKET' });
  });

/** What this service reads from its environment. */
export class GatewaySettings {
  readonly secretsKeys: string;
  /** Without a slash at the end. */
  readonly twilioApi: string;
  /** Where Twilio's interface may send on to for a file. */
  readonly mediaHosts: MediaHosts;
  readonly deliveriesAtOnce: number;
  /** How long texts in doubt are looked for (domain/look-up.ts). */
  readonly absentAfterMs: number;
  /** A text that is being submitted for longer belongs to a process that is gone. An answer takes `answerWithinMs` at most. */
  readonly deadAfterMs: number;
  readonly retentionDays: number;
  /** How lost texts are looked for (domain/reconciliation.ts). */
  readonly reconciliation: Pace;
  /** How often Twilio's error log of an account is read; 0: never. */
  readonly readErrorLogEveryMs: number;
  readonly mediaFolder: string;
  /** Null: files lie in the folder. */
  readonly mediaBucket: Bucket | null;
  readonly mediaAtOnce: number;
  /** Null: nobody scans. */
  readonly virusScan: VirusScan | null;
  /** The pause between two questions to Twilio while looking for lost texts. */
  readonly betweenListsMs: number = 100;
  /** How long Twilio may take to answer; after that nobody knows what became of the text. */
  readonly answerWithinMs: number = 10_000;

  constructor(source?: NodeJS.ProcessEnv) {
    const read = readEnvironment(environment, source);
    this.secretsKeys = read.SECRETS_KEYS;
    this.twilioApi = read.TWILIO_API_BASE_URL.replace(/\/+$/, '');
    this.mediaHosts = new MediaHosts(read.TWILIO_MEDIA_HOSTS);
    this.deliveriesAtOnce = read.DELIVERIES_AT_ONCE;
    this.absentAfterMs = read.LOOK_UP_PATIENCE_SECONDS * 1000;
    this.deadAfterMs = Math.min(60_000, Math.max(2 * this.answerWithinMs, this.absentAfterMs));
    this.retentionDays = read.WEBHOOK_RETENTION_DAYS;
    this.readErrorLogEveryMs = read.READ_ERROR_LOG_EVERY_MINUTES * 60_000;
    this.mediaFolder = read.MEDIA_FOLDER;
    this.mediaBucket = read.MEDIA_BUCKET
      ? {
          endpoint: read.MEDIA_BUCKET,
          region: read.MEDIA_BUCKET_REGION,
          accessKeyId: read.MEDIA_BUCKET_KEY_ID,
          secretAccessKey: read.MEDIA_BUCKET_SECRET,
        }
      : null;
    this.mediaAtOnce = read.MEDIA_AT_ONCE;
    const [host, port] = read.CLAMAV_ADDRESS?.split(':') ?? [];
    this.virusScan = host ? new VirusScan({ host, port: Number(port) }) : null;
    this.reconciliation = {
      everyMs: read.RECONCILE_EVERY_MINUTES * 60_000,
      onItsWayMs: 30_000,
      overlapMs: 30 * 60_000,
    };
  }
}
