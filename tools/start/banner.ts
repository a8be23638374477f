import { signInBanner } from '#development-issuer';
import type { StartSettings } from './settings.ts';

export interface Running {
  readonly url: string;
  readonly settings: StartSettings;
  /** `embedded PostgreSQL 18.4.0`, or where the given one is. */
  readonly database: string;
  readonly dataFolder: string;
  readonly logFile: string;
  /** The support number of the demo, when it was seeded. */
  readonly number: string | undefined;
}

const withoutCredentials = (url: string) => new URL(url).host;

/** What a person needs to know once everything runs. */
export function banner({ url, settings, database, dataFolder, logFile, number }: Running): string {
  const { AMQP_URL, DATABASE_URL, OIDC_ISSUER, TWILIO_API_BASE_URL } = settings;
  const line = (label: string, text: string) => `  ${label.padEnd(11)}${text}`;
  const more = (text: string) => line('', text);
  const phone = number ? `text ${number} from it, as a customer does` : 'a customer’s phone';
  const signIn = OIDC_ISSUER
    ? [line('Sign in', `with an account of ${OIDC_ISSUER}`)]
    : signInBanner().map((one) => `  ${one}`);
  const broker = AMQP_URL
    ? [line('Broker', `RabbitMQ at ${withoutCredentials(AMQP_URL)}`)]
    : [
        line('Broker', 'in this process. Events wait in PostgreSQL until every reader is done with them, so a crash'),
        more('loses nothing. To spread the services over processes, run RabbitMQ and set AMQP_URL.'),
      ];
  const data = DATABASE_URL
    ? [
        line(
          'Data',
          `${dataFolder}: the keys that seal tokens in this database, and files. Keep it with the database:`,
        ),
        more('with other keys nobody can open them.'),
      ]
    : [line('Data', `${dataFolder}, kept between starts; remove it to begin afresh`)];
  return [
    '',
    '  Parley is running.',
    '',
    line('Desk', url),
    TWILIO_API_BASE_URL
      ? line('Twilio', TWILIO_API_BASE_URL)
      : line('Phone', `${url}/phone`.padEnd(url.length + 10) + phone),
    line('API', `${url}/api/docs`),
    '',
    ...signIn,
    '',
    ...broker,
    line('Database', database),
    ...data,
    line('Log', logFile),
    '',
    '  Ctrl-C stops everything.',
    '',
  ].join('\n');
}
