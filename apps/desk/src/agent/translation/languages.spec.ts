import { isSameLanguage } from './languages.ts';

describe('languages', () => {
  it('are the same in all their countries, however their names are written', () => {
    expect(isSameLanguage('de-DE', 'de-AT')).toBe(true);
    expect(isSameLanguage('en_GB', 'EN')).toBe(true);
  });

  it('are others however alike their names are', () => {
    expect(isSameLanguage('es-ES', 'et-EE')).toBe(false);
    expect(isSameLanguage('nb-NO', 'nl-NL')).toBe(false);
  });
});
