import { jest } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConfiguredThing, definitionKinds, sectionOf, withSlugs } from '#contracts';
import { readYaml } from '#platform';
import { personCalled } from '#testing';
import { temporaryFolder } from '../infrastructure/child.ts';
import { anInstallation } from './test/an-installation.ts';
import { runAdmin } from './run-admin.ts';

jest.setTimeout(120_000);

type File = { format: 1 } & Record<string, Record<string, ConfiguredThing>>;
const token = 'f'.repeat(32);

let installation: Awaited<ReturnType<typeof anInstallation>>;
let folder: ReturnType<typeof temporaryFolder>;
let printed: string[];
let complained: string[];
beforeEach(async () => {
  installation = await anInstallation();
  folder = temporaryFolder('config');
  [printed, complained] = [[], []];
});
afterEach(async () => {
  await installation.stop();
  folder.remove();
});

const at = (name: string) => join(folder.path, name);
const admin = (...args: string[]) => {
  [printed, complained] = [[], []];
  return runAdmin(['config', ...args, '--url', installation.url], {
    environment: { SCRIPT_CLIENT_SECRET: 'secret', MAIN_AUTH_TOKEN: token },
    print: (line) => printed.push(line),
    complain: (line) => complained.push(line),
  });
};
const write = (file: object, name = 'parley.yaml') => {
  writeFileSync(at(name), JSON.stringify(file));
  return at(name);
};

const lena = personCalled('lena').agentId;

/** What is defined of the staff, and of an agent who has not signed in yet. */
const staff = {
  ratingModels: { stars: { name: 'Stars', description: '', values: [{ value: 5, label: 'Best' }] } },
  skillTypes: { languages: { name: 'Languages', description: '' } },
  skills: { german: { name: 'German', description: '', type: 'languages', ratingModel: 'stars' } },
  capacityProfiles: {
    chats: { name: 'Chats', description: '', workItemLimit: 3, reset: 'immediate', blocking: false },
  },
  presences: { lunch: { name: 'Lunch', description: '', text: 'At lunch', base: 'away' } },
  agents: {
    [lena]: {
      name: 'Lena Marsh',
      firstName: 'Lena',
      lastName: null,
      nickname: null,
      locale: null,
      capacityUnits: 9,
      profiles: [{ profile: 'chats', limit: 2 }],
      skills: [{ skill: 'german', rating: 5, active: true }],
      presences: ['lunch'],
      defaultPresence: 'lunch',
      operatingHours: 'sample-operating-hours',
    },
  },
};

const id = (n: number) => `018f0000-0000-7000-8000-00000000f00${n}`;
const always = { combinator: 'and', rules: [] };
const where = (field: string, operator: string, value: unknown) => ({
  combinator: 'and',
  rules: [{ field, operator, value }],
});

