import { customerErased, textsExpired } from '#contracts';
import { isTheirs } from './dead-letters.ts';

const until = '2026-01-05T09:00:00.000Z';
const ada = '+14155550111';
const whom = { people: [ada], besides: ['a-conversation'], until };
const an = (changes: object) => JSON.stringify({ type: 'some.fact-said.v1', occurredAt: until, data: {}, ...changes });

describe('a failed event', () => {
  it.each([
    ['names them', { data: { from: ada } }, true, true],
    ['names them deep inside', { data: { lines: [{ of: ada }] } }, true, true],
    ['names what else they are known by', { data: { conversationId: 'a-conversation' } }, true, false],
    ['names somebody whose number begins alike', { data: { from: `${ada}2` } }, false, false],
    [
      'happened after they were forgotten',
      { data: { from: ada }, occurredAt: '2026-01-05T09:00:00.001Z' },
      false,
      false,
    ],
    ['tells services to forget them', { data: { addresses: [ada] }, type: customerErased.type }, false, false],
    [
      'tells services to forget texts of theirs and of others',
      { data: { customers: [ada] }, type: textsExpired.type },
      false,
      false,
    ],
  ])('that %s is theirs accordingly, dead or to be tried again', (_what, changes, dead, tried) => {
    expect([isTheirs(an(changes), whom, true), isTheirs(an(changes), whom, false)]).toEqual([dead, tried]);
  });

  it('that is no event at all is theirs where it names them', () => {
    expect([isTheirs(`oops "${ada}"`, whom, true), isTheirs('oops', whom, true)]).toEqual([true, false]);
  });
});
