import { jest } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConfiguredThing, theOrganisation } from '#contracts';
import { readYaml } from '#platform';
import { Seal } from '#secrets';
import { temporaryFolder } from '../infrastructure/child.ts';
import { anInstallation, sealedWith } from './test/an-installation.ts';
import { runAdmin } from './run-admin.ts';

jest.setTimeout(120_000);

type File = { format: 1 } & Record<string, Record<string, ConfiguredThing>>;
const [sid, otherSid] = [`SK${'a'.repeat(32)}`, `SK${'b'.repeat(32)}`];
const variables = {
  MAIN_AUTH_TOKEN: 'f'.repeat(32),
  MAIN_API_KEY: 'the secret of the API key',
  FAQ_BOT_KEY: 'the secret of the bot',
  HELP_ASSIST_KEY: 'the secret of the assist',
  TRANSLATOR_KEY: 'the secret of the translator',
  DIRECTORY_KEY: 'the secret of the directory',
};

let installation: Awaited<ReturnType<typeof anInstallation>>;
let folder: ReturnType<typeof temporaryFolder>;
let said: string[];
beforeEach(async () => {
  installation = await anInstallation();
  folder = temporaryFolder('config');
});
afterEach(async () => {
  await installation.stop();
  folder.remove();
});

const at = (name: string) => join(folder.path, name);
/** What the command says, line by line, and how it ended. Never a secret. */
const admin = async (args: readonly string[], environment: Readonly<Record<string, string>> = variables) => {
  said = [];
  const say = (line: string) => said.push(line);
  const status = await runAdmin(['config', ...args, '--url', installation.url], {
    environment: { SCRIPT_CLIENT_SECRET: 'secret', ...environment },
    print: say,
    complain: say,
  });
  for (const secret of Object.values(environment)) expect(said.join('\n')).not.toContain(secret);
  return status;
};
const write = (file: object) => {
  writeFileSync(at('parley.yaml'), JSON.stringify(file));
  return at('parley.yaml');
};
const keysSaid = () => said.filter((line) => /^[+~-] .*[kK]ey$/.test(line));

const file = (): File =>
  ({
    format: 1,
    provisioning: { sms: { enabled: true } },
    accounts: {
      main: {
        name: 'Main account',
        provider: 'twilio',
        accountSid: `AC${'a'.repeat(32)}`,
        authToken: { env: 'MAIN_AUTH_TOKEN' },
        apiKey: { sid, secret: { env: 'MAIN_API_KEY' } },
        numbers: [{ number: '+14252306549', type: 'long-code', description: '' }],
      },
    },
    bots: { faq: { name: 'Questions', address: 'https://bots.example/faq', key: { env: 'FAQ_BOT_KEY' } } },
    assists: { help: { name: 'Help', address: 'https://bots.example/help', key: { secret: 'HELP_ASSIST_KEY' } } },
    organisation: { settings: { translation: { key: { env: 'TRANSLATOR_KEY' } } } },
    directory: {
      standard: { source: 'http', address: 'https://crm.example/identify', key: { env: 'DIRECTORY_KEY' } },
    },
  }) as never;
const places = [
  'accounts.main.apiKey',
  'bots.faq.key',
  'assists.help.key',
  'organisation.settings.translation.key',
  'directory.standard.key',
];

const kept = async (): Promise<Record<string, string>> => {
  const seal = new Seal(sealedWith);
  const { gateway, conversations } = installation;
  const keys = await gateway.database.read((db) =>
    db.query<{ id: string; sealed: string }[]>(`SELECT account_id AS id, sealed_secret AS sealed FROM account_api_key`),
  );
  const others = await conversations.database.read((db) =>
    db.query<{ kind: string; subject: string; sealed: string }[]>(`SELECT kind, subject, sealed FROM outside_secret`),
  );
  return Object.fromEntries([
    ...keys.map(({ id, sealed }) => ['account', seal.open(sealed, `account/${id}/api-key`)]),
    ...others.map(({ kind, subject, sealed }) => [kind, seal.open(sealed, `conversations/${kind}/${subject}`)]),
  ]) as Record<string, string>;
};
const all = {
  account: variables.MAIN_API_KEY,
  bot: variables.FAQ_BOT_KEY,
  assist: variables.HELP_ASSIST_KEY,
  translator: variables.TRANSLATOR_KEY,
  directory: variables.DIRECTORY_KEY,
};

