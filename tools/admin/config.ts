import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { v7 as uuid } from 'uuid';
import {
  applyFile,
  compose,
  type Fault,
  faultsOfKeys,
  type File,
  placesOfKeys,
  type Results,
  takeKeys,
  tryFile,
  withKeys,
  withSecrets,
  WrongFile,
} from '#configuration-file';
import { configurationText, readYaml } from '#platform';
import { type Call, type Command, Misuse } from './command.ts';
import { Installation } from './installation.ts';
import { applyKeys, standingKeys, triedKeys } from './keys.ts';

const usage = '--file <file> [--url <url>] [--replace-keys]';

/** `npm run admin -- config …`: what an installation has configured, as a file to be kept in git (decisions I). */
export const config: Readonly<Record<string, Command>> = {
  'config export': {
    usage: '[--file <file>] [--url <url>] [--json]',
    does: 'Writes everything that is configured as YAML, by slugs and without secrets.',
    async run({ words, options, environment, print }) {
      none(words);
      const installation = await Installation.at(options.url, environment);
      const file = compose(await installation.parts());
      const keys = await standingKeys(installation, placesOfKeys(file));
      const text = await textOf(withKeys(file, keys), options.json ? 'json' : 'yaml');
      if (options.file === undefined) print(text.trimEnd());
      else writeFileSync(options.file, text);
    },
  },
  'config diff': {
    usage: `${usage} [--prune]`,
    does: 'Shows what an import of the file would change, and changes nothing.',
    run: (call) => send(call, true),
  },
  'config import': {
    usage: `${usage} [--dry-run] [--prune]`,
    does: 'Makes the configuration what the file says; --prune also takes out of use what it does not have, --replace-keys sets keys again that are set.',
    run: (call) => send(call, call.options['dry-run']),
  },
};

/** Reads as YAML what is YAML; JSON is YAML as well, and quicker read as itself. */
function readFile(path: string): File {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Misuse(`${path} cannot be read.`);
  }
  let read: unknown;
  try {
    read = text.trimStart().startsWith('{') ? JSON.parse(text) : readYaml(text);
  } catch (error) {
    throw new Misuse(`${path}: ${(error as Error).message}`);
  }
  const shape = z.looseObject({ format: z.literal(1) }).safeParse(read);
  if (!shape.success) throw new Misuse(`${path} is no file of configuration of format 1.`);
  const { format: _format, ...sections } = shape.data;
  const file = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).safeParse(sections);
  if (file.success) return file.data;
  throw new Misuse(told(file.error.issues.map(({ path: at, message }) => ({ field: at.join('.'), message }))));
}

async function send({ words, options, environment, print }: Call, isDryRun: boolean): Promise<void> {
  none(words);
  if (options.file === undefined) throw new Misuse('Say which file: --file parley.yaml');
  const { file: part, keys, faults: ofKeys } = takeKeys(readFile(options.file), environment);
  const { file, faults, count } = withSecrets(part, environment);
  const installation = await Installation.at(options.url, environment);
  if (installation.isOpen && (count > 0 || keys.some(({ value }) => value !== null)))
    throw new Error(`${installation.base} is not https: tokens and keys would be read on the way.`);
  const { prune, 'replace-keys': anew } = options;
  const known = await installation.parts();
  const standing = await standingKeys(installation, keys);
  const found = [...faults, ...ofKeys, ...faultsOfKeys(keys, standing)];
  const asked = { known, prune, newId: uuid, faults: found };
  const tried = await tryFile(installation, file, asked).catch((error: unknown) => {
    throw error instanceof WrongFile ? new Error(told(error.faults)) : error;
  });
  if (isDryRun) return show(together(tried.results, triedKeys(keys, standing, anew)), print, 'would be');
  let done: Results = {};
  const add = (results: Results) => (done = together(done, results));
  try {
    await applyFile(installation, tried, prune, add);
    await applyKeys(installation, keys, anew, add);
  } finally {
    show(done, print, 'is');
  }
}

const together = (some: Results, more: Results): Results => ({
  ...some,
  ...Object.fromEntries(Object.entries(more).map(([service, all]) => [service, [...(some[service] ?? []), ...all]])),
});

const told = (faults: readonly Fault[]): string =>
  ['Nothing was changed. The file has errors:', ...faults.map(({ field, message }) => `  ${field}: ${message}`)].join(
    '\n',
  );

const signs = { created: '+', changed: '~', removed: '-', waiting: '…', unchanged: ' ' };

/** As they are asked; keys of a service come with what it did before them. */
const services = ['routing', 'channel-config', 'gateway', 'conversations'];
const inOrder = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]) =>
  services.indexOf(one) - services.indexOf(other);

function show(results: Results, print: (line: string) => void, verb: string): void {
  for (const [service, all] of Object.entries(results).toSorted(inOrder)) {
    const items = all.flatMap((one) => one.items);
    const differing = items.filter(({ action }) => action !== 'unchanged');
    for (const { path, action, differing: fields } of differing)
      print(
        `${signs[action]} ${path}${fields.length > 0 ? `: ${fields.join(', ')}` : ''}${action === 'waiting' ? ' goes when its channels are gone' : ''}`,
      );
    const counts = (['created', 'changed', 'removed', 'unchanged'] as const)
      .map((action) => [items.filter((item) => item.action === action).length, action] as const)
      .filter(([count]) => count > 0)
      .map(([count, action]) => `${count} ${action}`);
    print(
      `${service}: ${counts.length === 0 ? 'nothing' : counts.join(', ')} ${verb === 'is' ? '' : '(dry run)'}`.trimEnd(),
    );
  }
}

async function textOf(file: File, form: 'yaml' | 'json'): Promise<string> {
  const entries = Object.entries(file).flatMap(([section, things]) =>
    Object.entries(things).map(([slug, thing]) => ({ section, slug, thing })),
  );
  let text = '';
  for await (const piece of configurationText(Object.keys(file), entries, form)) text += piece;
  return text;
}

function none(words: readonly string[]): void {
  if (words.length > 0) throw new Misuse(`Too many words: ${words.join(' ')}.`);
}
