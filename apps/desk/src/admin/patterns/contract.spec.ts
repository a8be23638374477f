import { z } from 'zod';
import { distribution, queueRequest } from '#contracts';
import { figure } from '../../words/plural.ts';
import { areElsewhere, errorsOf, isSame, limitsOf, longestOf } from './contract.ts';

describe('a form', () => {
  it('takes its limits from the contract', () => {
    expect(limitsOf(distribution.shape.offerSeconds)).toEqual({ min: 5, max: 3600 });
    expect(limitsOf(distribution.shape.capacityUnits)).toEqual({ min: 0, max: 1000 });
    expect(limitsOf(z.string())).toEqual({});
    expect(longestOf(queueRequest.shape.name)).toBe(200);
    expect(longestOf(queueRequest.shape.priority)).toBeUndefined();
  });

  it('names each wrong field in the contract’s own words', () => {
    const errors = errorsOf(distribution, { offerSeconds: 2, capacityUnits: 1, allowedPresences: [] });
    expect(Object.keys(errors).sort()).toEqual(['allowedPresences', 'offerSeconds']);
    expect(errors['allowedPresences']).toBe('needs at least one');
    expect(errors['offerSeconds']).toBe('must be at least 5');
    expect(errorsOf(distribution, { offerSeconds: 4000 })['offerSeconds']).toBe(`must be at most ${figure(3_600)}`);
    expect(errorsOf(distribution, {})).toEqual({});
  });

  it('knows what is wrong with nothing that it shows', () => {
    expect(areElsewhere({ name: 'is required', 'texts.0.locale': 'is there already' }, { name: '', texts: [] })).toBe(
      false,
    );
    expect(areElsewhere({ name: 'is required', id: 'Something else has this id.' }, { name: '' })).toBe(true);
  });

  it('has changes only when something differs', () => {
    expect(isSame({ name: 'a', memberIds: ['1', '2'] }, { name: 'a', memberIds: ['2', '1'] })).toBe(true);
    expect(isSame({ name: 'a', memberIds: ['1'] }, { name: 'a', memberIds: ['2'] })).toBe(false);
    expect(isSame({ name: 'a' }, { name: 'b' })).toBe(false);
  });
});
