import { apiKeyRequest, type ConfigurationAction, type ConfiguredThing, outsideSecretRequest } from '#contracts';
import type { Fault, File } from './compose.ts';
import { type Environment, referenced, type Say } from './secrets.ts';

/*
 * Keys are what an account sends with beside its token, and what calls to bots, smart assists, skill finders, the translator and the directory are signed
 * with. They are no part of what a service takes as its configuration: each has a door of its own, and is set there after everything else.
 */

/** Where in a file a key has its place. */
export interface PlaceOfKey {
  readonly kind: 'account' | 'bot' | 'assist' | 'skill-finder' | 'translator' | 'directory';
  /** Of whom it is. */
  readonly slug: string;
  /** `accounts.main.apiKey`. */
  readonly path: string;
}

/** A key as a file asks for it. */
export interface AskedKey extends PlaceOfKey {
  /** Of an API key. */
  readonly sid: string | null;
  /** Null: it stays as it is. */
  readonly value: string | null;
}

/** How a key stands in an installation. */
export interface StandingKey {
  readonly isSet: boolean;
  readonly sid: string | null;
}

const unset: StandingKey = { isSet: false, sid: null };
const organisation = 'organisation';
const isThing = (said: unknown): said is ConfiguredThing =>
  typeof said === 'object' && said !== null && !Array.isArray(said);

/** The service whose door a key is set at. */
export const serviceOfKey = ({ kind }: PlaceOfKey): 'gateway' | 'conversations' =>
  kind === 'account' ? 'gateway' : 'conversations';

/** Every place of a key in a file, whether one stands there or not. */
export function placesOfKeys(file: File): readonly PlaceOfKey[] {
  const of = (kind: PlaceOfKey['kind'], section: string, field: string) =>
    Object.keys(file[section] ?? {}).map((slug) => ({ kind, slug, path: `${section}.${slug}.${field}` }));
  return [
    ...of('account', 'accounts', 'apiKey'),
    ...of('bot', 'bots', 'key'),
    ...of('assist', 'assists', 'key'),
    ...of('skill-finder', 'skillFinders', 'key'),
    ...of('translator', organisation, 'translation.key'),
    ...of('directory', 'directory', 'key'),
  ];
}

const stepsOf = ({ path, slug }: PlaceOfKey) => {
  const section = path.slice(0, path.indexOf('.'));
  return { section, fields: path.slice(section.length + slug.length + 2).split('.') };
};

const within = (thing: ConfiguredThing, [field, ...rest]: readonly string[]): unknown => {
  const said = thing[field!];
  return rest.length > 0 && isThing(said) ? within(said, rest) : rest.length > 0 ? undefined : said;
};

/** A thing with something else in a place; undefined: with nothing there. */
function put(thing: ConfiguredThing, [field, ...rest]: readonly string[], said: unknown): ConfiguredThing {
  const { [field!]: before, ...others } = thing;
  if (rest.length > 0) return isThing(before) ? { ...thing, [field!]: put(before, rest, said) } : thing;
  return said === undefined ? others : { ...thing, [field!]: said };
}

const putInFile = (file: File, place: PlaceOfKey, said: unknown): File => {
  const { section, fields } = stepsOf(place);
  const things = file[section]!;
  return { ...file, [section]: { ...things, [place.slug]: put(things[place.slug]!, fields, said) } };
};

/**
 * Takes the references of keys out of a file: `file` is what the services take. As with tokens, `{ env: NAME }` has to be there, and
 * `{ secret: NAME }` is taken along when it is. `faults`: what is no reference, and what its value cannot be.
 */