/** What queues and rules can say beside what `base` says, with everything that they can name. */
const rules = {
  queues: {
    general: {
      name: 'General',
      type: 'messaging',
      priority: 100,
      members: [lena],
      assignmentMethod: 'custom',
      operatingHours: 'sample-operating-hours',
      overflow: {
        outOfHours: { do: 'transfer', queue: 'night' },
        workItemLimit: { limit: 50, do: 'transfer', queue: 'night' },
        waitingTime: { seconds: 600, do: 'end', queue: null },
      },
      whenEmpty: 'end',
      serviceLevelSeconds: 30,
      shortAbandonSeconds: 5,
    },
    night: { name: 'Night', members: [] },
  },
  customAssignment: {
    general: {
      prioritisation: {
        rules: [
          {
            id: id(1),
            name: 'Oldest first',
            conditions: where('context.tier', '=', 'gold'),
            orderBy: { field: 'conversation.openedAt', direction: 'ascending' },
          },
        ],
      },
      rulesets: [
        {
          id: id(2),
          name: 'German',
          rules: [
            {
              id: id(3),
              name: 'Speaks it',
              conditions: where('skill.german', '>=', 5),
              orderBy: [
                { by: 'proficiency', wanted: 'most', type: 'languages' },
                { by: 'skill-count', type: 'languages' },
                { by: 'round-robin' },
              ],
            },
          ],
        },
      ],
      selection: [{ id: id(4), name: 'In German', conditions: where('sms.locale', '=', 'de-DE'), rulesetId: id(2) }],
      defaultRulesetId: id(2),
    },
  },
  classification: {
    deliveries: {
      rulesets: [
        {
          id: id(5),
          name: 'Languages',
          description: '',
          rules: [
            {
              id: id(6),
              name: 'German',
              conditions: always,
              outputs: {
                attributes: [{ name: 'language', value: 'de' }],
                skills: [{ skill: 'german', rating: 5 }],
                capacityProfile: 'chats',
              },
            },
          ],
        },
        {
          ...{ id: id(8), name: 'Topics', description: '' },
          ...{ type: 'model', skillFinder: 'sample-skill-finder', rules: [] },
        },
      ],
    },
  },
  routeToQueue: {
    deliveries: {
      rules: [
        {
          id: id(7),
          name: 'Everything',
          conditions: always,
          queues: [
            { queue: 'general', percent: 60 },
            { queue: 'night', percent: 40 },
          ],
          overflow: {
            outOfHours: { do: 'transfer', queue: 'night' },
            workItemLimit: { limit: 5, do: 'transfer', queue: 'night' },
            waitingTime: { seconds: 300, do: 'end', queue: null },
          },
        },
      ],
    },
  },
  assignment: {
    settings: {
      preferredAgents: { enabled: true, ifUnavailable: 'wait' },
      missedChangesPresence: true,
      rejectChangesPresence: true,
      explain: false,
      consult: { blockCapacity: true, toQueue: true, searchSeconds: 90 },
    },
  },
};

const base = (): File =>
  ({
    format: 1,
    queues: { general: { name: 'General', priority: 100, members: [] } },
    distributions: { deliveries: { capacityUnits: 2, offerSeconds: 60, allowedPresences: ['available'] } },
    routeToQueue: {
      deliveries: {
        rules: [
          {
            id: '018f0000-0000-7000-8000-00000000e001',
            name: 'Everything',
            conditions: { combinator: 'and', rules: [] },
            queues: [{ queue: 'general', percent: 100 }],
            overflow: null,
          },
        ],
      },
    },
    provisioning: { sms: { enabled: true } },
    accounts: {
      main: {
        name: 'Main account',
        provider: 'twilio',
        accountSid: `AC${'a'.repeat(32)}`,
        authToken: { env: 'MAIN_AUTH_TOKEN' },
        numbers: [{ number: '+14252306549', type: 'long-code', description: 'The "line": #1' }],
      },
    },
    workstreams: { deliveries: { name: 'Deliveries', mode: 'push', fallbackQueue: 'general' } },
    channels: { line: { name: 'Line', workstream: 'deliveries', number: '+14252306549', language: 'en-US' } },
    sending: { standard: { plainCharacters: true, pricePerSegment: '0.0079', currency: 'USD', filesAsLinks: true } },
    'conversation-settings': { deliveries: { waitingMinutes: 600, endWords: ['DONE'] } },
    blocking: { standard: { autoBlock: true, reportsToBlock: 7 } },
    senderGroups: { campaign: { name: 'Campaign', senders: ['+14252306549'], segmentsPerSecond: 12 } },
  }) as never;

/** What is set for all, and for a workstream. */
const settings = {
  organisation: { settings: { agent: { sessions: 20 } } },
  workstreamSettings: {
    deliveries: {
      assists: ['sample-assist'],
      bot: 'sample-bot',
      quickReplies: 'own',
      dispositions: { use: 'own', requireToClose: true },
      restrictTranscriptDownload: true,
    },
  },
  identification: { deliveries: { contactNumbers: ['mobile', 'home'], accountNumbers: [], variables: false } },
  directory: {
    standard: { source: 'http', address: 'https://crm.example/identify', timeoutSeconds: 3, cacheSeconds: 60 },
  },
};

