import { createInterface } from 'node:readline';
import { removeFolder } from './folders.ts';

/*
 * A process that outlives its parent by a few seconds. It is told which processes and folders belong to the parent;
 * when the parent ends, for whatever reason, its end of the pipe closes, and what is left is ended and removed.
 */
type Word = { watch: number; signal: NodeJS.Signals } | { ended: number } | { folder: string } | { kept: string };

const processes = new Map<number, NodeJS.Signals>();
const folders = new Set<string>();

/** Each guarded process leads a group of its own; Windows has none. */
const end = (pid: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
    return true;
  } catch {
    return false;
  }
};

for await (const line of createInterface({ input: process.stdin })) {
  const word = JSON.parse(line) as Word;
  if ('watch' in word) processes.set(word.watch, word.signal);
  else if ('ended' in word) processes.delete(word.ended);
  else if ('folder' in word) folders.add(word.folder);
  else folders.delete(word.kept);
}
for (const [pid, signal] of processes) end(pid, signal);
const deadline = Date.now() + 8000;
while (Date.now() < deadline && [...processes.keys()].some((pid) => end(pid, 0))) {
  await new Promise((resolve) => setTimeout(resolve, 50));
}
for (const pid of processes.keys()) end(pid, 'SIGKILL');
for (const folder of folders) removeFolder(folder);
