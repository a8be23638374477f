import { actionOnKey, faultsOfKeys, type StandingKey, takeKeys, withKeys } from './keys.ts';

const sid = `SK${'a'.repeat(32)}`;
const file = {
  accounts: { main: { name: 'Main' }, other: { name: 'Other' } },
  bots: { 'first-line': { name: 'First line' } },
  assists: { help: { name: 'Help' } },
  organisation: { settings: { translation: { enabled: true }, levels: [] } },
  directory: { standard: { source: 'http' } },
};
const set = { isSet: true, sid: null };
const standing = new Map<string, StandingKey>([
  ['accounts.main.apiKey', { isSet: true, sid }],
  ['accounts.other.apiKey', { isSet: false, sid: null }],
  ['bots.first-line.key', set],
  ['assists.help.key', set],
  ['organisation.settings.translation.key', set],
  ['directory.standard.key', set],
]);
const accountWith = (apiKey: unknown, more: object = {}) => ({ accounts: { main: { apiKey, ...more } } });

describe('the keys of a file', () => {
  it('are called by whose they are, and leave the file as it was when they are taken out', () => {
    const told = withKeys(file, standing);
    expect(told).toEqual({
      accounts: {
        main: { name: 'Main', apiKey: { sid, secret: { secret: 'MAIN_API_KEY' } } },
        other: { name: 'Other' },
      },
      bots: { 'first-line': { name: 'First line', key: { secret: 'FIRST_LINE_BOT_KEY' } } },
      assists: { help: { name: 'Help', key: { secret: 'HELP_ASSIST_KEY' } } },
      organisation: { settings: { translation: { enabled: true, key: { secret: 'TRANSLATOR_KEY' } }, levels: [] } },
      directory: { standard: { source: 'http', key: { secret: 'DIRECTORY_KEY' } } },
    });
    const { file: rest, keys, faults } = takeKeys(told, { FIRST_LINE_BOT_KEY: 'long enough' });
    expect([rest, faults]).toEqual([file, []]);
    expect(keys.map(({ path, value }) => [path, value])).toEqual([
      ['accounts.main.apiKey', null],
      ['bots.first-line.key', 'long enough'],
      ['assists.help.key', null],
      ['organisation.settings.translation.key', null],
      ['directory.standard.key', null],
    ]);
  });

  it('stay where nobody can read a variable, and are refused there where one has to be read', () => {
    expect(takeKeys(withKeys(file, standing), null)).toMatchObject({ file, faults: [] });
    expect(takeKeys({ bots: { faq: { key: { env: 'FAQ' } } } }, null).faults).toEqual([
      { field: 'bots.faq.key', message: expect.stringContaining('only the command line can read') },
    ]);
  });

  it.each([
    ['at another provider', accountWith({ sid, secret: { env: 'KEY' } }, { provider: 'acs' }), 'accounts.main.apiKey'],
    ['without its SID', accountWith({ secret: { env: 'KEY' } }), 'accounts.main.apiKey.sid'],
    ['without its secret', accountWith({ sid }), 'accounts.main.apiKey.secret'],
    ['with more', accountWith({ sid, secret: { env: 'KEY' }, name: 'Key' }), 'accounts.main.apiKey'],
    ['without a name', { bots: { faq: { key: { env: '' } } } }, 'bots.faq.key'],
    ['null', { bots: { faq: { key: null } } }, 'bots.faq.key'],
  ])('are refused by their place: %s', (_what, wrong, field) => {
    expect(takeKeys(wrong, { KEY: 'long enough' }).faults.map((fault) => fault.field)).toEqual([field]);
  });

  const bot = { kind: 'bot', slug: 'faq', path: 'bots.faq.key', sid: null, value: 'long enough' } as const;
  const key = { kind: 'account', slug: 'main', path: 'accounts.main.apiKey', sid, value: 'long enough' } as const;
  const other = { isSet: true, sid: `SK${'b'.repeat(32)}` };
  it.each([
    ['a first one', bot, undefined, false, 'created'],
    ['one that is set', bot, set, false, 'unchanged'],
    ['one that is set, anew', bot, set, true, 'changed'],
    ['one that has no value here, anew', { ...bot, value: null }, set, true, 'unchanged'],
    ['the same API key', key, { isSet: true, sid }, false, 'unchanged'],
    ['another API key', key, other, false, 'changed'],
  ] as const)('become, of %s', (_what, asked, known, anew, action) => {
    expect(actionOnKey(asked, known, anew)).toBe(action);
  });

  it('are not changed to another API key whose secret nobody knows', () => {
    const unknown = { ...key, value: null };
    expect(faultsOfKeys([unknown], new Map([[key.path, other]]))).toMatchObject([{ field: `${key.path}.secret` }]);
    expect(faultsOfKeys([unknown], new Map([[key.path, { isSet: true, sid }]]))).toEqual([]);
    expect(faultsOfKeys([unknown], new Map())).toEqual([]);
  });
});
