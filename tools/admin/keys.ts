import { z } from 'zod';
import {
  actionOnKey,
  type AskedKey,
  type PlaceOfKey,
  RefusedFile,
  type Results,
  serviceOfKey,
  type StandingKey,
} from '#configuration-file';
import { apiKeyView, type ConfigurationAction, outsideSecretStateView, pageOf, theOrganisation } from '#contracts';
import { resultsOf } from '#platform';
import type { Installation } from './installation.ts';

/* The keys that a file names: each is set at the door that it has, after the service has what it belongs to. */

/** How a key stands, and where it is set. */
interface Standing extends StandingKey {
  readonly id: string;
  /** What a change of an API key starts from. */
  readonly version: number;
}

/** How long a service may need to hear of what was just made in another one. */
const hearsWithinMs = 30_000;
const askedEveryMs = 100;
/** So many doors are knocked at together. */
const together = 10;

const page = pageOf(z.looseObject({ id: z.string(), slug: z.string() }));
const lists = { account: 'accounts', bot: 'bots', assist: 'assists', 'skill-finder': 'skill-finders' } as const;

/** How the keys in these places stand, by path; what the services do not know yet is missing. */
export async function standingKeys(
  installation: Installation,
  places: readonly PlaceOfKey[],
): Promise<ReadonlyMap<string, Standing>> {
  const ids = await idsOf(installation, places);
  const standing = new Map<string, Standing>();
  for (let first = 0; first < places.length; first += together)
    await Promise.all(
      places.slice(first, first + together).map(async (place) => {
        const id = ids.get(place.path);
        const found = id === undefined ? null : await standingKey(installation, place, id);
        if (found) standing.set(place.path, found);
      }),
    );
  return standing;
}

/** What would become of keys. */
export const triedKeys = (
  keys: readonly AskedKey[],
  standing: ReadonlyMap<string, StandingKey>,
  anew: boolean,
): Results =>
  told(
    keys.map((key) => [key, actionOnKey(key, standing.get(key.path), anew)]),
    true,
  );

/**
 * Sets what has to be set, key after key, and waits for services that have not heard yet of whose key it is. `done` is told what stands, also
 * when a later one fails.
 */
export async function applyKeys(
  installation: Installation,
  keys: readonly AskedKey[],
  anew: boolean,
  done: (results: Results) => void,
): Promise<void> {
  const all: [AskedKey, ConfigurationAction][] = [];
  try {
    const ids = await idsOf(installation, keys);
    for (const key of keys) all.push([key, await applyKey(installation, key, ids.get(key.path), anew)]);
  } finally {
    done(told(all, false));
  }
}

async function applyKey(
  installation: Installation,
  key: AskedKey,
  id: string | undefined,
  anew: boolean,
): Promise<ConfigurationAction> {
  const { kind, path, sid, value } = key;
  if (value === null) return 'unchanged';
  const service = serviceOfKey(key);
  try {
    const standing = id === undefined ? null : await heardOf(installation, key, id);
    if (!standing) throw new RefusedFile(`${service}: has not heard of it yet. Import the file again in a while.`);
    const action = actionOnKey(key, standing, anew);
    if (action === 'unchanged') return action;
    if (kind === 'account') {
      const { version } = standing;
      await installation.ask(service, doorOf(key, standing.id), {
        method: 'PUT',
        body: { sid, secret: value },
        version,
      });
    } else await installation.ask(service, doorOf(key, standing.id), { method: 'PUT', body: { secret: value } });
    return action;
  } catch (error) {
    throw error instanceof RefusedFile ? new Error(`${path} was not set. ${error.message}`) : error;
  }
}

async function heardOf(installation: Installation, place: PlaceOfKey, id: string): Promise<Standing | null> {
  const deadline = performance.now() + hearsWithinMs;
  for (;;) {
    const found = await standingKey(installation, place, id);
    if (found || performance.now() > deadline) return found;
    await new Promise((again) => setTimeout(again, askedEveryMs));
  }
}

async function standingKey(installation: Installation, place: PlaceOfKey, id: string): Promise<Standing | null> {
  const said = await installation.ask(serviceOfKey(place), doorOf(place, id));
  if (said === null) return null;
  if (place.kind !== 'account') return { id, isSet: outsideSecretStateView.parse(said).isSet, sid: null, version: 0 };
  const { sid, version } = apiKeyView.parse(said);
  return { id, isSet: sid !== null, sid, version };
}

const doorOf = ({ kind }: PlaceOfKey, id: string): string =>
  kind === 'account' ? `accounts/${id}/api-key` : `secrets/${kind}/${id}`;

/** Whose keys these are, by the paths of the keys. */
async function idsOf(installation: Installation, places: readonly PlaceOfKey[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const { kind, path } of places)
    if (kind === 'translator' || kind === 'directory') ids.set(path, theOrganisation);
  for (const kind of ['account', 'bot', 'assist', 'skill-finder'] as const) {
    const wanted = new Map(places.filter((one) => one.kind === kind).map(({ slug, path }) => [slug, path]));
    let cursor: string | null = '';
    while (wanted.size > 0 && cursor !== null) {
      const query = new URLSearchParams({ limit: '200', ...(cursor && { cursor }) });
      const { items, next }: z.output<typeof page> = page.parse(
        await installation.ask('channel-config', `${lists[kind]}?${query.toString()}`),
      );
      for (const { id, slug } of items) if (wanted.has(slug)) ids.set(wanted.get(slug)!, id);
      cursor = next;
    }
  }
  return ids;
}

function told(all: readonly (readonly [AskedKey, ConfigurationAction])[], dryRun: boolean): Results {
  const of = (service: string) => {
    const items = all
      .filter(([key]) => serviceOfKey(key) === service)
      .map(([{ path }, action]) => ({ path, action, differing: [] }));
    return items.length > 0 ? { [service]: [{ dryRun, ...resultsOf(items) }] } : {};
  };
  return { ...of('gateway'), ...of('conversations') };
}
