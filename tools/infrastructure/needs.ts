import { readFileSync } from 'node:fs';

export const needs = ['postgres', 'rabbit', 'own rabbit', 'chromium'] as const;
export type Need = (typeof needs)[number];

/** Why something that tests need is not to be had. */
export type Missing = Partial<Record<Need, string>>;

/** What a file of tests needs, by its suffix and by what it asks for. */
export function needsOf(path: string): Need[] {
  const text = readFileSync(path, 'utf8');
  const everything = path.endsWith('.e2e.spec.ts');
  const found: Record<Need, boolean> = {
    postgres: everything || path.endsWith('.int.spec.ts'),
    rabbit: everything || text.includes('AMQP_URL'),
    'own rabbit': text.includes('startRabbit'),
    chromium: /CHROMIUM|playwright/.test(text) || /[\\/]desk[\\/]e2e[\\/]/.test(path),
  };
  return needs.filter((need) => found[need]);
}

/** A file that tells apart what is done with RabbitMQ and what without says so in the names of its tests. */
const rabbitsOnly = /RabbitMQ/;

/** Of these tests of one file, by their full names, the ones that cannot run because of what is missing. */
export function notToRun(path: string, names: readonly string[], missing: Missing): string[] {
  const lacking = needsOf(path).filter((need) => missing[need] !== undefined);
  if (lacking.length === 0) return [];
  const named = names.filter((name) => rabbitsOnly.test(name));
  return lacking.every((need) => need === 'rabbit') && named.length > 0 ? named : [...names];
}

const variable = 'PARLEY_TESTS_LACK';

/** How the word of what is missing travels to the processes that run the tests. */
export const missingFrom = (environment: NodeJS.ProcessEnv): Missing =>
  JSON.parse(environment[variable] ?? '{}') as Missing;
/** Whether `npm test` has looked already. */
export const isEquipped = (environment: NodeJS.ProcessEnv): boolean => environment[variable] !== undefined;
export const withMissing = (missing: Missing): NodeJS.ProcessEnv => ({ [variable]: JSON.stringify(missing) });
