import { QueryFailedError } from 'typeorm';
import { z } from 'zod';
import { Refusal } from '#contracts';
import { asksAgain, isOutage, isUnreadable, Outage, outcomeOf, reasonOf, Stopping } from './failure.ts';

const coded = (code: string, message = 'something') => Object.assign(new Error(message), { code });
const unreadable = z.object({ data: z.object({ body: z.string() }) }).safeParse({ data: { body: 5 } }).error;

describe('an outage', () => {
  it.each([
    ['the connection broke', coded('08006')],
    ['the server has no connection left', coded('53300')],
    ['the disk is full', coded('53100')],
    ['the server is shutting down', coded('57P01')],
    ['the server is starting', coded('57P03')],
    ['the transaction lost a deadlock', coded('40P01')],
    ['the transaction has to be serialised', coded('40001')],
    ['the server is a standby', coded('25006')],
    ['nobody listens at the address', coded('ECONNREFUSED')],
    ['the address cannot be resolved', coded('EAI_AGAIN')],
    ['every address was tried', Object.assign(new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]))],
    ['the driver lost the connection', new Error('Connection terminated unexpectedly')],
    ['the pool waited too long', new Error('timeout exceeded when trying to connect')],
    ['the transaction went on without its connection', new Error('Query runner already released. Cannot run queries.')],
    ['the driver wrapped it', new QueryFailedError('SELECT 1', [], coded('57P01'))],
    ['it is the cause of something else', new Error('could not load', { cause: coded('ECONNRESET') })],
    ['the broker is away', new Outage('RabbitMQ is away.')],
    ['the process is about to stop', new Stopping()],
  ])('is it when %s', (_why, error) => {
    expect(isOutage(error)).toBe(true);
    expect(outcomeOf(error)).toBe('outage');
  });

  it.each([
    ['a statement ran too long', coded('57014')],
    ['a unique key is taken', coded('23505')],
    ['the SQL is wrong', coded('42601')],
    ['a rule refuses', new Refusal('already-taken', 'Somebody was faster.')],
    ['the code is wrong', new TypeError('x is undefined')],
    ['it is no error at all', 'oops'],
    ['there is nothing', undefined],
    ['only one of several attempts met it', new AggregateError([coded('ECONNREFUSED'), coded('23505')])],
  ])('is it not when %s', (_why, error) => {
    expect(isOutage(error)).toBe(false);
  });
});

it('runs again what lost a deadlock, and nothing else', () => {
  expect([coded('40P01'), coded('40001'), coded('57P01'), null].map(asksAgain)).toEqual([true, true, false, false]);
});

it('takes what does not parse for unreadable', () => {
  expect([unreadable, new SyntaxError('x'), new TypeError('x')].map(isUnreadable)).toEqual([true, true, false]);
});

describe('the reason of a failure', () => {
  it('names the fields that cannot be read, and not what was in them', () => {
    expect(reasonOf(unreadable)).toBe('Unreadable: data.body: invalid_type');
  });

  it('quotes no text that a parser stumbled over', () => {
    expect(reasonOf(new SyntaxError('Unexpected token in "I was born in 1984"'))).toBe('Unreadable: not JSON');
  });

  it('is the code where a rule refused', () => {
    expect(reasonOf(new Refusal('already-taken', 'Lena was faster.'))).toBe('Refused: already-taken');
  });

  it('hides numbers of people and quoted values', () => {
    const reason = reasonOf(coded('22P02', 'invalid input syntax for type uuid: "my pin is 99"\nDETAIL: +14155550111'));
    expect(reason).toMatch(/^Error 22P02: invalid input syntax for type uuid: "…" at libs\//);
    expect(reasonOf(new Error('no agent for +1 415-555-0111 now'))).toMatch(/^Error: no agent for … now at libs\//);
  });

  it('is short', () => {
    expect(reasonOf(new Error('x'.repeat(5000))).length).toBeLessThanOrEqual(300);
  });

  it('says so when what was thrown is no error', () => {
    expect(reasonOf({ body: 'Hello' })).toBe('Broken: something that is no error was thrown');
  });
});
