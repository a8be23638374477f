import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { NotToBeHad } from './server.ts';
import { tryOut } from './system-packages.ts';

// the one without windows first: the same engine for a fifth less of the processor
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge',
];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browsers this machine may have: on the PATH, in the usual places, downloaded by Playwright. */
const places = () =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .concat(elsewhere, chromium.executablePath());

/** A Chromium that runs. What is installed may be a stub that only says how to install the real one. */
export async function installedChromium(): Promise<{ path: string; version: string }> {
  for (const path of places().filter((place) => existsSync(place))) {
    const version = process.platform === 'win32' ? 'Chromium' : await tryOut(path, '--version');
    if (version) return { path, version };
  }
  throw new NotToBeHad('There is no Chromium or Chrome on the PATH or in the usual places.');
}

/** Where the system's packages have no Chromium of their own (Ubuntu): the one Playwright is made for, with what it needs. */
export async function downloadChromium(): Promise<void> {
  const cli = join(createRequire(import.meta.url).resolve('playwright-core/package.json'), '..', 'cli.js');
  const args = [cli, 'install', '--with-deps', '--only-shell', 'chromium'];
  await promisify(execFile)(process.execPath, args, { timeout: 300_000 }).catch((error: unknown) => {
    const { stderr = '', message } = error as { stderr?: string; message: string };
    throw new NotToBeHad(`Playwright could not download Chromium: ${stderr.trim().split('\n').at(-1) || message}`);
  });
}
