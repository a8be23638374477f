import type { ConfigurationFile, ConfigurationImported } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Planned, pruned, resultsOf } from '#platform';
import { provisioningThing, usesIn } from '../domain/configuration.ts';
import type { AccountWithNumbers } from '../domain/messaging-account.ts';
import { retire } from '../domain/retirement.ts';
import type { Workstream } from '../domain/workstream.ts';
import { type Configuration, readConfiguration, Slugs } from '../storage/configuration.ts';
import { oneAtATime } from '../storage/one-at-a-time.ts';
import { planAccounts } from './import-accounts.ts';
import { planChannels } from './import-channels.ts';
import { nameDefinitions, planDefinitions } from './import-definitions.ts';
import { planGrants, planProvisioning } from './import-installation.ts';
import { planSettings } from './import-settings.ts';
import { planWorkstreams } from './import-workstreams.ts';
import { Importing, type ImportSettings } from './importing.ts';
import { keepImported, type Plans } from './keep-imported.ts';

/**
 * Makes the configuration what a file says (decisions I): all of it or, when anything in it is wrong, nothing. What is there is known by
 * its slug; what is as the file says stays as it is, so that the same file again changes nothing. The number of statements does not
 * depend on the number of things. Refuses with `unreadable` or the code of the rule, and says everything that is wrong by its path.
 */
export async function importConfiguration(
  tx: Transaction,
  settings: ImportSettings,
  file: ConfigurationFile,
  isDryRun: boolean,
): Promise<ConfigurationImported> {
  await oneAtATime(tx);
  const known = await readConfiguration(tx.manager);
  const importing = new Importing(file, known, new Slugs(known), settings, tx);
  const plans = await plan(importing, known);
  importing.settle();
  if (!isDryRun) await keepImported(tx, settings, plans);
  return { dryRun: isDryRun, ...resultsOf(Object.values(plans).flat()) };
}

async function plan(importing: Importing, known: Configuration): Promise<Plans> {
  const provisioning = planProvisioning(importing);
  const grants = planGrants(importing);
  const accounts = await planAccounts(importing);
  nameDefinitions(importing);
  const workstreams = planWorkstreams(importing);
  const { status } = provisioning.at(-1)?.after ?? known.provisioning;
  const isProvisioned = provisioningThing({ status })['enabled'] === true;
  const [created] = accounts.filter(({ action }) => action === 'created');
  if (created && !isProvisioned) importing.fault(created.path, 'SMS is not provisioned here.', 'sms-not-provisioned');
  const channels = planChannels(importing, {
    isProvisioned,
    accounts: merged(known.accounts, accounts, ({ account }) => account.id),
    workstreams: merged(known.workstreams, workstreams, ({ id }) => id),
  });
  const definitions = await planDefinitions(importing);
  const living = merged(known.channels, channels, ({ id }) => id);
  const plans = {
    provisioning,
    grants,
    accounts: [...accounts, ...pruneAccounts(importing, living)],
    workstreams: [...workstreams, ...pruneWorkstreams(importing, living)],
    channels,
    definitions,
    settings: planSettings(importing, {
      workstreams: merged(known.workstreams, workstreams, ({ id }) => id),
      definitions: merged(known.definitions, definitions, ({ id }) => id),
    }),
  };
  refuseMissing(importing, plans);
  return plans;
}

/** Everything as it will be. */
const merged = <Thing>(
  known: readonly Thing[],
  plans: readonly Planned<Thing>[],
  idOf: (thing: Thing) => string,
): Thing[] => [
  ...new Map([...known, ...plans.map(({ after }) => after)].map((thing) => [idOf(thing), thing])).values(),
];

interface Wired {
  readonly accountId: string;
  readonly workstreamId: string;
  readonly state: string;
  readonly slug: string;
}

/** What a file does not have goes when its channels are gone: what has one that stays is a fault, what has one on its way out waits. */
function pruneAccounts(importing: Importing, channels: readonly Wired[]): Planned<AccountWithNumbers>[] {
  const { known, tx } = importing;
  return absent(importing, 'accounts', known.accounts, ({ account }) => account.slug).flatMap((one) => {
    const { account } = one;
    if (account.state !== 'active') return [];
    const after = { ...one, account: retire(account, 'wait', tx.now) };
    const theirs = channels.filter(({ accountId }) => accountId === account.id);
    return goes(importing, theirs, pruned('accounts', account.slug, one, after));
  });
}

function pruneWorkstreams(importing: Importing, channels: readonly Wired[]): Planned<Workstream>[] {
  const { known, tx } = importing;
  return absent(importing, 'workstreams', known.workstreams, ({ slug }) => slug).flatMap((one) => {
    if (one.state !== 'active') return [];
    const theirs = channels.filter(({ workstreamId }) => workstreamId === one.id);
    return goes(importing, theirs, pruned('workstreams', one.slug, one, retire(one, 'wait', tx.now)));
  });
}

function goes<Thing>(importing: Importing, theirs: readonly Wired[], plan: Planned<Thing>): Planned<Thing>[] {
  const staying = theirs.find(({ state }) => state === 'active');
  if (staying) importing.fault(plan.path, `Its channels go first: ${staying.slug}.`, 'in-use');
  return [theirs.length > 0 && plan.before ? { ...plan, action: 'waiting', after: plan.before } : plan];
}

function absent<Thing>(
  importing: Importing,
  section: string,
  known: readonly Thing[],
  slugOf: (thing: Thing) => string,
): Thing[] {
  const things = importing.settings.prune ? importing.section(section) : null;
  if (!things) return [];
  const inFile = new Set(things.map(([slug]) => slug));
  return known.filter((thing) => !inFile.has(slugOf(thing)));
}

/** Nothing that stays names a definition that goes. */
function refuseMissing(importing: Importing, { definitions, channels, settings }: Plans): void {
  const gone = new Map(
    definitions.filter(({ action }) => action === 'removed').map(({ after, path }) => [after.id as string, path]),
  );
  if (gone.size === 0) return;
  const { known } = importing;
  const staying = {
    definitions: merged(known.definitions, definitions, ({ id }) => id).filter(({ removedAt }) => removedAt === null),
    channels: merged(known.channels, channels, ({ id }) => id),
    settings: merged(known.settings, settings, ({ id }) => id),
  };
  const told = new Set<string>();
  for (const { by, uses } of usesIn(staying))
    for (const { id } of uses) {
      const path = gone.get(id);
      if (path === undefined || told.has(path)) continue;
      told.add(path);
      importing.fault(path, `Used by ${by}.`, 'in-use');
    }
}
