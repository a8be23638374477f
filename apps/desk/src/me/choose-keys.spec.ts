import { commandFor, commands, type Desk, keysOf } from '../shell/commands.ts';
import { isUnfinished, refusalOf, withKeys } from './choose-keys.ts';

const of = (id: string) => commands.find((command) => command.id === id)!;
const accept = of('offer.accept');
const anywhere = {} as Desk;

describe('the keys that a person chooses', () => {
  it.each([
    'A',
    '1',
    '#',
    'Alt+L',
    'Mod+Alt+Q',
    'Enter',
    'Shift+Enter',
    'Mod+Enter',
    'ArrowUp',
    'Escape',
    'Mod+C',
    ' ',
  ])('are none that write: %s', (keys) => {
    expect(refusalOf(keys, accept, {})).toEqual({ why: 'writes' });
  });

  it.each(['Mod+T', 'Mod+Shift+N', 'F5', 'Alt+F4'])('are none that the browser keeps: %s', (keys) => {
    expect(refusalOf(keys, accept, {})).toEqual({ why: 'browser' });
  });

  it('are none that another command has, unless it gave them up', () => {
    expect(refusalOf('F2', accept, {})).toMatchObject({ why: 'taken', by: { id: 'session.write' } });
    expect(refusalOf('F2', accept, { 'session.write': 'F9' })).toBeNull();
    expect(refusalOf('F9', accept, { 'session.write': 'F9' })).toMatchObject({ by: { id: 'session.write' } });
    expect(refusalOf('F8', accept, {})).toBeNull();
  });

  it.each(commands.flatMap((command) => (command.keys ? [[command.keys, command] as const] : [])))(
    'may be all the usual ones: %s',
    (keys, command) => {
      expect(refusalOf(keys, command, {})).toBeNull();
    },
  );

  it('count from then on, the usual ones do not', () => {
    const chosen = withKeys({}, of('keys.open'), 'F9');
    expect(commandFor('F9', anywhere, chosen)?.id).toBe('keys.open');
    expect(commandFor('Mod+/', anywhere, chosen)).toBeNull();
  });

  it('can be none', () => {
    const chosen = withKeys({}, of('keys.open'), '');
    expect(keysOf(of('keys.open'), chosen)).toBeUndefined();
    expect(commandFor('Mod+/', anywhere, chosen)).toBeNull();
    expect(commandFor('', anywhere, chosen)).toBeNull();
  });

  it('are forgotten where they are the usual ones again', () => {
    expect(withKeys({ 'offer.accept': 'F9', 'session.end': 'F7' }, accept, 'F8')).toEqual({ 'session.end': 'F7' });
    expect(withKeys({ 'session.end': 'F7' }, of('session.end'), '')).toEqual({});
  });

  it('are not finished with Ctrl alone', () => {
    expect(['Mod+Control', 'Shift', 'Alt+Dead'].map(isUnfinished)).toEqual([true, true, true]);
    expect(isUnfinished('Shift+Shift')).toBe(true);
    expect(isUnfinished('Mod+F9')).toBe(false);
  });
});
