import type { Browser, Page, Request } from 'playwright-core';
import { builtInSounds } from '#contracts';
import { aProduct, deskOf, type RunningProduct, until } from '#testing';
import {
  aBrowser,
  aHold,
  barriers,
  type Desk,
  isGone,
  openAgain,
  openDesk,
  putAway,
  scrollsSideways,
  signIn,
  written,
} from './a-desk.ts';

let product: RunningProduct;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([aProduct(), aBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 30_000);

let desk: Desk;
let page: Page;
/** Whether a story changed its window for good, which ends with it then. */
let isItsOwn = false;
beforeEach(async () => {
  desk = await openAgain(isItsOwn ? undefined : desk, browser, product.baseUrl, 'lena');
  isItsOwn = false;
  page = desk.page;
  await beAvailable();
});
afterEach(async () => {
  await keepMeasures();
  await (isItsOwn ? page.context().close() : putAway(desk));
  await finishAll();
  expect(desk.complaints).toEqual([]);
});

/** How long switching, sending and hearing took, in milliseconds: printed at the end, never asserted. */
const measures = new Map<string, number[]>();
async function keepMeasures(): Promise<void> {
  const taken = await page.evaluate(() =>
    performance.getEntriesByType('measure').map(({ name, duration }) => ({ name, duration })),
  );
  for (const { name, duration } of taken) measures.set(name, [...(measures.get(name) ?? []), duration]);
}
afterAll(() => {
  for (const [name, all] of [...measures].sort()) {
    const sorted = all.sort((one, other) => one - other).map(Math.round);
    process.stdout.write(
      `${name}: median ${sorted[sorted.length >> 1]} ms of ${sorted.length}, most ${sorted.at(-1)} ms\n`,
    );
  }
});

/** Whatever a story left open or chose, so that the next one begins with an empty desk as it is usually. */
async function finishAll(): Promise<void> {
  const lena = deskOf(await product.as('lena'));
  const preferences = '/api/routing/people/me/preferences';
  const { version } = await lena.call<{ version: number }>('GET', preferences);
  if (version > 0) await lena.call('PUT', preferences, {}, { 'if-match': `"${version}"` });
  await lena.call('PUT', '/api/routing/agents/me/presence', { presence: 'offline' });
  for (const { id, status, accepted } of await lena.mine()) {
    if (!accepted) continue;
    if (status === 'active') await lena.call('POST', `/api/conversations/${id}/end`);
    if (status !== 'waiting') await lena.call('POST', `/api/conversations/${id}/close`);
  }
}

let nextCustomer = 5_550_700;
const aCustomer = () => `+1425${nextCustomer++}`;

const beAvailable = async () => {
  await page.getByRole('button', { name: /^Presence/ }).click();
  await page.getByRole('menuitem', { name: 'Available' }).click();
  await page.getByRole('button', { name: 'Presence: Available' }).waitFor();
};
const field = () => page.getByRole('textbox', { name: /^Text to/ });
const texts = () => page.getByRole('log').getByRole('article');
const textSaying = (words: string) => texts().filter({ hasText: words });
const offerOf = (customer: string) => page.getByRole('article', { name: `Offer: ${written(customer)}` });
const tabOf = (customer: string) => page.getByRole('tab', { name: written(customer) });
const arrivedAt = (customer: string) =>
  product.twilio
    .phone(customer)
    .texts()
    .map(({ body }) => body);

/** Whether agents may take work that is pushed out of the list themselves. */
async function mayPick(allowSelectingFromPush: boolean): Promise<void> {
  const dana = await product.as('dana');
  const path = `/api/routing/workstreams/${product.wired.workstreamId}/distribution`;
  const { version } = await dana<{ version: number }>('GET', path);
  await dana('PUT', path, { allowSelectingFromPush }, { 'if-match': `"${version}"` });
}

/** A refusal that a story is about: the browser complains of it, nobody else does. */
function forgive({ complaints }: Desk, status: string): void {
  const found = complaints.findIndex((complaint) => complaint.includes(status));
  expect(complaints.splice(found, 1)).toHaveLength(1);
}

/** A customer writes, Lena takes it. */
async function taken(customer: string, body: string): Promise<void> {
  await product.text(customer, body);
  await offerOf(customer)
    .getByRole('button', { name: /^Accept/ })
    .click();
  await page.getByRole('heading', { level: 2, name: written(customer) }).waitFor();
  await field().waitFor();
}

async function send(body: string): Promise<void> {
  await field().fill(body);
  await field().press('Enter');
}

/** What the browser was given to play and to show. */
interface Signals {
  /** Tones by their pitch. */
  played: number[];
  /** How loud each of them became, and each file, of the loudest there is. */
  loud: number[];
  /** Files by their address. */
  files: string[];
  /** What is done again every eight seconds. */
  every8s: Map<number, () => void>;
  shown: { title: string; body?: string }[];
  asked: number;
  notice?: { onclick?: () => void };
}

/** From the next page on, what the desk gives to the loudspeaker and to the system is written down; who is asked for notices agrees. */
const writeDownSignals = () => {
  isItsOwn = true;
  return page.addInitScript(() => {
    const signals = Object.assign(
      globalThis as unknown as Signals,
      {
        ...{ played: [], loud: [], files: [], shown: [], asked: 0, every8s: new Map() },
      } as Signals,
    );
    const start = Object.getOwnPropertyDescriptor(AudioScheduledSourceNode.prototype, 'start')!.value as (
      when?: number,
    ) => void;
    OscillatorNode.prototype.start = function (when) {
      signals.played.push(Math.round(this.frequency.value));
      start.call(this, when);
    };
    const ramp = AudioParam.prototype.linearRampToValueAtTime;
    AudioParam.prototype.linearRampToValueAtTime = function (value, at) {
      signals.loud.push(Math.round((value / 0.24) * 100) / 100);
      return ramp.call(this, value, at);
    };
    HTMLMediaElement.prototype.play = function () {
      signals.files.push(this.src);
      signals.loud.push(this.volume);
      return Promise.resolve();
    };
    // eight seconds are over when the story says so
    const { setInterval, clearInterval } = globalThis;
    Object.assign(globalThis, {
      setInterval: (action: () => void, ms: number) => {
        const id = setInterval(ms === 8_000 ? () => undefined : action, ms) as unknown as number;
        if (ms === 8_000) signals.every8s.set(id, action);
        return id;
      },
      clearInterval: (id: number) => {
        signals.every8s.delete(id);
        clearInterval(id);
      },
    });
    class Notice {
      static permission = sessionStorage.getItem('notices') ?? 'default';
      static requestPermission() {
        signals.asked += 1;
        sessionStorage.setItem('notices', (Notice.permission = 'granted'));
        return Promise.resolve('granted');
      }
      onclick?: () => void;
      constructor(title: string, { body }: NotificationOptions = {}) {
        signals.shown.push({ title, ...(body === undefined ? {} : { body }) });
        signals.notice = this;
      }
      close() {}
    }
    Object.assign(globalThis, { Notification: Notice });
  });
};
/** What there was since the last look. */
const signals = () =>
  page.evaluate(() => {
    const all = globalThis as unknown as Signals;
    return { played: all.played.splice(0), shown: all.shown.splice(0), asked: all.asked };
  });
/** The same once the system said something: an offer waits a moment for the name of who it is about. */
const saidBySystem = () =>
  until('the system says so', async () => {
    const since = await signals();
    return since.shown.length > 0 && since;
  });
const eightSecondsPass = () =>
  page.evaluate(() => (globalThis as unknown as Signals).every8s.forEach((action) => action()));
/** Waits until these are heard, and nothing else was since the last look: tones by their pitch, or a file. */
const hears = (...wanted: readonly (number | string)[]) =>
  until(`${wanted.join()} are heard`, async () => {
    const heard = await page.evaluate((least) => {
      const { played, files } = globalThis as unknown as Signals;
      return played.length + files.length < least ? [] : [...played.splice(0), ...files.splice(0)];
    }, wanted.length);
    return heard.length > 0 && (expect(heard).toEqual(wanted), true);
  });
/** What the desk plays itself, by pitch. */
const [rising, falling, bell, knock] = [
  [587, 880],
  [740, 587],
  [1047, 2093, 2793],
  [196, 165],
];
/** How loud what was heard since the last look was, of the loudest there is. */
const loudness = () => page.evaluate(() => (globalThis as unknown as Signals).loud.splice(0));
/** Another window is over this one, as far as the page can tell. */
const beInBackground = (isHidden: boolean) =>
  page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
  }, isHidden);