/** Everything that can be set; of every kind of definition one, out of the samples of what is said of them. */
function withEverything(): File {
  const file = { ...base(), ...staff, ...rules, ...settings } as unknown as File;
  file['distributions']!['deliveries'] = { capacityFormat: 'profile', capacityProfile: 'chats' };
  const slugs: Record<string, string> = {
    workstream: 'deliveries',
    channel: 'line',
    account: 'main',
    queue: 'general',
  };
  for (const kind of definitionKinds) {
    const sample = join(import.meta.dirname, `../../libs/contracts/src/samples/${kind.changed.type}.json`);
    const { data } = JSON.parse(readFileSync(sample, 'utf8')) as { data: Record<string, unknown> };
    const { id: _id, version: _version, slug: _slug, ...thing } = data;
    // a thing may not name the same one twice
    const left = new Map(definitionKinds.map((one) => [one.kind, one.builtIn.map((each) => each.slug)]));
    const known = (named: string) => left.get(named)?.shift() ?? slugs[named];
    file[sectionOf(kind)] = { [`sample-${kind.kind}`]: withSlugs(kind.references, thing, known) };
    slugs[kind.kind] = `sample-${kind.kind}`;
  }
  return file;
}

describe('the configuration at a terminal', () => {
  it('goes into an empty installation and comes out the same, with everything set', async () => {
    const first = at('first.yaml');
    expect([await admin('import', '--file', write(withEverything())), complained]).toEqual([0, []]);
    expect(await admin('export', '--file', first)).toBe(0);
    await installation.stop();
    installation = await anInstallation();
    expect([await admin('import', '--file', first), complained]).toEqual([0, []]);
    expect(printed).toContain('+ accounts.main');
    expect(await admin('export', '--file', at('second.yaml'))).toBe(0);
    expect(readFileSync(at('second.yaml'), 'utf8')).toBe(readFileSync(first, 'utf8'));
    expect(readFileSync(first, 'utf8')).not.toContain(token);
    const read = readYaml(readFileSync(first, 'utf8')) as File;
    expect(read).toMatchObject({ ...staff, ...rules, ...settings });
    const empty = Object.entries(read).flatMap(([section, things]) =>
      section === 'format' || Object.keys(things).length > 0 ? [] : [section],
    );
    expect(empty).toEqual([]);

    const dana = { as: 'dana' };
    const [queue] = (await installation.routing.get('/api/routing/queues?q=General', dana)).body.items;
    const [hours] = (await installation.channelConfig.get('/api/channel-config/operating-hours', dana)).body.items;
    expect(queue).toMatchObject({ slug: 'general', operatingHoursId: hours.id });

    expect(await admin('import', '--file', first)).toBe(0);
    expect(printed.filter((line) => /^[+~-] /.test(line))).toEqual([]);
    expect(await admin('diff', '--file', first)).toBe(0);
    expect(printed).toEqual([
      expect.stringMatching(/^routing: \d+ unchanged \(dry run\)$/),
      expect.stringMatching(/^channel-config: \d+ unchanged \(dry run\)$/),
      'gateway: 3 unchanged (dry run)',
      'conversations: 3 unchanged (dry run)',
    ]);
  });

  it('calls everything by its slug, across services', async () => {
    await admin('import', '--file', write(base()));
    expect(await admin('export')).toBe(0);
    const file = readYaml(printed.join('\n')) as File;
    expect(file).toMatchObject({
      queues: base()['queues'],
      distributions: base()['distributions'],
      routeToQueue: base()['routeToQueue'],
      workstreams: base()['workstreams'],
      channels: base()['channels'],
      'conversation-settings': base()['conversation-settings'],
    });
  });

  it('shows what would change, and changes nothing', async () => {
    await admin('import', '--file', write(base()));
    const changed = base();
    changed['queues']!['night'] = { name: 'Night', members: [] };
    changed['workstreams']!['deliveries'] = { ...changed['workstreams']!['deliveries'], fallbackQueue: 'night' };
    changed['conversation-settings']!['deliveries'] = { waitingMinutes: 700, endWords: ['DONE'] };
    changed['distributions']!['deliveries'] = { ...changed['distributions']!['deliveries'], offerSeconds: 90 };
    expect(await admin('diff', '--file', write(changed))).toBe(0);
    expect(printed.filter((line) => /^[+~-] /.test(line))).toEqual([
      '+ queues.night',
      '~ distributions.deliveries: offerSeconds',
      '~ workstreams.deliveries: fallbackQueue',
      '~ conversation-settings.deliveries: waitingMinutes',
    ]);
    expect(await admin('diff', '--file', write(base()))).toBe(0);
    expect(printed.filter((line) => /^[+~-] /.test(line))).toEqual([]);
  });

  it('says everything that is wrong in the file of all services at once, and changes nothing', async () => {
    const wrong = base();
    wrong['queues']!['general'] = { name: '', operatingHours: 'never' };
    wrong['customAssignment'] = { general: { prioritisation: 'none' }, nowhere: {} };
    wrong['assignment'] = { settings: { explain: 'yes' } };
    wrong['distributions']!['nobody'] = {};
    wrong['conversation-settings']!['deliveries'] = { waitingMinutes: -1 };
    wrong['conversation-settings']!['nobody'] = {};
    wrong['identification'] = { deliveries: { contactNumbers: ['pager'] }, nobody: {} };
    wrong['workstreams']!['deliveries'] = { name: 'Deliveries', fallbackQueue: 'nowhere' };
    wrong['accounts']!['main'] = { ...wrong['accounts']!['main'], authToken: { env: 'NOT_SET' } };
    expect(await admin('import', '--file', write(wrong))).toBe(1);
    const said = complained.join('\n');
    for (const field of [
      'queues.general.name: is required',
      'queues.general.operatingHours: There are no operating hours called never.',
      'customAssignment.general.prioritisation:',
      'customAssignment.nowhere: There is no queue called nowhere.',
      'assignment.settings.explain:',
      'distributions.nobody: There is no workstream called nobody.',
      'conversation-settings.deliveries.waitingMinutes:',
      'identification.deliveries.contactNumbers.0:',
      'identification.nobody: There is no workstream called nobody.',
      'conversation-settings.nobody: There is no workstream called nobody.',
      'workstreams.deliveries.fallbackQueue: There is no queue called nowhere.',
      'accounts.main.authToken: The variable NOT_SET is not set.',
    ])
      expect(said).toContain(field);
    expect(await admin('export', '--json')).toBe(0);
    expect(JSON.parse(printed.join('\n'))).toMatchObject({ queues: {}, accounts: {} });
  });

  it.each([
    ['says no file', ['import'], 2, 'Say which file'],
    ['names a file that is not there', ['import', '--file', '/nowhere/parley.yaml'], 2, 'cannot be read'],
    ['says too much', ['export', 'now'], 2, 'Too many words'],
  ])('is told what to say when he %s', async (_what, args, status, answer) => {
    expect(await admin(...args)).toBe(status);
    expect(complained.join()).toContain(answer);
  });

  it.each([
    ['is no YAML', 'a: [', 'Flow sequence'],
    ['is of another kind', 'name: Parley', 'format 1'],
    [
      'has a token in it',
      JSON.stringify({ ...base(), accounts: { main: { authToken: { value: 'x' } } } }),
      'no place in a file',
    ],
  ])('refuses a file that %s', async (_what, text, answer) => {
    writeFileSync(at('parley.yaml'), text);
    expect(await admin('import', '--file', at('parley.yaml'))).not.toBe(0);
    expect(complained.join()).toContain(answer);
  });
});
