import { spawn, type SpawnOptions } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { removeFolder } from './folders.ts';

let guard: Writable | undefined;

function tell(word: object): void {
  if (!guard) {
    const script = fileURLToPath(new URL(`./guard${extname(fileURLToPath(import.meta.url))}`, import.meta.url));
    const env = { ...process.env, NODE_OPTIONS: '' };
    const started = spawn(process.execPath, [script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'], env });
    started.unref();
    if (started.stdin instanceof Socket) started.stdin.unref();
    started.stdin.on('error', () => {});
    guard = started.stdin;
  }
  guard.write(`${JSON.stringify(word)}\n`);
}

/** A process that ends when this one does, however this one ends. */
export interface Child {
  readonly pid: number;
  /** Resolves when it has ended. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  readonly running: boolean;
  /** Signals it and its children; SIGKILL after `patienceMs`. Resolves when it has ended. */
  end(signal: NodeJS.Signals, patienceMs?: number): Promise<void>;
}

/**
 * Starts a process in a group of its own, so that Ctrl-C in the terminal reaches only us and we decide the order of the end.
 * `farewell` is the signal it gets when this process dies without a word.
 */
export async function startChild(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { farewell: NodeJS.Signals },
): Promise<Child> {
  const { farewell, ...rest } = options;
  const child = spawn(command, [...args], { ...rest, detached: process.platform !== 'win32' });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: 127, signal: null }));
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const pid = child.pid!;
  let running = true;
  child.unref(); // it is no reason for us to stay
  tell({ watch: pid, signal: farewell });
  void ended.then(() => {
    running = false;
    tell({ ended: pid });
  });
  const send = (signal: NodeJS.Signals) => {
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, signal);
    } catch {
      // it was quicker
    }
  };
  return {
    pid,
    ended,
    get running() {
      return running;
    },
    async end(signal, patienceMs = 30_000) {
      if (!running) return;
      child.ref();
      send(signal);
      const force = setTimeout(() => send('SIGKILL'), patienceMs);
      await ended;
      clearTimeout(force);
    },
  };
}

/** Has this file or folder removed when this process dies without a word. Returns how to take that back. */
export function removeIfWeDie(path: string): () => void {
  tell({ folder: path });
  return () => tell({ kept: path });
}

/** A new folder under the system's temporary one, or another; it goes when this process does, or at `remove`. */
export function temporaryFolder(name: string, under = tmpdir()): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(under, `parley-${name}-`));
  chmodSync(path, 0o711); // started by root, PostgreSQL goes through it as another user
  const release = removeIfWeDie(path);
  return {
    path,
    remove() {
      removeFolder(path);
      release();
    },
  };
}
