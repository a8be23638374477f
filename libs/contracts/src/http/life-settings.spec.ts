import { lifeSettings, lifeSettingsRequest } from './life-settings.ts';

it.each(['STOP', 'revoke', 'OptOut', 'unstop', 'INFO'])(
  'lets nobody end a conversation by the carriers’ %s',
  (word) => {
    expect(lifeSettingsRequest.safeParse({ endWords: ['DONE', word] }).error?.issues).toMatchObject([
      { path: ['endWords', 1], message: 'is a word of the carriers' },
    ]);
  },
);

it('still reads what was kept while a word was not yet the carriers’', () => {
  expect(lifeSettings.parse({ endWords: ['REVOKE'] }).endWords).toEqual(['REVOKE']);
});
