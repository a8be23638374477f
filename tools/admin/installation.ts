import { z } from 'zod';
import { configurationImported, type ConfigurationImported, signInView } from '#contracts';
import { readEnvironment } from '#platform';
import { type Door, type File, type How, type Parts, RefusedFile } from '#configuration-file';

const environmentOf = z.object({
  /** Where the installation answers. */
  BASE_URL: z.url().default('http://localhost:3000'),
  /** The secret of the client that scripts sign in as. */
  SCRIPT_CLIENT_SECRET: z.string().min(1),
});

const clientId = 'parley-scripts';
const refusal = z.object({
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
const sections = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())));

/** A running installation, spoken to over HTTP as a script: signs in by client credentials at the address that it names. */
export class Installation implements Door {
  private constructor(
    readonly base: string,
    private readonly token: string,
  ) {}

  static async at(url: string | undefined, environment: NodeJS.ProcessEnv): Promise<Installation> {
    const { BASE_URL, SCRIPT_CLIENT_SECRET } = readEnvironment(environmentOf, environment);
    const base = (url ?? BASE_URL).replace(/\/+$/, '');
    const { issuer, scope } = signInView.parse(await json(await reach(`${base}/api/sign-in`)));
    const found = await json(await reach(`${issuer}/.well-known/openid-configuration`));
    const { token_endpoint } = z.object({ token_endpoint: z.url() }).parse(found);
    const answer = await reach(token_endpoint, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${encodeURIComponent(SCRIPT_CLIENT_SECRET)}`).toString('base64')}`,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
    });
    if (!answer.ok) throw new Error(`The sign-in service refused ${clientId}: ${answer.status}.`);
    const { access_token } = z.object({ access_token: z.string() }).parse(await json(answer));
    return new Installation(base, access_token);
  }

  /** Whether what is sent there can be read on the way. */
  get isOpen(): boolean {
    const { protocol, hostname } = new URL(this.base);
    return protocol !== 'https:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  }

  /** What the services have now, with the ids of what others name. */
  async parts(): Promise<Parts> {
    const [routing, channelConfig, gateway, conversations] = await Promise.all([
      this.get('routing'),
      this.get('channel-config'),
      this.get('gateway'),
      this.get('conversations'),
    ]);
    return { routing, channelConfig, gateway, conversations };
  }

  /** Gives a service its part. Throws RefusedFile. */
  async put(service: string, part: File, { dryRun, prune }: How): Promise<ConfigurationImported> {
    const answer = await reach(`${this.base}/api/${service}/configuration?dryRun=${dryRun}&prune=${prune}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ format: 1, ...part }),
    });
    return configurationImported.parse(await this.accepted(service, answer));
  }

  /** Answers what a door says, or null where it was to be read and is not known. Throws RefusedFile, which names `service`. */
  async ask(
    service: string,
    path: string,
    how: { method?: 'PUT'; body?: object; version?: number } = {},
  ): Promise<unknown> {
    const { method = 'GET', body, version } = how;
    const answer = await reach(`${this.base}/api/${service}/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body && { 'content-type': 'application/json' }),
        ...(version !== undefined && { 'if-match': `"${version}"` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return method === 'GET' && answer.status === 404 ? null : this.accepted(service, answer);
  }

  private async get(service: string): Promise<File> {
    const headers = { authorization: `Bearer ${this.token}` };
    const answer = await reach(`${this.base}/api/${service}/configuration?ids=true`, { headers });
    const { format: _format, ...file } = (await this.accepted(service, answer)) as Record<string, unknown>;
    return sections.parse(file);
  }

  private async accepted(service: string, answer: Response): Promise<unknown> {
    const body = await json(answer);
    if (answer.ok) return body;
    const said = refusal.safeParse(body);
    throw new RefusedFile(`${service}: ${said.data?.detail ?? `answered ${answer.status}`}`, said.data?.errors);
  }
}

async function reach(url: string, how?: RequestInit): Promise<Response> {
  try {
    return await fetch(url, how);
  } catch {
    throw new Error(`${new URL(url).origin} does not answer.`);
  }
}

async function json(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch {
    throw new Error(`${new URL(answer.url).origin} answered ${answer.status}, and no JSON: is it Parley?`);
  }
}
