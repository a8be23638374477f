import type { ConversationView, OfferView } from '#contracts';
import { words } from '../words/en.ts';
import { preferences } from './preferences.ts';
import { neighbour } from './sessions.ts';

/** What the desk is showing, and what can be done from anywhere. */
export interface Desk {
  /** The oldest offer that stands. */
  readonly offer: OfferView | null;
  readonly sessions: readonly ConversationView[];
  /** The open conversation, if it is a session of mine. */
  readonly session: ConversationView | null;
  /** The id in the address, whoever's it is. */
  readonly open: string | null;
  readonly isAgent: boolean;
  readonly isSupervisor: boolean;
  readonly isAdministrator: boolean;
  readonly accept: (offer: OfferView) => void;
  readonly decline: (offer: OfferView) => void;
  readonly show: (conversationId: string) => void;
  readonly toComposer: () => void;
  readonly toDispositions: () => void;
  readonly toRegion: (step: 1 | -1) => void;
  readonly openPresence: () => void;
  readonly openKeys: () => void;
  readonly openPalette: () => void;
  /** End, held for a moment so that it can be undone. */
  readonly end: (session: ConversationView) => void;
  /** X: asks first where the customer would be left waiting. */
  readonly close: (session: ConversationView) => void;
  /** Opens the panel to hand it over, or to ask for advice. */
  readonly handOver: (session: ConversationView, what: 'transfer' | 'consult') => void;
  /** Puts the newest suggestion of a smart assist into the text. */
  readonly takeSuggestion: () => void;
  /** Writes to a customer first. */
  readonly openNewText: () => void;
  /** To the note on the conversation, wherever that stands. */
  readonly toNotes: (session: ConversationView) => void;
  /** Asks why this number is reported. */
  readonly report: (session: ConversationView) => void;
  readonly goTo: (place: Place) => void;
}

/** Pages that a command leads to. */
export type Place = 'home' | 'live' | 'admin' | 'me';

export interface Command {
  readonly id: string;
  readonly words: string;
  readonly group: keyof typeof words.commands.groups;
  /** How it is pressed; a command without keys is typed, or chosen in the palette. */
  readonly keys?: string;
  /** How it is typed at the beginning of a text (product.md 19.4). */
  readonly typed?: readonly string[];
  readonly when: (desk: Desk) => boolean;
  readonly run: (desk: Desk) => void;
}

/** It is mine and going on: it can be ended, handed over, asked about. */
const isActive = (session: ConversationView | null): boolean => session?.status === 'active' && session.accepted;
const isUnread = ({ unread }: ConversationView): boolean => unread > 0;

const goTo =
  (step: 1 | -1, isMeant?: (session: ConversationView) => boolean) =>
  ({ sessions, open, show }: Desk): void => {
    const next = neighbour(sessions, open, step, isMeant);
    if (next) show(next.id);
  };

/** Whether its template lets who is offered it decline. */
export const mayDecline = ({ notification }: OfferView): boolean => notification?.showReject ?? true;

