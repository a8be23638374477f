import { organisationSettings } from '#contracts';
import { type Sounds, soundsInForce } from './in-force.ts';
import { usualSounds } from './usual.ts';

const set: Sounds = {
  ...usualSounds,
  offer: { ...usualSounds.offer, volume: 30, repeatUntilAnswered: false },
};
const own = { offer: { volume: 90, repeatUntilAnswered: true }, message: { play: false } };

describe('What an agent hears', () => {
  it('is as the organisation set it until they choose otherwise', () => {
    expect(soundsInForce(set, {})).toEqual(set);
  });

  it('is what they chose where agents may, and the rest as it is set', () => {
    expect(soundsInForce(set, own)).toEqual({
      ...set,
      offer: { ...set.offer, volume: 90, repeatUntilAnswered: true },
      message: { ...set.message, play: false },
    });
  });

  it('is the organisation’s where agents may not choose', () => {
    const strict = { ...set, agentsMayPersonalise: false };
    expect(soundsInForce(strict, own)).toEqual(strict);
  });

  it('is nothing where the organisation turned sound off, whatever they chose', () => {
    const heard = soundsInForce({ ...set, enabled: false }, { offer: { play: true }, message: { play: true } });
    expect([heard.offer.play, heard.message.play]).toEqual([false, false]);
  });

  it('leaves out what is kept of them and is not understood', () => {
    const odd = { offer: { volume: 'loud', colour: 'red' }, message: null } as never;
    expect(soundsInForce(set, odd)).toEqual(set);
  });

  it('is as usual while nobody can say what is set', () => {
    expect(usualSounds).toEqual(organisationSettings.stored.parse({}).sounds);
  });
});
