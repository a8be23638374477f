import { developmentPeople } from './people.ts';

const articles = { agent: 'an agent', supervisor: 'a supervisor', administrator: 'an administrator' } as const;

/** Who can sign in, one line each, for the start-up banner. */
export function signInBanner(): string[] {
  const width = Math.max(...developmentPeople.map(({ name }) => name.length));
  return [
    'Sign in, without a password, as',
    ...developmentPeople.map(({ name, role }) => `  ${name.padEnd(width)}   ${articles[role]}`),
  ];
}
