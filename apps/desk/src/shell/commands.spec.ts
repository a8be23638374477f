import { commandFor, commands, localKeys, type Desk } from './commands.ts';
import { isSafe, pressed, spellKeys } from './keys.ts';

const press = (key: string, held: Partial<Parameters<typeof pressed>[0]> = {}) =>
  pressed({ key, altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held });

const nothing = () => undefined;
const desk: Desk = {
  offer: null,
  sessions: [],
  session: null,
  open: null,
  isAgent: true,
  isSupervisor: false,
  isAdministrator: false,
  accept: nothing,
  decline: nothing,
  show: nothing,
  toComposer: nothing,
  toDispositions: nothing,
  toRegion: nothing,
  openPresence: nothing,
  openKeys: nothing,
  openPalette: nothing,
  end: nothing,
  close: nothing,
  handOver: nothing,
  takeSuggestion: nothing,
  openNewText: nothing,
  toNotes: nothing,
  report: nothing,
  goTo: nothing,
};

describe('the keys of the desk', () => {
  it.each(commands.flatMap(({ id, keys }) => (keys ? [[id, keys] as const] : [])))(
    '%s leaves every keyboard able to write',
    (_, keys) => {
      expect(isSafe(keys)).toBe(true);
    },
  );

  it('mean one thing each', () => {
    const keys = commands.flatMap((command) => [command.keys ?? [], command.typed ?? []].flat());
    expect(new Set(keys).size).toBe(keys.length);
    const ids = [...commands, ...localKeys].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('are not safe as a letter alone or under Alt', () => {
    expect(['Alt+L', 'Alt+Shift+2', 'A', 'Shift+R'].map(isSafe)).toEqual([false, false, false, false]);
    expect(['F8', 'Alt+ArrowUp', 'Mod+K', 'Mod+/'].map(isSafe)).toEqual([true, true, true, true]);
  });

  it('are recognised on keyboards where a sign needs Shift, and on a Mac', () => {
    expect(press('/', { ctrlKey: true, shiftKey: true })).toBe('Mod+/');
    expect(press('/', { metaKey: true })).toBe('Mod+/');
    expect(press('F8', { shiftKey: true })).toBe('Shift+F8');
    expect(press('ArrowUp', { altKey: true, shiftKey: true })).toBe('Alt+Shift+ArrowUp');
    expect(press('ą', { altKey: true, ctrlKey: true })).not.toBe('Mod+/');
  });

  it('read as they are printed', () => {
    expect(spellKeys('Mod+/', false)).toBe('Ctrl /');
    expect(spellKeys('Mod+/', true)).toBe('⌘ /');
    expect(spellKeys('Alt+Shift+ArrowUp', false)).toBe('Alt Shift ↑');
  });
});

describe('a command', () => {
  it('does nothing where it means nothing', () => {
    expect(commandFor('F8', desk)).toBeNull();
    expect(commandFor('F2', desk)).toBeNull();
    expect(commandFor('F4', { ...desk, isAgent: false })).toBeNull();
    expect(commandFor('F4', desk)!.id).toBe('presence.open');
  });
});
