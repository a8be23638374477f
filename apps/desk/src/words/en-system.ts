import type { SecretColumn } from '#contracts';
import { figure, plural } from './plural.ts';

/** The words of security, history, import and export. */
export const systemWords = {
  security: {
    title: 'Security',
    intro: 'Who may have secrets used, and who may write them. Nobody can see one, whatever is granted.',
    secret: 'Secret',
    columns: {
      'account-auth-token': 'Auth tokens of accounts',
      'account-api-key': 'API keys of accounts',
      'bot-key': 'Secrets of bots',
      'assist-key': 'Secrets of smart assists',
      'directory-key': 'Secret of the directory',
      'translator-key': 'Secret of the translator',
      'webhook-key': 'Secrets of webhooks',
    } satisfies Record<SecretColumn, string>,
    read: 'Have it used by hand',
    create: 'Set it',
    update: 'Replace it',
    abouts: {
      read: 'Asking the provider about an account, showing an address that is made of the secret, telling a webhook once more.',
      create: 'Where there is none yet.',
      update: 'And take it off.',
    },
    secure: 'Kept secret: written, never shown',
    missing: (action: string, column: string) =>
      `You have no permission for this. An administrator can give it to you under Security: ${column}, “${action}”.`,
    purposes: {
      sending: 'to send',
      verifying: 'to verify what came in',
      asking: 'to ask the provider',
      checking: 'by hand',
      calling: 'to call another system',
    } as Readonly<Record<string, string>>,
    used: (purpose: string, times: number): string =>
      `Used ${systemWords.security.purposes[purpose] ?? purpose}, ${figure(times)} ${plural(times, 'time', 'times')}`,
    roles: 'Roles',
    people: 'People',
    peopleHint: 'As the sign-in service calls them. Press Enter after each.',
    roleNames: { administrator: 'Administrators', supervisor: 'Supervisors', agent: 'Agents' } as Readonly<
      Record<string, string>
    >,
    lockOut: 'Nobody could do this any more.',
    audit: 'What was done to it',
    when: 'When',
    who: 'Who',
    what: 'What',
    account: 'Account',
    actions: {
      created: 'Set',
      updated: 'Replaced',
      resealed: 'Sealed with the newest key',
      'grants-changed': 'Permissions changed',
    } as Readonly<Record<string, string>>,
    none: 'Nothing yet',
    noneText: 'Every change and use of a secret, and every change of a permission, is written down.',
    reseal: 'Seal again',
    resealText:
      'After a new key came first in SECRETS_KEYS: closes every token and API key with it, so that the older key may go.',
    resealed: (count: number) =>
      count === 0
        ? 'Every token has the newest key.'
        : `${figure(count)} ${plural(count, 'token', 'tokens')} sealed again.`,
    keys: 'Keys',
  },
  history: {
    title: 'History',
    intro: 'Who changed what, and when. Secrets are no part of it.',
    of: (name: string) => `History of ${name}`,
    every: 'Everything',
    kind: 'Kind',
    none: 'Nothing was changed yet',
    noneText: 'Every change appears here, with what it was before.',
    open: 'Open',
    compare: 'Compare with now',
    compared: (version: number) => `Version ${figure(version)} and now`,
    then: (version: number) => `Version ${figure(version)}`,
    now: 'Now',
    same: 'It says the same.',
    restore: 'Restore this version',
    restored: 'Restored as a new version.',
    fields: (count: number) => `${figure(count)} ${plural(count, 'setting', 'settings')}`,
  },
  transfer: {
    title: 'Import, export',
    intro: 'Everything that is configured as one file, by short names and without secrets. Keep it where your code is.',
    export: 'Export',
    exportText: 'In an order that is always the same, so that two files can be compared line by line.',
    asYaml: 'Download YAML',
    asJson: 'Download JSON',
    import: 'Import',
    importText: 'The file is tried first: nothing changes before you have seen what would.',
    choose: 'Choose a file',
    drop: 'or drop it here',
    prune: 'Turn off what a section of the file does not have',
    try: 'Try again',
    unreadable: 'This file is no YAML or JSON.',
    notOurs: 'This is no file of configuration of format 1.',
    secretInFile: 'Tokens stay as they are: this page sends none.',
    wrong: (count: number) =>
      `${figure(count)} ${plural(count, 'mistake', 'mistakes')} in this file. Nothing was changed.`,
    place: 'Place',
    mistake: 'What is wrong',
    would: 'What would change',
    nothing: 'Nothing. The installation is as the file says.',
    counted: (counts: Readonly<Record<string, number>>) =>
      Object.entries(counts)
        .filter(([, count]) => count > 0)
        .map(([action, count]) => `${figure(count)} ${action}`)
        .join(', '),
    actions: {
      created: 'New',
      changed: 'Changes',
      removed: 'Turned off',
      waiting: 'Goes when its channels are gone',
      unchanged: 'Stays',
    } as Readonly<Record<string, string>>,
    apply: (count: number) => `Apply ${figure(count)} ${plural(count, 'change', 'changes')}`,
    applied: 'Applied. In force within 2 seconds.',
    partly: 'Not everything was applied. What was stands below.',
    service: 'Service',
    settings: 'Settings',
  },
} as const;
