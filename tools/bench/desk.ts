import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { Client } from 'pg';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium, freePort, temporaryFolder } from '../infrastructure/index.ts';
import { choosePresence, signIn } from '../screenshots/a-day.ts';
import { demoNumber, Product } from '../start/run.ts';
import { rounded, table } from './figures.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const customer = '+14255550100';

export interface DeskSettings {
  /** How many texts the open thread has. */
  readonly thread: number;
  /** How many conversations the agent has, all in the list beside it. */
  readonly live: number;
  /** Texts a second that arrive in the others meanwhile. */
  readonly textsPerSecond: number;
  /** Where the browser's traces go; undefined: none is written. */
  readonly profile: string | undefined;
}

/** What the main thread of the page did meanwhile, in milliseconds. */
export interface Watched {
  readonly tasksOver50: number;
  readonly longestTask: number;
  readonly frames: number;
  readonly framesOver32: number;
  readonly longestFrame: number;
}

/** In the words of the page: what it was asked to remember since the last time. */
const beginWatching = `(() => {
  window.watched = { tasks: [], frames: [], last: performance.now() };
  window.watching?.disconnect();
  window.watching = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.watched.tasks.push(duration);
  });
  window.watching.observe({ type: 'longtask' });
  const watched = window.watched;
  const frame = () => {
    if (window.watched !== watched) return;
    const now = performance.now();
    watched.frames.push(now - watched.last);
    watched.last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})()`;

async function watched(page: Page, work: () => Promise<void>): Promise<Watched> {
  await page.evaluate(beginWatching);
  await work();
  const { tasks, frames } = await page.evaluate<{ tasks: number[]; frames: number[] }>(
    '(() => { const { tasks, frames } = window.watched; window.watched = undefined; return { tasks, frames }; })()',
  );
  return {
    tasksOver50: tasks.length,
    longestTask: rounded(Math.max(0, ...tasks), 1),
    frames: frames.length,
    framesOver32: frames.filter((ms) => ms > 32).length,
    longestFrame: rounded(Math.max(0, ...frames), 1),
  };
}

/** The one thread with all its texts, and the other conversations of the same agent. */
async function fill(databaseUrl: string, { thread, live }: DeskSettings): Promise<void> {
  const db = new Client(databaseUrl);
  await db.connect();
  const columnsOf = async (table: string, but: readonly string[]) => {
    const { rows } = await db.query<{ name: string }>(
      `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
      [table],
    );
    return rows
      .map(({ name }) => name)
      .filter((name) => !but.includes(name))
      .join(', ');
  };
  const ofMessages = await columnsOf('conversations.message', ['id', 'body', 'received_at']);
  await db.query(
    `INSERT INTO conversations.message (id, body, received_at, ${ofMessages})
     SELECT gen_random_uuid(), 'Text ' || n || repeat(' of a long conversation about a lamp', 1 + n % 5),
       received_at - make_interval(mins => n), ${ofMessages}
     FROM (SELECT * FROM conversations.message WHERE direction = 'in' LIMIT 1) AS one, generate_series(1, $1::int) AS n`,
    [thread - 1],
  );
  const ofConversations = await columnsOf('conversations.conversation', ['id', 'customer']);
  await db.query(
    `INSERT INTO conversations.conversation (id, customer, ${ofConversations})
     SELECT gen_random_uuid(), '+1425556' || lpad(n::text, 4, '0'), ${ofConversations}
     FROM conversations.conversation, generate_series(1, $1::int) AS n`,
    [live - 1],
  );
  await db.end();
}

const sayAs = (baseUrl: string) => async (from: string, body: string) => {
  const answer = await fetch(`${baseUrl}/simulator/texts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ from, to: demoNumber, body, wait: true }),
  });
  if (!answer.ok) throw new Error(`The simulator answered ${answer.status}: ${await answer.text()}`);
};

/** Texts arrive in the other conversations until told to end. */
function traffic(say: ReturnType<typeof sayAs>, { live, textsPerSecond }: DeskSettings) {
  let sent = 0;
  const timer = setInterval(() => {
    const one = String(1 + (sent++ % (live - 1))).padStart(4, '0');
    void say(`+1425556${one}`, `Another text, number ${sent}`).catch(() => {});
  }, 1000 / textsPerSecond);
  return () => clearInterval(timer);
}

async function openThread(browser: Browser, baseUrl: string, databaseUrl: string, settings: DeskSettings) {
  const page = await signIn(browser, baseUrl, 'Lena Marsh');
  await choosePresence(page, 'Available');
  await sayAs(baseUrl)(customer, 'The lamp is broken');
  await page
    .getByRole('button', { name: /^Accept/ })
    .first()
    .click();
  await page.getByRole('textbox', { name: /^Text to/ }).waitFor();
  await choosePresence(page, 'Do not disturb');
  await fill(databaseUrl, settings);
  await page.reload();
  await page.getByRole('log').getByRole('article').first().waitFor();
  return page;
}

async function type(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: /^Text to/ }).click();
  await page.keyboard.type(
    'Thank you for the picture. We will send you a new lamp today, free of charge; please keep the old one. '.slice(
      0,
      100,
    ),
    {
      delay: 40,
    },
  );
}

/** From the newest text to the oldest, as fast as a wheel turns. */
async function scroll(page: Page, thread: number): Promise<void> {
  await page.getByRole('log').hover();
  for (let turn = 0; turn < Math.min(400, thread / 10); turn += 1) {
    await page.mouse.wheel(0, -700);
    await pass(30);
  }
}

/**
 * The desk in Chromium while an agent has `live` conversations in which texts arrive, with a thread of `thread` texts open: what the page's main
 * thread does while 100 characters are typed, and while the thread is scrolled from its end to its beginning.
 */
export async function desk(
  databaseUrl: string,
  settings: DeskSettings,
): Promise<{ typing: Watched; scrolling: Watched }> {
  const data = temporaryFolder('bench-desk');
  const port = await freePort();
  Object.assign(process.env, {
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    DATA_FOLDER: data.path,
    LOG_LEVEL: 'warn',
  });
  const baseUrl = `http://localhost:${port}`;
  const product = new Product(root);
  const { path: executablePath } = await findChromium();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const traced = async (page: Page, name: string, work: () => Promise<void>) => {
    if (settings.profile) {
      mkdirSync(settings.profile, { recursive: true });
      await browser.startTracing(page, { path: join(settings.profile, `desk-${name}.json`) });
    }
    const figures = await watched(page, work);
    if (settings.profile) await browser.stopTracing();
    return figures;
  };
  try {
    await product.start();
    const page = await openThread(browser, baseUrl, databaseUrl, settings);
    const end = traffic(sayAs(baseUrl), settings);
    try {
      const typing = await traced(page, 'typing', () => type(page));
      const scrolling = await traced(page, 'scrolling', () => scroll(page, settings.thread));
      return { typing, scrolling };
    } finally {
      end();
    }
  } finally {
    await browser.close();
    await product.stop();
    data.remove();
  }
}

/** The same as a person reads it. */
export const shownDesk = (result: Awaited<ReturnType<typeof desk>>): string =>
  table(
    ['', 'tasks over 50 ms', 'longest ms', 'frames', 'over 32 ms', 'longest ms'],
    Object.entries(result).map(([name, one]) => [
      name,
      ...[one.tasksOver50, one.longestTask, one.frames, one.framesOver32, one.longestFrame],
    ]),
  );
