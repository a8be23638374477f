import { commands, type Desk } from '../../shell/commands.ts';
import { typedCommands, typedIn } from './typed.ts';

const session = { id: 'c1', status: 'active', accepted: true, unread: 0 };
const desk = { session, sessions: [session], isAgent: true } as unknown as Desk;
const idsOf = (start: string) => typedCommands(start, commands, desk).map(({ command }) => command.id);

describe('what is typed behind a slash', () => {
  it('looks for quick replies behind /q and /1, by words and by tags', () => {
    expect(typedIn('/q')).toEqual({ is: 'quick-reply', search: '' });
    expect(typedIn('/q  refund late ')).toEqual({ is: 'quick-reply', search: 'refund late' });
    expect(typedIn('/1 #sorry')).toEqual({ is: 'quick-reply', search: '#sorry' });
    expect(typedIn('/Q ü')).toEqual({ is: 'quick-reply', search: 'ü' });
  });

  it('is a text as soon as it cannot be a command any more', () => {
    expect(typedIn('1/2 off')).toBeNull();
    expect(typedIn('/end of June')).toBeNull();
    expect(typedIn('/quick')).toEqual({ is: 'command', start: '/quick' });
    expect(idsOf('/quick')).toEqual([]);
    expect(typedIn('')).toBeNull();
  });

  it('offers the commands that begin with it and mean something here', () => {
    expect(idsOf('/')).toEqual(expect.arrayContaining(['session.end', 'session.close']));
    expect(idsOf('/en')).toEqual(['session.end']);
    expect(
      typedCommands('/en', commands, { ...desk, session: { ...session, status: 'waiting' } } as unknown as Desk),
    ).toEqual([]);
  });
});
