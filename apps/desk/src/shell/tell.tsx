import { lazy, Suspense, useSyncExternalStore } from 'react';
import { Refused, Unanswered } from '../api/refused.ts';
import { messages, words } from '../words/en.ts';
import { announce } from './announce.ts';

export interface Toast {
  readonly id: number;
  readonly sentence: string;
  readonly isFailure: boolean;
  /** The way to what it is about. */
  readonly action?: ToastAction | undefined;
}

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

let toasts: readonly Toast[] = [];
const watchers = new Set<() => void>();
const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

function show(sentence: string, isFailure: boolean, action?: ToastAction): void {
  const id = (toasts.at(-1)?.id ?? 0) + 1;
  toasts = [...toasts.slice(-9), { id, sentence, isFailure, action }];
  announce(sentence, isFailure ? 'now' : 'polite');
  watchers.forEach((watcher) => watcher());
}

/** Says in passing what happened, and how it is undone. It never takes the focus and goes by itself. */
export const tell = (sentence: string, undo?: () => void): void =>
  show(sentence, false, undo && { label: messages.undo, run: undo });

/** Says in passing what somebody has to look after. */
export const warn = (sentence: string, action?: ToastAction): void => show(sentence, true, action);

/** Says why something that was asked for was not done, with what to quote when asking for help. */
export function tellFailure(error: unknown): void {
  const sentence = error instanceof Refused ? error.message : words.common.notDone;
  const reference = error instanceof Refused || error instanceof Unanswered ? error.reference : null;
  show(reference ? `${sentence} ${messages.reference(reference.slice(0, 8))}` : sentence, true);
}

const ToastList = lazy(() => import('./toasts.tsx').then(({ ToastList: component }) => ({ default: component })));

/** The corner where toasts appear; it arrives with the first one. */
export function Toasts() {
  const shown = useSyncExternalStore(watch, () => toasts);
  return (
    shown.length > 0 && (
      <Suspense>
        <ToastList toasts={shown} />
      </Suspense>
    )
  );
}
