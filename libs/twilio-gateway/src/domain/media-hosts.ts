/** One place that Twilio may send on to for a file: a host, all hosts below one (`.twiliocdn.com`), or a part of a host (`host/path/`). */
interface MediaHost {
  /** With its port, where it is not that of https. */
  readonly host: string;
  readonly path: string;
}

/** Where Twilio says that files lie: those that want credentials at its content network, open ones in its part of Amazon's storage. */
export const twilioMediaHosts = '.twiliocdn.com, s3-external-1.amazonaws.com/media.twiliocdn.com/';

const entry = /^(?<host>\.?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?)(?<path>\/\S*)?$/;

/** Where the interface may send on to, as the setting TWILIO_MEDIA_HOSTS says it (comma-separated). */
export class MediaHosts {
  private readonly hosts: readonly MediaHost[];

  /** Throws at an entry that is none. */
  constructor(list: string) {
    const entries = list.split(',').map((one) => one.trim().toLowerCase());
    this.hosts = entries.filter((one) => one !== '').map(readHost);
  }

  /** Whether to go from Twilio's interface at `api` to `next` for a file (twilio.md 4.8): to the interface itself, or over https to a host that is named. */
  allow(next: URL, api: URL): boolean {
    if (next.username !== '' || next.password !== '') return false;
    if (next.origin === api.origin) return true;
    return next.protocol === 'https:' && this.hosts.some((one) => isAt(next, one));
  }
}

function readHost(one: string): MediaHost {
  const { host, path = '/' } = entry.exec(one)?.groups ?? {};
  if (host === undefined) throw new Error(`TWILIO_MEDIA_HOSTS has an entry that is no host: ${one}`);
  return { host, path };
}

const isAt = ({ host, pathname }: URL, named: MediaHost): boolean =>
  (named.host.startsWith('.') ? host.endsWith(named.host) : host === named.host) &&
  pathname.toLowerCase().startsWith(named.path);
