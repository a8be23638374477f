import { channelDraftRequest, channelSettings, type ChannelDraftView } from '#contracts';
import { emptyDraft, errorsOn, saidOf, settingsOn } from './steps.ts';

describe('a new draft of a channel', () => {
  it('is one that the API takes, with everything off', () => {
    const draft = emptyDraft('w');
    expect(channelDraftRequest.parse(draft)).toEqual(draft);
    expect(draft.behaviors.operatingHours).toEqual({ enabled: false, hoursId: null });
  });

  it('has every setting of a channel on one of its pages', () => {
    const shown = [...settingsOn.behaviors, ...settingsOn.userFeatures].map(({ name }) => name);
    expect(shown.toSorted()).toEqual(Object.keys(channelSettings.shape).toSorted());
  });

  it('keeps what was typed, and fills in what was not said', () => {
    const view = { setup: { workstreamId: 'w', name: 'Line' }, language: {}, behaviors: {}, userFeatures: {} };
    expect(saidOf(view as unknown as ChannelDraftView)).toEqual({
      ...emptyDraft('w'),
      setup: { ...emptyDraft('w').setup, name: 'Line' },
    });
  });

  it('tells what is wrong by the field of the page', () => {
    const problem = { field: 'behaviors.operatingHours.hoursId', code: 'unreadable', message: 'is required' };
    const view = { problems: { behaviors: [problem], setup: [{ ...problem, field: 'setup' }] } };
    expect(errorsOn(view as unknown as ChannelDraftView, 'behaviors')).toEqual({
      'operatingHours.hoursId': 'is required',
    });
    expect(errorsOn(view as unknown as ChannelDraftView, 'setup')).toEqual({ '': 'is required' });
  });
});
