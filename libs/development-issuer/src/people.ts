/** Somebody who can sign in without a password. */
export interface DevelopmentPerson {
  readonly subject: string;
  readonly name: string;
  readonly role: 'agent' | 'supervisor' | 'administrator';
}

/** Everybody the development issuer knows. The demo's queue has the three agents. */
export const developmentPeople: readonly DevelopmentPerson[] = [
  { subject: 'lena', name: 'Lena Marsh', role: 'agent' },
  { subject: 'diego', name: 'Diego Kessler', role: 'agent' },
  { subject: 'noor', name: 'Noor Haddad', role: 'agent' },
  { subject: 'sofia', name: 'Sofia Lindgren', role: 'supervisor' },
  { subject: 'dana', name: 'Dana Brooks', role: 'administrator' },
];

export const personBySubject = (subject: unknown): DevelopmentPerson | undefined =>
  developmentPeople.find((person) => person.subject === subject);