describe('the keys that a file of configuration names', () => {
  it('are set with what they belong to, told as references, and set again only when asked', async () => {
    expect([await admin(['diff', '--file', write(file())]), keysSaid()]).toEqual([0, places.map((one) => `+ ${one}`)]);
    expect(await kept()).toEqual({});

    expect([await admin(['import', '--file', write(file())]), keysSaid()]).toEqual([
      0,
      places.map((one) => `+ ${one}`),
    ]);
    expect(said).toEqual(expect.arrayContaining(['gateway: 1 created', 'conversations: 5 created']));
    expect(await kept()).toEqual(all);

    const exported = at('exported.yaml');
    expect(await admin(['export', '--file', exported])).toBe(0);
    const text = readFileSync(exported, 'utf8');
    for (const secret of Object.values(variables)) expect(text).not.toContain(secret);
    expect(readYaml(text)).toMatchObject({
      accounts: { main: { apiKey: { sid, secret: { secret: 'MAIN_API_KEY' } } } },
      bots: { faq: { key: { secret: 'FAQ_BOT_KEY' } } },
      assists: { help: { key: { secret: 'HELP_ASSIST_KEY' } } },
      organisation: { settings: { translation: { key: { secret: 'TRANSLATOR_KEY' } } } },
      directory: { standard: { key: { secret: 'DIRECTORY_KEY' } } },
    });

    const others = { ...variables, FAQ_BOT_KEY: 'another secret of the bot' };
    expect([await admin(['import', '--file', exported], others), keysSaid()]).toEqual([0, []]);
    expect([await admin(['import', '--file', exported, '--replace-keys'], {}), keysSaid()]).toEqual([0, []]);
    expect(await kept()).toEqual(all);
    expect([await admin(['diff', '--file', exported, '--replace-keys'], others), keysSaid()]).toEqual([
      0,
      places.map((one) => `~ ${one}`),
    ]);
    expect(await admin(['import', '--file', exported, '--replace-keys'], others)).toBe(0);
    expect(await kept()).toEqual({ ...all, bot: others.FAQ_BOT_KEY });

    const another = file();
    another['accounts']!['main'] = {
      ...another['accounts']!['main'],
      apiKey: { sid: otherSid, secret: { env: 'MAIN_API_KEY' } },
    };
    expect([await admin(['import', '--file', write(another)]), keysSaid()]).toEqual([0, ['~ accounts.main.apiKey']]);
    another['accounts']!['main'] = { ...another['accounts']!['main'], apiKey: { sid, secret: { secret: 'NOT_SET' } } };
    expect(await admin(['import', '--file', write(another)])).toBe(1);
    expect(said.join('\n')).toContain('accounts.main.apiKey.secret: is needed for another API key');
  });

  it('are all refused by their places where one is no reference, and nothing is changed', async () => {
    const wrong = file();
    wrong['accounts']!['main'] = {
      ...wrong['accounts']!['main'],
      apiKey: { sid: 'SK1', secret: variables.MAIN_API_KEY },
    };
    wrong['accounts']!['away'] = { ...wrong['accounts']!['main'], apiKey: variables.MAIN_API_KEY };
    wrong['bots']!['faq'] = { ...wrong['bots']!['faq'], key: { env: 'NOT_SET' } };
    wrong['bots']!['short'] = { ...wrong['bots']!['faq'], key: { env: 'SHORT' } };
    wrong['assists']!['help'] = { ...wrong['assists']!['help'], key: { value: variables.HELP_ASSIST_KEY } };
    wrong['organisation']!['settings'] = { translation: { key: { env: 'TRANSLATOR_KEY', file: '/key' } } };
    expect(await admin(['import', '--file', write(wrong)], { ...variables, SHORT: 'sh0rt' })).toBe(1);
    for (const fault of [
      'Nothing was changed. The file has errors:',
      '  accounts.main.apiKey.sid: is not the SID of an API key (SK and 32 digits)',
      '  accounts.main.apiKey.secret: A secret has no place in a file. Name the variable that holds it: { env: NAME }.',
      '  accounts.away.apiKey: is no API key: { sid: SK…, secret: { env: NAME } }',
      '  bots.faq.key: The variable NOT_SET is not set.',
      '  bots.short.key: is shorter than 8 characters',
      '  assists.help.key: A secret has no place in a file. Name the variable that holds it: { env: NAME }.',
      '  organisation.settings.translation.key: is no reference: { env: NAME } or { secret: NAME }',
    ])
      expect(said.join('\n').split('\n')).toContain(fault);
    expect(await kept()).toEqual({});
    expect(await admin(['export', '--json'])).toBe(0);
    expect(JSON.parse(said.join('\n'))).toMatchObject({ accounts: {}, bots: {}, assists: {} });
  });

  it('are refused by the service whose door it is, and what was done before stands and is told', async () => {
    const secret = `/api/conversations/secrets/translator/${theOrganisation}`;
    const nobody = { roles: [], people: ['nobody'] };
    const ungranted = { ...file(), secretGrants: { 'assist-key': { create: nobody, update: nobody } } };
    expect(await admin(['import', '--file', write(ungranted)])).toBe(1);
    expect(said.at(-1)).toMatch(/^assists\.help\.key was not set\. conversations: /);
    expect(said).toEqual(expect.arrayContaining(['gateway: 1 created', 'conversations: 2 created']));
    expect((await installation.conversations.get(secret, { as: 'dana' })).body).toMatchObject({ isSet: false });
  });
});
