import { aLog, NestLog, withoutNumbers } from './log.ts';

describe('a phone number in a line of the log', () => {
  it.each([
    ['to +14255550148 now', 'to …148 now'],
    ['(number)=(+1 425 555-0148)', '(number)=(…148)'],
    ['14255550148', '…148'],
    ['018f6d2c-7b3a-7c4e-9a55-012345678901', '018f6d2c-7b3a-7c4e-9a55-012345678901'],
    ['after 1500 ms at 2026-01-05T09:00:00.000Z', 'after 1500 ms at 2026-01-05T09:00:00.000Z'],
    ['port 55432', 'port 55432'],
  ])('%s is written as %s', (text, written) => {
    expect(withoutNumbers(text)).toBe(written);
  });
});

describe('an error that a library reports', () => {
  it('is written as its stack, without the statement and the values that hang on it', () => {
    const lines: string[] = [];
    const log = new NestLog(aLog('info', { write: (line: string) => void lines.push(line) }));
    log.error(
      Object.assign(new Error('no such table'), { query: 'SELECT body', parameters: ['a secret'] }),
      'conversations',
    );
    expect(JSON.parse(lines[0]!)).toMatchObject({
      level: 'error',
      name: 'conversations',
      msg: expect.stringContaining('no such table'),
    });
    expect(lines[0]).not.toMatch(/SELECT body|a secret/);
  });
});