/** How many offers and unread texts the title counts. */
const titleCounts = (waiting: number) =>
  until(`the title counts ${waiting}`, async () => {
    const [, count = '0'] = /^\((\d+)\) /.exec(await page.title()) ?? [];
    return Number(count) === waiting;
  });

describe('Lena’s day', () => {
  it('accepts an offer, answers without the mouse, and sees Delivered', async () => {
    const customer = aCustomer();
    await product.text(customer, 'Where is my parcel?');
    const offer = offerOf(customer);
    await offer.getByText('“Where is my parcel?”').waitFor();
    expect(await offer.getByRole('timer').innerText()).toMatch(/^[12]:\d\d$/);
    await page.keyboard.press('F8');
    await textSaying('Where is my parcel?').waitFor();
    await isGone(offer);
    await page.getByText(/^Accepted at /).waitFor();
    await until('the focus is in the answer', () => field().evaluate((element) => element === document.activeElement));

    await page.keyboard.type('It arrives tomorrow between 9 and 12.');
    await page.getByText('37 of 160 · 1 segment').waitFor();
    await page.keyboard.press('Enter');
    const answer = textSaying('It arrives tomorrow');
    await answer.getByText('Delivered').waitFor();
    expect(await answer.getByText('Delivered').count()).toBe(1);
    expect(arrivedAt(customer)).toEqual(['It arrives tomorrow between 9 and 12.']);
    expect(await field().inputValue()).toBe('');

    await product.text(customer, 'Thank you!');
    await textSaying('Thank you!').waitFor();
    expect(await tabOf(customer).count()).toBe(1);

    const attach = page.getByRole('button', { name: 'Attach files' });
    expect(await attach.getAttribute('aria-disabled')).toBe('true');
    await attach.click({ force: true });
    await page.getByText('Agents attach no files on this line.').first().waitFor();
  });

  it('is heard, counted in the title and said by the system as she chose it, and says where the browser keeps sounds off', async () => {
    await writeDownSignals();
    await page.goto(new URL('/work?list=closed', product.baseUrl).href);
    const [first, second, third, fourth] = [aCustomer(), aCustomer(), aCustomer(), aCustomer()];
    const silenced = page.getByRole('status').filter({ hasText: 'The browser keeps sounds off.' });
    await product.text(first, 'Anybody?');
    await offerOf(first).waitFor();
    await titleCounts(1);
    await silenced.waitFor();
    expect(await signals()).toEqual({ played: [], shown: [], asked: 0 });
    expect(await barriers(page)).toEqual([]);
    await silenced.getByRole('button', { name: 'Turn on sound' }).waitFor();
    // so does any click, and is a click all the same, though the line goes away above what is pressed
    await page.locator('[data-work-row]').first().click();
    await page.getByText('This conversation is closed.').waitFor();
    await isGone(silenced);
    await page.keyboard.press('F8');
    await textSaying('Anybody?').waitFor();
    await titleCounts(0);

    await page.goto(new URL('/me', product.baseUrl).href);
    await page.getByRole('radio', { name: 'When the desk is in the background' }).click();
    // a browser takes its time until it plays
    await until('the browser plays', async () => {
      await page.getByRole('button', { name: 'Hear it' }).first().click();
      return (await signals()).played.length > 0;
    });
    await beInBackground(true);
    await product.text(second, 'Where is it?');
    await offerOf(second).waitFor();
    await titleCounts(1);
    await hears(...rising);
    expect(await saidBySystem()).toEqual({
      played: [],
      shown: [{ title: 'New customer', body: 'Where is it?' }],
      asked: 1,
    });
    await eightSecondsPass();
    await hears(...rising);
    await beInBackground(false);
    // who looks has not said yes: the offer stands at its place in the desk
    const accepted: string[] = [];
    page.on('request', (request) => request.url().endsWith('/accept') && accepted.push(request.url()));
    await page.evaluate(() => (globalThis as unknown as Signals).notice?.onclick?.());
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    expect(accepted).toEqual([]);
    await offerOf(second).getByRole('button', { name: 'Accept' }).click();
    await textSaying('Where is it?').waitFor();
    await titleCounts(0);

    await page.getByRole('tab', { name: 'Home' }).click();
    await eightSecondsPass();
    await product.text(second, 'Hello?');
    await titleCounts(1);
    await hears(...falling);
    await tabOf(second).click();
    await textSaying('Hello?').waitFor();
    await titleCounts(0);
    // what is being read is no news
    await product.text(second, 'Are you there?');
    await textSaying('Are you there?').waitFor();
    await product.text(third, 'Anybody?');
    await hears(...rising);
    await deskOf(await product.as('lena')).accept(third);

    await page.goto(new URL('/me', product.baseUrl).href);
    await page.getByRole('switch', { name: 'Show what the customer wrote' }).click();
    await page.getByRole('switch', { name: 'An offer to you' }).click();
    await beInBackground(true);
    await product.text(fourth, 'My secret');
    await offerOf(fourth).waitFor();
    expect((await saidBySystem()).shown).toEqual([{ title: 'New customer' }]);
    await deskOf(await product.as('lena')).accept(fourth);
    await isGone(offerOf(fourth));
    await beInBackground(false);
    await page.getByRole('radio', { name: 'Never' }).click();
    await beInBackground(true);
    const fifth = aCustomer();
    await product.text(fifth, 'Anybody?');
    await offerOf(fifth).waitFor();
    await eightSecondsPass();
    await product.text(first, 'Hello?');
    await hears(...falling);
    expect((await signals()).shown).toEqual([]);
    await deskOf(await product.as('lena')).accept(fifth);
  }, 60_000);

  it('is heard as the organisation set it until she chooses otherwise, goes back to that, and is silent where it turned sound off', async () => {
    const [first, second, chimeId] = [aCustomer(), aCustomer(), crypto.randomUUID()];
    const chime = 'https://sounds.example/chime.mp3';
    const dana = await product.as('dana');
    await dana('PUT', `/api/channel-config/sounds/${chimeId}`, {
      ...{ slug: 'chime', name: 'Chime', tone: null, address: chime },
    });
    const set = async (sounds: object) => {
      const { version } = await dana<{ version: number }>('GET', '/api/channel-config/organisation');
      await dana('PUT', '/api/channel-config/organisation', { sounds }, { 'if-match': `"${version}"` });
    };
    const sounds = {
      offer: { soundId: builtInSounds.bell.id, volume: 30, repeatUntilAnswered: false },
      message: { soundId: chimeId, volume: 50 },
    };
    await set(sounds);
    await page.route(chime, (route) => route.fulfill({ contentType: 'audio/mpeg', body: '' }));
    await writeDownSignals();
    await page.goto(new URL('/me', product.baseUrl).href);
    const ofOffers = page.getByRole('group', { name: 'An offer to you' });
    const isAsSet = async () => {
      const sound = ofOffers.getByRole('combobox', { name: 'Sound' });
      await until('the sound of offers is the bell', async () => (await sound.inputValue()) === 'Bell');
      await ofOffers.getByText('30 %').first().waitFor();
      expect(await page.getByRole('switch', { name: /^Repeat/ }).isChecked()).toBe(false);
    };
    await isAsSet();
    await until('the browser plays', async () => {
      await ofOffers.getByRole('button', { name: 'Hear it' }).click();
      return (await signals()).played.length > 0;
    });
    await loudness();
    await product.text(first, 'Anybody?');
    await hears(...bell);
    expect(await loudness()).toEqual([0.3, 0.12, 0.08]);
    await eightSecondsPass();

    await ofOffers.getByRole('combobox', { name: 'Sound' }).click();
    await page.getByRole('option', { name: 'Knock' }).click();
    await ofOffers.getByRole('slider').press('End');
    await page.getByRole('switch', { name: 'Repeat every 8 seconds until answered' }).click();
    await eightSecondsPass();
    await hears(...knock);
    expect(await loudness()).toEqual([1, 1]);
    expect(await barriers(page)).toEqual([]);
    await offerOf(first)
      .getByRole('button', { name: /^Accept/ })
      .click();
    await textSaying('Anybody?').waitFor();
    await isGone(offerOf(first));
    await page.getByRole('tab', { name: 'Home' }).click();
    await eightSecondsPass();
    await product.text(first, 'Hello?');
    await hears(chime);
    expect(await loudness()).toEqual([0.5]);

    await page.goto(new URL('/me', product.baseUrl).href);
    const reset = page.getByRole('button', { name: 'Reset to defaults' });
    await reset.click();
    await isAsSet();
    expect(await reset.isDisabled()).toBe(true);

    await set({ ...sounds, agentsMayPersonalise: false });
    await page.reload();
    await page.getByText('Your organisation does not let agents choose otherwise.').waitFor();
    await isAsSet();
    expect(await page.getByRole('switch', { name: 'An offer to you' }).isDisabled()).toBe(true);
    expect(await reset.count()).toBe(0);

    await set({ ...sounds, enabled: false });
    await page.reload();
    await page.getByText('Your organisation has turned sound off.').waitFor();
    expect(await ofOffers.getByRole('button', { name: 'Hear it' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: /^You: / }).click();
    const heardOrNot = page.getByRole('menuitem', { name: 'Sound for offers' });
    expect(await heardOrNot.innerText()).toMatch(/Off$/);
    expect(await heardOrNot.isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await product.text(second, 'Anybody?');
    await offerOf(second)
      .getByRole('button', { name: /^Accept/ })
      .click();
    await textSaying('Anybody?').waitFor();
    expect((await signals()).played).toEqual([]);
    await set({});
  }, 60_000);

  it('is told of work by the template of its workstream: its title, fields and words, and no Decline where it has none', async () => {
    const dana = await product.as('dana');
    const templateId = crypto.randomUUID();
    const template = {
      ...{ slug: 'urgent', name: 'Urgent', title: 'Urgent: somebody in {visitorLanguage}', icon: '/favicon.svg' },
      ...{ acceptLabel: 'Take it', showReject: false, countdownSeconds: 90 },
      fields: [
        { name: 'language', header: 'Speaks', value: '{visitorLanguage}' },
        { name: 'line', header: 'Wrote to', value: '{anchor.number}' },
        { name: 'case', header: 'Case', value: '{caseTitle}' },
      ],
    };
    await dana('PUT', `/api/channel-config/notification-templates/${templateId}`, template);
    const settings = `/api/channel-config/workstreams/${product.wired.workstreamId}/advanced`;
    const { version } = await dana<{ version: number }>('GET', settings);
    const notifications = { incomingUnauthenticatedId: templateId };
    await dana('PUT', settings, { notifications }, { 'if-match': `"${version}"` });
    const lena = deskOf(await product.as('lena'));
    const offered = async () => {
      const customer = aCustomer();
      await product.text(customer, 'The lift is stuck');
      return { customer, offer: await lena.offered(customer) };
    };
    const { customer } = await until('routing tells by it', async () => {
      const made = await offered();
      if (made.offer.notification?.acceptLabel === 'Take it') return made;
      await lena.accept(made.customer);
      return null;
    });

    const card = offerOf(customer);
    await card.getByRole('heading', { name: 'Urgent: somebody in American English' }).waitFor();
    expect(await card.locator('img').getAttribute('src')).toBe('/favicon.svg');
    const said = (await card.locator('dl').innerText()).split('\n').map((line) => line.trim());
    expect(said.slice(0, 4)).toEqual(['Speaks', 'American English', 'Wrote to', product.wired.number]);
    expect(said).not.toContain('Case');
    expect(said).toContain(written(customer));
    expect(await card.getByRole('timer').innerText()).toMatch(/^1:[0-3]\d$/);
    expect(await card.getByRole('button').allInnerTexts()).toEqual([expect.stringMatching(/^Take it/)]);
    await page.keyboard.press('Shift+F8');
    await card.getByRole('button', { name: /^Take it/ }).click();
    await page.getByRole('heading', { level: 2, name: written(customer) }).waitFor();

    const current = await dana<{ version: number }>('GET', settings);
    await dana('PUT', settings, {}, { 'if-match': `"${current.version}"` });
    await until('routing tells as usual', async () => {
      const made = await offered();
      const isUsual = made.offer.notification?.acceptLabel === null;
      await lena.accept(made.customer);
      return isUsual;
    });
  });

  it('declines an offer, which can be undone for two seconds and then goes to somebody else', async () => {
    const customer = aCustomer();
    await product.text(customer, 'Anybody there?');
    await offerOf(customer).waitFor();
    const diego = deskOf(await product.ready('diego'));
    await offerOf(customer).getByRole('button', { name: 'Decline' }).click();
    await offerOf(customer).getByText('You decline this offer. It goes on to somebody else.').waitFor();
    await offerOf(customer).getByRole('button', { name: 'Undo' }).click();
    // the same keys decline and undo it
    await page.keyboard.press('Shift+F8');
    await offerOf(customer).getByRole('button', { name: 'Undo' }).waitFor();
    await page.keyboard.press('Shift+F8');
    await offerOf(customer).getByRole('button', { name: 'Decline' }).click();
    await isGone(offerOf(customer));
    const { id } = await diego.accept(customer);
    for (const door of ['end', 'close']) await diego.call('POST', `/api/conversations/${id}/${door}`);
    await diego.call('PUT', '/api/routing/agents/me/presence', { presence: 'offline' });
    expect(
      await page
        .getByRole('link')
        .filter({ hasText: written(customer) })
        .count(),
    ).toBe(0);
  });

  it('takes what waits out of the open list, unless a colleague is faster', async () => {
    await page.getByRole('button', { name: /^Presence/ }).click();
    await page.getByRole('menuitem', { name: 'Appear away' }).click();
    await mayPick(true);
    const diego = deskOf(await product.as('diego'));
    await page.getByRole('tab', { name: 'Open', exact: true }).click();
    await page.getByText('Nobody is waiting').waitFor();
    const [first, second] = [aCustomer(), aCustomer()];
    const assign = (customer: string) => page.getByRole('button', { name: `Assign to me: ${written(customer)}` });
    for (const customer of [first, second]) {
      await product.text(customer, 'Is anybody there for me?');
      await assign(customer).waitFor();
    }
    expect(await barriers(page)).toEqual([]);
    await page.route(
      '**/pick',
      async (route) => {
        await diego.call('POST', new URL(route.request().url()).pathname);
        await route.continue();
      },
      { times: 1 },
    );
    await assign(first).focus();
    await page.keyboard.press('Enter');
    await page.getByText('This conversation has been taken by Diego Kessler.').first().waitFor();
    await page.getByText('Taken', { exact: true }).waitFor();
    forgive(desk, '409');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await field().waitFor();
    await page.getByRole('heading', { level: 2, name: written(second) }).waitFor();
    await mayPick(false);
    const { id } = await until('Diego has it', async () =>
      (await diego.mine()).find(({ customer, accepted }) => customer === first && accepted),
    );
    for (const door of ['end', 'close']) await diego.call('POST', `/api/conversations/${id}/${door}`);
  });

  it('finds half a sentence again after a reload, and at the conversation of its own', async () => {
    const [amara, jonas] = [aCustomer(), aCustomer()];
    await taken(amara, 'My lamp is broken');
    await field().fill('I am sorry, that should');
    await page.getByText('Draft saved').waitFor();
    await taken(jonas, 'Where is my invoice?');
    expect(await field().inputValue()).toBe('');
    await page.reload();
    await textSaying('Where is my invoice?').waitFor();
    expect(await field().inputValue()).toBe('');
    await page
      .getByRole('link')
      .filter({ hasText: written(amara) })
      .getByText('Draft: I am sorry')
      .waitFor();
    await page.keyboard.press('Alt+ArrowUp');
    await textSaying('My lamp is broken').waitFor();
    await until('the words are back', async () => (await field().inputValue()) === 'I am sorry, that should');
  });

  it('writes on while offline; the texts go out once and in order, and what came meanwhile is there, by one stream taken up again', async () => {
    const customer = aCustomer();
    await taken(customer, 'Is anybody there?');
    const lena = deskOf(await product.as('lena'));
    const { id } = await until('it is hers', async () => (await lena.mine()).find((one) => one.customer === customer));
    await page.context().setOffline(true);
    const streams: Request[] = [];
    page.on('request', (request) => request.url().endsWith('/api/live') && streams.push(request));
    for (const body of ['One', 'Two', 'Three']) await send(body);
    await page.getByText('You are offline. Keep writing: 3 texts wait').waitFor();
    await field().fill('Half a sentence');
    await product.text(customer, 'Hello?');
    await until('it is in the thread', async () => (await lena.thread(id)).some(({ body }) => body === 'Hello?'));
    expect(await textSaying('Hello?').count()).toBe(0);
    expect(arrivedAt(customer)).toEqual([]);
    await page.context().setOffline(false);
    await textSaying('Hello?').waitFor();
    await textSaying('Three').getByText('Delivered').waitFor();
    await isGone(page.getByText('You are offline'));
    expect(arrivedAt(customer)).toEqual(['One', 'Two', 'Three']);
    expect(await texts().count()).toBe(5);
    expect(await field().inputValue()).toBe('Half a sentence');
    expect(streams).toHaveLength(1);
    expect((await streams[0]!.allHeaders())['last-event-id']).toMatch(/\S/);
    desk.complaints.length = 0; // the browser's own words about the network
  });

  it('loses no text that was on its way when the window was closed', async () => {
    const customer = aCustomer();
    await taken(customer, 'Quick question');
    await page.route('**/messages/*', (route) => route.abort());
    await send('A quick answer');
    await textSaying('A quick answer').getByText('Queued').waitFor();
    await page.unroute('**/messages/*');
    await page.reload();
    await textSaying('A quick answer').getByText('Delivered').waitFor();
    expect(arrivedAt(customer)).toEqual(['A quick answer']);
    desk.complaints.length = 0;
  });

  it('reads why a text was not delivered, and takes its words up again', async () => {
    const customer = aCustomer();
    await taken(customer, 'Can you send me a link?');
    const fault = product.twilio.fault({ kind: 'outcome', status: 'undelivered', code: 30007, customer });
    await send('Follow it here: bit.example/8K2');
    const failed = textSaying('Follow it here');
    await failed
      .getByText('The carrier filtered this text as unwanted. Shortened links are the usual reason.')
      .waitFor();
    fault.lift();
    await failed.getByRole('button', { name: 'Edit and send again' }).click();
    await until('the words are in the field', async () => (await field().inputValue()).startsWith('Follow it here'));
    await send('Follow it at okafor.example');
    await textSaying('okafor.example').getByText('Delivered').waitFor();
  });

  it('reads why Twilio refused a text at once, looks its code up, and goes on with other words or in the next text', async () => {
    const customer = aCustomer();
    await taken(customer, 'Can you text me the code?');
    product.twilio.fault({ kind: 'refuse', code: 21211, customer, next: 1 });
    await send('It is 4711');
    const refused = textSaying('It is 4711');
    await refused.getByText('Not delivered. This number does not exist or cannot get texts.').waitFor();
    const code = refused.getByRole('link', { name: 'What is 21211?' });
    expect(await code.getAttribute('href')).toBe('https://www.twilio.com/docs/api/errors/21211');
    expect(await refused.getByRole('button', { name: /again/ }).count()).toBe(0);

    // one that the product knows no sentence of its own for
    product.twilio.fault({ kind: 'refuse', code: 21998, customer, next: 1 });
    await send('The code is 4711');
    const unexplained = textSaying('The code is 4711');
    await unexplained.getByText('Not sent.').waitFor();
    await unexplained.getByRole('link', { name: 'What is 21998?' }).waitFor();
    expect(arrivedAt(customer)).toEqual([]);
    await unexplained.getByRole('button', { name: 'Edit and send again' }).click();
    await until('the words are in the field', async () => (await field().inputValue()) === 'The code is 4711');
    await send('Your code: 4711');
    await textSaying('Your code: 4711').getByText('Delivered').waitFor();
    expect(arrivedAt(customer)).toEqual(['Your code: 4711']);
    expect(await barriers(page)).toEqual([]);
  });

  it('takes along what could not be sent any more as the conversation went to somebody else, or throws it away', async () => {
    const customer = aCustomer();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await taken(customer, 'Can somebody come by?');
    const held = aHold();
    await page.route('**/api/conversations/*/messages/*', async (route) => {
      await held.released;
      await route.continue();
    });
    await send('We come on Monday');
    await send('Between nine and noon');
    const [sofia, diego] = [await product.as('sofia'), deskOf(await product.ready('diego'))];
    const id = new URL(page.url()).pathname.split('/').at(-1)!;
    const path = `/api/routing/work-items?conversationId=${id}`;
    const { items } = await sofia<{ items: { id: string }[] }>('GET', path);
    const { id: agentId } = await diego.call<{ id: string }>('GET', '/api/routing/agents/me');
    await sofia('POST', `/api/routing/work-items/${items[0]!.id}/transfer`, { agentId });
    await diego.accept(customer);
    await page.getByRole('tab', { name: 'Home' }).click();
    held.release();
    const notices = page.getByRole('region', { name: 'Notices' });
    await notices
      .getByText(`Your text to ${written(customer)} was not sent.`)
      .first()
      .waitFor();

    const left = page.getByRole('region', { name: 'Texts that were not sent' });
    const one = (words: string) =>
      left.getByRole('article', { name: `Your text to ${written(customer)} was not sent.` }).filter({ hasText: words });
    await one('Between nine and noon').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.goto(new URL('/work', product.baseUrl).href);
    await one('We come on Monday').getByRole('button', { name: 'Copy' }).click();
    await one('We come on Monday').getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('We come on Monday');
    for (const words of ['We come on Monday', 'Between nine and noon'])
      await one(words).getByRole('button', { name: 'Discard' }).click();
    await isGone(left);
    await page.reload();
    await page.getByRole('tab', { name: 'Mine 0' }).waitFor();
    expect(await left.count()).toBe(0);
    expect(arrivedAt(customer)).toEqual([]);
    for (const step of ['end', 'close']) await diego.call('POST', `/api/conversations/${id}/${step}`);
    await diego.call('PUT', '/api/routing/agents/me/presence', { presence: 'offline' });
    desk.complaints.length = 0; // what was refused, as the browser says it
  });

  it('is told of a text that failed while she was elsewhere: on its tab, in its row, by a sound, and with the way there', async () => {
    await writeDownSignals();
    await page.reload();
    const customer = aCustomer();
    await taken(customer, 'Where do I send it?');
    const [id] = (await deskOf(await product.as('lena')).mine()).map((one) => one.id);
    await page.getByRole('tab', { name: 'Home' }).click();
    await eightSecondsPass();
    await signals();
    product.twilio.fault({ kind: 'outcome', status: 'undelivered', code: 30007, customer, next: 1 });
    const lena = deskOf(await product.as('lena'));
    await lena.call('PUT', `/api/conversations/${id}/messages/${crypto.randomUUID()}`, { body: 'To bit.example/8K2' });
    const told = page.getByText(`Your text to ${written(customer)} may not have arrived.`);
    await told.first().waitFor();
    await hears(220);
    await page.getByRole('tab', { name: `${written(customer)}, 1 text to check` }).waitFor();
    const row = page.getByRole('link').filter({ hasText: written(customer) });
    await row.getByText('Check your text').waitFor();
    await row.getByText('You: To bit.example/8K2').waitFor();
    expect(await barriers(page)).toEqual([]);

    await page.reload();
    await page.getByRole('tab', { name: `${written(customer)}, 1 text to check` }).waitFor();
    product.twilio.fault({ kind: 'outcome', status: 'undelivered', code: 30007, customer, next: 1 });
    await lena.call('PUT', `/api/conversations/${id}/messages/${crypto.randomUUID()}`, { body: 'Or bit.example/8K2' });
    await page.getByRole('tab', { name: `${written(customer)}, 2 texts to check` }).waitFor();
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await textSaying('Or bit.example/8K2').getByText('The carrier filtered this text').waitFor();
    await page.getByRole('tab', { name: 'Home' }).click();
    await page.getByRole('tab', { name: written(customer), exact: true }).waitFor();
    expect(await row.getByText('Check your text').count()).toBe(0);
  });

  it('takes back an End, ends after five seconds, and closes after wrap-up', async () => {
    const customer = aCustomer();
    await taken(customer, 'Thanks, that is all');
    await page.getByRole('button', { name: 'End', exact: true }).click();
    const held = page.getByRole('status').filter({ hasText: /^Ending in [1-5] s\./ });
    // texts that leave by themselves are turned off here
    await held.filter({ hasText: `${written(customer)} gets no text.` }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await isGone(page.getByText(/^Ending in/));
    expect(await field().isEnabled()).toBe(true);

    await page.getByRole('button', { name: 'End', exact: true }).click();
    await page.getByText('The conversation is ended. Close it when you are done.').waitFor();
    await page.getByRole('region', { name: 'Wrap-up' }).getByRole('button', { name: 'Close' }).click();
    await isGone(tabOf(customer));
    await page.getByRole('tab', { name: 'Closed today' }).click();
    await page
      .getByRole('link')
      .filter({ hasText: written(customer) })
      .click();
    await page.getByText('This conversation is closed.').waitFor();
    expect(await field().count()).toBe(0);
  });

  it('closes a session by its X without ending: it waits and comes back when the customer writes', async () => {
    const customer = aCustomer();
    await taken(customer, 'I will measure it and write again');
    await page.getByRole('button', { name: `Close ${written(customer)}` }).click();
    const dialog = page.getByRole('dialog', { name: 'Close without ending?' });
    await dialog
      .getByText(`${written(customer)} moves to Waiting and returns to you if they write within 28 days.`)
      .waitFor();
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
    await isGone(tabOf(customer));
    await page
      .getByRole('link')
      .filter({ hasText: written(customer) })
      .getByText('Waiting', { exact: true })
      .waitFor();
    await product.text(customer, 'It is 80 cm');
    await offerOf(customer).getByText('“It is 80 cm”').waitFor();
    await page.keyboard.press('F8');
    await textSaying('It is 80 cm').waitFor();
    await textSaying('I will measure it').waitFor();
  });

  it('sees what came while she was elsewhere, under a line', async () => {
    const [amara, jonas] = [aCustomer(), aCustomer()];
    await taken(amara, 'First');
    await send('Hello');
    await textSaying('Hello').getByText('Delivered').waitFor();
    await taken(jonas, 'Second');
    await product.text(amara, 'Are you still there?');
    await page.getByRole('tab', { name: `${written(amara)}, 1 unread text` }).click();
    await page
      .getByRole('separator')
      .filter({ hasText: /^New since/ })
      .waitFor();
    await page.getByRole('tab', { name: written(amara), exact: true }).waitFor();
  });

  it('sees on its tab that a customer waits for longer than the queue promises', async () => {
    const dana = await product.as('dana');
    const path = `/api/routing/queues/${product.wired.queueId}`;
    const promise = async (serviceLevelSeconds: number | null) => {
      const { version, ...queue } = await dana<{ version: number }>('GET', path);
      await dana('PUT', path, { ...queue, serviceLevelSeconds }, { 'if-match': `"${version}"` });
    };
    await promise(1);
    const [amara, jonas] = [aCustomer(), aCustomer()];
    await taken(amara, 'My lamp is broken');
    await taken(jonas, 'Where is my invoice?');
    await tabOf(amara).locator('[data-late]').waitFor();
    await promise(null);
    await page.reload();
    await tabOf(amara).waitFor();
    expect(await tabOf(amara).locator('[data-late]').count()).toBe(0);
  });

  it('has sessions without room for a tab behind +n, with what is unread in them, by keyboard', async () => {
    const lena = deskOf(await product.as('lena'));
    const customers = Array.from({ length: 6 }, aCustomer);
    for (const customer of customers) {
      await product.text(customer, 'Hello');
      await lena.accept(customer);
    }
    await page.setViewportSize({ width: 1024, height: 768 });
    const others = page.getByRole('button', { name: /^\+\d more sessions/ });
    await others.waitFor();
    await until('each has its place', async () => {
      const [, behind = 0] = /^\+(\d)/.exec((await others.getAttribute('aria-label')) ?? '') ?? [];
      // Home is a tab, too
      return (await page.getByRole('banner').getByRole('tab').count()) - 1 + Number(behind) === customers.length;
    });
    const last = customers.at(-1)!;
    await product.text(last, 'Are you there?');
    await page.getByRole('button', { name: /^\+\d more sessions, \d+ unread texts$/ }).waitFor();
    await others.focus();
    await page.keyboard.press('Enter');
    const behind = page.getByRole('menuitem', { name: `${written(last)}, 2 unread texts` });
    await behind.waitFor();
    expect(await barriers(page)).toEqual([]);
    await behind.focus();
    await page.keyboard.press('Enter');
    await textSaying('Are you there?').waitFor();
    await page
      .getByRole('tab', { name: written(last), exact: true })
      .and(page.locator('[aria-selected="true"]'))
      .waitFor();
    await page.setViewportSize({ width: 1920, height: 900 });
    await isGone(others);
    for (const customer of customers) await page.getByRole('tab', { name: written(customer) }).waitFor();
  });

  it('works a whole day on a telephone, by touch', async () => {
    await page.context().close();
    isItsOwn = true;
    const telephone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    desk = await openDesk(browser, product.baseUrl, 'lena', '/', telephone);
    page = desk.page;
    const tap = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' }).tap();
    const fits = async () => expect(await scrollsSideways(page)).toBe(false);
    const customer = aCustomer();
    await product.text(customer, 'Where is my parcel?');
    await offerOf(customer).waitFor();
    await fits();
    expect(await barriers(page)).toEqual([]);
    await offerOf(customer)
      .getByRole('button', { name: /^Accept/ })
      .tap();
    await textSaying('Where is my parcel?').waitFor();
    await field().tap();
    await page.keyboard.insertText('It arrives tomorrow.');
    await fits();
    await tap('Send');
    await textSaying('It arrives tomorrow.').getByText('Delivered').waitFor();
    expect(await barriers(page)).toEqual([]);
    await tap('End');
    const wrapUp = page.getByRole('region', { name: 'Wrap-up' });
    await wrapUp.waitFor();
    await fits();
    await wrapUp.getByRole('button', { name: 'Close' }).tap();
    await isGone(wrapUp);
    await fits();
    await page.getByRole('tab', { name: 'Closed today' }).tap();
    await page
      .getByRole('link')
      .filter({ hasText: written(customer) })
      .tap();
    await page.getByText('This conversation is closed.').waitFor();
    expect(arrivedAt(customer)).toEqual(['It arrives tomorrow.']);
  });

  it('signs in again beside the page when a sign-in has ended, and has lost nothing', async () => {
    const customer = aCustomer();
    await taken(customer, 'One more thing');
    await field().fill('Of course, what');
    await page.route('**/api/**', (route) => route.fulfill({ status: 401, body: '{}' }));
    await page.route('**/oidc/token', (route) => route.fulfill({ status: 400, json: { error: 'invalid_grant' } }));
    // whatever asks next finds out, and the dialog may stand in the way of a pointer already
    await page.getByRole('tab', { name: 'Closed today' }).dispatchEvent('click');
    const dialog = page.getByRole('dialog', { name: 'Sign in' });
    await dialog.getByText('Your sign-in has ended. Everything you typed is kept.').waitFor();
    await page.unroute('**/api/**');
    await page.unroute('**/oidc/token');
    const opened = page.context().waitForEvent('page');
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    const small = await opened;
    // the issuer may still know who it is and ask nothing
    await Promise.race([
      small.waitForEvent('close'),
      small.getByRole('button', { name: 'Lena Marsh' }).click({ noWaitAfter: true }),
    ]).catch(() => undefined);
    await isGone(dialog);
    expect(await field().inputValue()).toBe('Of course, what');
    desk.complaints.length = 0;
  });

  it('signs out, and has to sign in again', async () => {
    await page.getByRole('button', { name: 'You: Lena Marsh' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    const confirm = page.getByRole('button', { name: /sign out/i });
    const done = page.getByText('You are signed out.');
    await confirm.or(done).first().waitFor();
    if (await confirm.isVisible()) await confirm.click();
    await done.waitFor();
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await signIn(page, 'lena');
  });
});