/** A command is a row. Keys and help read one list, so nothing is reachable by mouse only. */
export const commands: readonly Command[] = [
  {
    id: 'offer.accept',
    words: words.commands.accept,
    group: 'offers',
    keys: 'F8',
    when: ({ offer }) => offer !== null,
    run: ({ offer, accept }) => accept(offer!),
  },
  {
    id: 'offer.decline',
    words: words.commands.decline,
    group: 'offers',
    keys: 'Shift+F8',
    when: ({ offer }) => offer !== null && mayDecline(offer),
    run: ({ offer, decline }) => decline(offer!),
  },
  {
    id: 'session.previous',
    words: words.commands.previousSession,
    group: 'sessions',
    keys: 'Alt+ArrowUp',
    when: ({ sessions }) => sessions.length > 0,
    run: goTo(-1),
  },
  {
    id: 'session.next',
    words: words.commands.nextSession,
    group: 'sessions',
    keys: 'Alt+ArrowDown',
    when: ({ sessions }) => sessions.length > 0,
    run: goTo(1),
  },
  {
    id: 'session.previous-unread',
    words: words.commands.previousUnread,
    group: 'sessions',
    keys: 'Alt+Shift+ArrowUp',
    when: ({ sessions }) => sessions.some(isUnread),
    run: goTo(-1, isUnread),
  },
  {
    id: 'session.next-unread',
    words: words.commands.nextUnread,
    group: 'sessions',
    keys: 'Alt+Shift+ArrowDown',
    when: ({ sessions }) => sessions.some(isUnread),
    run: goTo(1, isUnread),
  },
  {
    id: 'session.write',
    words: words.commands.composer,
    group: 'sessions',
    keys: 'F2',
    when: ({ sessions, session }) => session !== null || sessions.length > 0,
    run: ({ session, sessions, show, toComposer }) => (session ? toComposer() : show(sessions[0]!.id)),
  },
  {
    id: 'session.end',
    words: words.commands.end,
    group: 'sessions',
    typed: ['/end'],
    when: ({ session }) => isActive(session),
    run: ({ session, end }) => end(session!),
  },
  {
    id: 'session.close',
    words: words.commands.close,
    group: 'sessions',
    typed: ['/x'],
    when: ({ session }) => session !== null && session.accepted,
    run: ({ session, close }) => close(session!),
  },
  {
    id: 'session.transfer',
    words: words.commands.transfer,
    group: 'sessions',
    typed: ['/t', '/tq', '/taq', '/2', '/3'],
    when: ({ session }) => isActive(session),
    run: ({ session, handOver }) => handOver(session!, 'transfer'),
  },
  {
    id: 'session.consult',
    words: words.commands.consult,
    group: 'sessions',
    typed: ['/c', '/cq', '/4'],
    when: ({ session }) => isActive(session),
    run: ({ session, handOver }) => handOver(session!, 'consult'),
  },
  {
    id: 'session.suggestion',
    words: words.commands.suggestion,
    group: 'sessions',
    typed: ['/a'],
    when: ({ session }) => isActive(session),
    run: ({ takeSuggestion }) => takeSuggestion(),
  },
  {
    id: 'text.new',
    words: words.commands.newText,
    group: 'sessions',
    typed: ['/new'],
    when: ({ isAgent }) => isAgent,
    run: ({ openNewText }) => openNewText(),
  },
  {
    id: 'session.note',
    words: words.commands.note,
    group: 'sessions',
    typed: ['/n'],
    when: ({ session }) => session !== null && session.accepted,
    run: ({ session, toNotes }) => toNotes(session!),
  },
  {
    id: 'session.report',
    words: words.commands.report,
    group: 'sessions',
    typed: ['/spam'],
    when: ({ session }) => session !== null && session.accepted,
    run: ({ session, report }) => report(session!),
  },
  {
    id: 'session.disposition',
    words: words.commands.disposition,
    group: 'sessions',
    when: ({ session }) => session?.status === 'wrap-up',
    run: ({ toDispositions }) => toDispositions(),
  },
  {
    id: 'palette.open',
    words: words.commands.palette,
    group: 'everywhere',
    keys: 'Mod+K',
    when: () => true,
    run: ({ openPalette }) => openPalette(),
  },
  {
    id: 'home.open',
    words: words.commands.home,
    group: 'everywhere',
    when: ({ isAgent }) => isAgent,
    run: ({ goTo: open }) => open('home'),
  },
  {
    id: 'live.open',
    words: words.commands.live,
    group: 'everywhere',
    when: ({ isSupervisor }) => isSupervisor,
    run: ({ goTo: open }) => open('live'),
  },
  {
    id: 'admin.open',
    words: words.commands.admin,
    group: 'everywhere',
    when: ({ isAdministrator, isSupervisor }) => isAdministrator || isSupervisor,
    run: ({ goTo: open }) => open('admin'),
  },
  {
    id: 'me.open',
    words: words.commands.me,
    group: 'everywhere',
    when: () => true,
    run: ({ goTo: open }) => open('me'),
  },
  {
    id: 'presence.open',
    words: words.commands.presence,
    group: 'everywhere',
    keys: 'F4',
    when: ({ isAgent }) => isAgent,
    run: ({ openPresence }) => openPresence(),
  },
  {
    id: 'region.next',
    words: words.commands.nextRegion,
    group: 'everywhere',
    keys: 'F6',
    when: () => true,
    run: ({ toRegion }) => toRegion(1),
  },
  {
    id: 'region.previous',
    words: words.commands.previousRegion,
    group: 'everywhere',
    keys: 'Shift+F6',
    when: () => true,
    run: ({ toRegion }) => toRegion(-1),
  },
  {
    id: 'keys.open',
    words: words.commands.keys,
    group: 'everywhere',
    keys: 'Mod+/',
    when: () => true,
    run: ({ openKeys }) => openKeys(),
  },
];

/** What belongs to the field or list it is pressed or typed in: written here so that help knows it. */
interface LocalKey {
  readonly id: string;
  readonly words: string;
  readonly group: Command['group'];
  readonly keys?: string;
  readonly typed?: readonly string[];
}
export const localKeys: readonly LocalKey[] = [
  { id: 'composer.send', words: words.commands.send, group: 'sessions', keys: 'Enter' },
  { id: 'composer.line', words: words.commands.newLine, group: 'sessions', keys: 'Shift+Enter' },
  { id: 'composer.take-up', words: words.commands.takeUp, group: 'sessions', keys: 'ArrowUp' },
  { id: 'composer.quick-reply', words: words.commands.quickReply, group: 'sessions', typed: ['/q', '/1'] },
  { id: 'composer.template', words: words.commands.template, group: 'sessions', typed: ['/m'] },
  { id: 'back', words: words.commands.back, group: 'everywhere', keys: 'Escape' },
];

/** By which keys a command is pressed: those the person chose, otherwise the usual ones; none where it has none or they were switched off. */
export const keysOf = ({ id, keys }: Pick<Command, 'id' | 'keys'>, chosen = preferences().keys): string | undefined =>
  (chosen[id] ?? keys) || undefined;

/** The command that these keys mean now; null when they mean nothing here. */
export const commandFor = (keys: string, desk: Desk, chosen = preferences().keys): Command | null =>
  commands.find((command) => keysOf(command, chosen) === keys && command.when(desk)) ?? null;
