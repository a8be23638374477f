import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { InteractionResults, Provider } from 'oidc-provider';
import { keptIn } from './kept.ts';
import { policy, problemPage, signInPage } from './pages.ts';
import { personBySubject } from './people.ts';
import { aProvider } from './provider.ts';

export interface DevelopmentIssuerSettings {
  /** Where browsers find this process, without a slash at the end; the issuer is `/oidc` below it. */
  readonly publicBaseUrl: string;
  /** Where keys and secrets are kept, as `issuer.json`. */
  readonly folder: string;
  /** What `aud` of its tokens says. */
  readonly audience?: string;
  /** Further addresses of a desk, such as that of a development server. */
  readonly desks?: readonly string[];
  /** It lets everybody in: in production it starts only when this says that it may. */
  readonly allowInProduction?: boolean;
}

/** A neighbour of the services (libs/platform) that signs people in without a password. */
export interface DevelopmentIssuer {
  readonly name: string;
  owns(path: string): boolean;
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** As tokens say it, for OIDC_ISSUER. */
  readonly issuer: string;
  /** Of the client `parley-scripts`, whose tokens are an administrator's. */
  readonly scriptsSecret: string;
}

const mount = '/oidc';

/** Throws in production unless it was allowed there. */
export async function developmentIssuer(settings: DevelopmentIssuerSettings): Promise<DevelopmentIssuer> {
  const { publicBaseUrl, folder, audience = 'parley', desks = [], allowInProduction = false } = settings;
  if (process.env['NODE_ENV'] === 'production' && !allowInProduction) {
    throw new Error(
      'The development issuer lets everybody in without a password. In production set OIDC_ISSUER to a real one.',
    );
  }
  const kept = await keptIn(join(folder, 'issuer.json'));
  const issuer = publicBaseUrl + mount;
  const provider = aProvider({ issuer, audience, kept, desks: [publicBaseUrl, ...desks] });
  const answer = provider.callback();
  const pages = new Pages(provider, [publicBaseUrl, ...desks]);
  const { host, protocol, pathname } = new URL(issuer);
  return {
    name: 'development issuer',
    issuer,
    scriptsSecret: kept.scriptsSecret,
    owns: (path) => path === mount || path.startsWith(`${mount}/`),
    handle(request, response) {
      const inner = request.url!.slice(mount.length) || '/';
      // addresses in its answers are made from these, whatever name or proxy the request came by
      Object.assign(request.headers, { host, 'x-forwarded-host': host, 'x-forwarded-proto': protocol.slice(0, -1) });
      Object.assign(request, { url: inner, originalUrl: pathname + (inner === '/' ? '' : inner) });
      if (inner.startsWith('/interaction/')) void pages.handle(request, response);
      else void answer(request, response);
    },
  };
}

/** The sign-in page. */
class Pages {
  private readonly policy: string;

  constructor(
    private readonly provider: Provider,
    private readonly desks: readonly string[],
  ) {
    this.policy = policy(desks.map((desk) => new URL(desk).origin));
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { prompt } = await this.provider.interactionDetails(request, response);
      if (prompt.name === 'consent') return await this.finish(request, response, { consent: {} });
      if (request.method !== 'POST') return this.show(response, 200, signInPage());
      const person = personBySubject(new URLSearchParams(await text(request)).get('person'));
      if (!person) return this.show(response, 400, signInPage());
      await this.finish(request, response, { login: { accountId: person.subject } });
    } catch {
      const what = 'This sign-in was begun too long ago or in another browser. Start it again.';
      this.show(response, 400, problemPage(what, this.desks[0]!));
    }
  }

  private finish(request: IncomingMessage, response: ServerResponse, result: InteractionResults): Promise<void> {
    return this.provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
  }

  private show(response: ServerResponse, status: number, html: string): void {
    response.writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': this.policy,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    response.end(html);
  }
}