export function takeKeys(
  file: File,
  environment: Environment,
): { readonly file: File; readonly keys: readonly AskedKey[]; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const say: Say = (field, message) => faults.push({ field, message });
  const keys: AskedKey[] = [];
  let rest = file;
  for (const place of placesOfKeys(file)) {
    const { section, fields } = stepsOf(place);
    const thing = file[section]![place.slug]!;
    const said = within(thing, fields);
    if (said === undefined) continue;
    rest = putInFile(rest, place, undefined);
    keys.push(
      place.kind === 'account'
        ? readApiKey(place, thing, said, environment, say)
        : {
            ...place,
            sid: null,
            value: readValue(outsideSecretRequest.shape.secret, said, place.path, environment, say),
          },
    );
  }
  return { file: rest, keys, faults };
}

function readValue(
  shape: typeof outsideSecretRequest.shape.secret | typeof apiKeyRequest.shape.secret,
  said: unknown,
  field: string,
  environment: Environment,
  say: Say,
): string | null {
  const value = referenced(said, field, environment, say);
  const read = value === null ? null : shape.safeParse(value);
  // what is said of a text does not repeat it
  for (const { message } of read?.error?.issues ?? []) say(field, message);
  return value;
}

function readApiKey(
  place: PlaceOfKey,
  { provider }: ConfiguredThing,
  said: unknown,
  environment: Environment,
  say: Say,
): AskedKey {
  const { path } = place;
  const { sid, secret, ...others } = isThing(said) ? said : {};
  if (!isThing(said) || Object.keys(others).length > 0) say(path, 'is no API key: { sid: SK…, secret: { env: NAME } }');
  else if (typeof provider === 'string' && provider !== 'twilio')
    say(path, 'is for accounts at Twilio, which alone have API keys');
  else {
    const read = apiKeyRequest.shape.sid.safeParse(sid);
    if (!read.success) say(`${path}.sid`, sid === undefined ? 'is required' : read.error.issues[0]!.message);
    const value = readValue(apiKeyRequest.shape.secret, secret, `${path}.secret`, environment, say);
    return { ...place, sid: read.data ?? null, value };
  }
  return { ...place, sid: null, value: null };
}

/**
 * What becomes of a key. Nobody can read one, so whether it is the same is not known: one that is set stays, unless it is another API key by
 * its SID, or all are asked to be set `anew`.
 */
export function actionOnKey(
  { sid, value }: AskedKey,
  { isSet, sid: known }: StandingKey = unset,
  anew: boolean,
): ConfigurationAction {
  if (value === null) return 'unchanged';
  if (!isSet) return 'created';
  return anew || sid !== known ? 'changed' : 'unchanged';
}

/** Another API key without its secret: what it names could not be sent with. `standing`: by path. */
export const faultsOfKeys = (keys: readonly AskedKey[], standing: ReadonlyMap<string, StandingKey>): Fault[] =>
  keys
    .filter(({ path, sid, value }) => value === null && standing.get(path)?.isSet && standing.get(path)?.sid !== sid)
    .map(({ path }) => ({ field: `${path}.secret`, message: 'is needed for another API key: { env: NAME }' }));

/** A file with references of the keys that are set, by path, and never the keys. */
export const withKeys = (file: File, standing: ReadonlyMap<string, StandingKey>): File =>
  placesOfKeys(file).reduce((all, place) => {
    const known = standing.get(place.path);
    if (!known?.isSet) return all;
    const reference = { secret: nameOf(place) };
    return putInFile(all, place, place.kind === 'account' ? { sid: known.sid, secret: reference } : reference);
  }, file);

/** How a key is called where secrets are kept: `MAIN_API_KEY`, `FAQ_BOT_KEY`. */
function nameOf({ kind, slug }: PlaceOfKey): string {
  const whose = slug.toUpperCase().replaceAll('-', '_');
  const names = {
    account: `${whose}_API_KEY`,
    bot: `${whose}_BOT_KEY`,
    assist: `${whose}_ASSIST_KEY`,
    'skill-finder': `${whose}_SKILL_FINDER_KEY`,
    translator: 'TRANSLATOR_KEY',
    directory: 'DIRECTORY_KEY',
  };
  return names[kind];
}
