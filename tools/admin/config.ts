import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { ConfigurationImported } from '#contracts';
import { configurationText, readYaml } from '#platform';
import { type Call, type Command, Misuse } from './command.ts';
import {
  compose,
  decompose,
  type Fault,
  type File,
  type Parts,
  pathInFile,
  type Steps,
  withSecrets,
} from './compose.ts';
import { type How, Installation, RefusedFile } from './installation.ts';

const usage = '--file <file> [--url <url>]';

/** `npm run admin -- config …`: what an installation has configured, as a file to be kept in git (decisions I). */
export const config: Readonly<Record<string, Command>> = {
  'config export': {
    usage: '[--file <file>] [--url <url>] [--json]',
    does: 'Writes everything that is configured as YAML, by slugs and without secrets.',
    async run({ words, options, environment, print }) {
      none(words);
      const installation = await Installation.at(options.url, environment);
      const file = compose(await installation.parts());
      const text = await textOf(file, options.json ? 'json' : 'yaml');
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
    does: 'Makes the configuration what the file says; --prune also takes out of use what it does not have.',
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
  const read = readFile(options.file);
  const { file, faults, count } = withSecrets(read, environment);
  const installation = await Installation.at(options.url, environment);
  if (count > 0 && installation.isOpen)
    throw new Error(`${installation.base} is not https: tokens would be read on the way.`);
  const known = await installation.parts();
  const steps = decompose(file, known);
  const results = await attempt(installation, steps, known, [...faults, ...steps.faults], options.prune);
  if (isDryRun) return show(results, print, 'would be');
  const apply = { dryRun: false, prune: options.prune };
  const applied: Results = {};
  try {
    for (const [service, part] of order(steps)) {
      const imported = await installation.put(service, part, apply);
      applied[service] = [...(applied[service] ?? []), imported];
    }
  } finally {
    // what stands when a later one fails is said as well: it is not undone
    show(inFile(applied, steps, known), print, 'is');
  }
}

type Results = Record<string, ConfigurationImported[]>;

/** The services' parts in the order in which each names only what went before; those the file does not have are left out. */
const order = ({ queues, channelConfig, distributions, gateway }: Steps): [service: string, part: File][] =>
  (
    [
      ['routing', queues],
      ['channel-config', channelConfig],
      ['routing', distributions],
      ['gateway', gateway],
    ] as [string, File][]
  ).filter(([, part]) => Object.keys(part).length > 0);

/** Tries everything without doing it, so that what is wrong anywhere is said before anything is changed. */
async function attempt(
  installation: Installation,
  steps: Steps,
  known: Parts,
  faults: readonly Fault[],
  prune: boolean,
): Promise<Results> {
  const how: How = { dryRun: true, prune };
  const results: Results = {};
  const found = [...faults];
  for (const [service, part] of order(steps)) {
    try {
      results[service] = [...(results[service] ?? []), await installation.put(service, part, how)];
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error;
      if (error.faults.length === 0) throw error;
      found.push(...error.faults.map(({ field, message }) => ({ field: pathInFile(field, steps, known), message })));
    }
  }
  if (found.length > 0) throw new Error(told(found));
  return inFile(results, steps, known);
}

const inFile = (results: Results, steps: Steps, known: Parts): Results =>
  Object.fromEntries(
    Object.entries(results).map(([service, all]) => [
      service,
      all.map((one) => ({
        ...one,
        items: one.items.map((item) => ({ ...item, path: pathInFile(item.path, steps, known) })),
      })),
    ]),
  );

const told = (faults: readonly Fault[]): string => {
  const fields = new Map(faults.toReversed().map(({ field, message }) => [field, message]));
  const lines = [...fields].toReversed().map(([field, message]) => `  ${field}: ${message}`);
  return ['Nothing was changed. The file has errors:', ...lines].join('\n');
};

const signs = { created: '+', changed: '~', removed: '-', waiting: '…', unchanged: ' ' };

function show(results: Results, print: (line: string) => void, verb: string): void {
  for (const [service, all] of Object.entries(results)) {
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
