import { previewOf } from './preview.ts';

const lena = { named: { AgentName: 'Lena' }, context: {} };
const codes = (text: string, fillings = lena) =>
  previewOf('automated-message', text, fillings).warnings.map(({ code }) => code);

describe('the preview of a text', () => {
  it('shows it filled in, with what it costs', () => {
    expect(previewOf('automated-message', 'Hi, {AgentName} here', lena)).toMatchObject({
      text: 'Hi, Lena here',
      size: { encoding: 'GSM-7', segments: 1, characters: 13 },
      warnings: [],
    });
  });

  it('measures what arrives, not what was typed', () => {
    const { size } = previewOf('automated-message', '{$Name$}', { named: {}, context: { Name: 'x'.repeat(161) } });
    expect(size.segments).toBe(2);
  });

  it.each([
    ['a character that switches the encoding', 'Merci, à bientôt', ['encoding']],
    ['a second segment', 'x'.repeat(161), ['segments']],
    ['a length that nobody reads at a glance', 'x'.repeat(321), ['segments', 'long']],
    ['a length that cannot be sent', 'x'.repeat(1601), ['segments', 'too-long']],
    ['a placeholder that nothing stands for', 'Hi {QueueName}', ['empty-placeholder']],
    ['a placeholder that there is not', 'Hi {Nobody}', ['placeholder', 'empty-placeholder']],
    ['a placeholder that is not closed', 'Hi {AgentName', ['placeholder']],
    ['nothing to say', '', ['nothing']],
    ['nothing to say after all', '{QueueName}', ['empty-placeholder', 'nothing']],
  ])('warns of %s', (_, text, warnings) => {
    expect(codes(text)).toEqual(warnings);
  });
});
