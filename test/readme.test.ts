import { expectGeneratedPart } from './support/generated-part.ts';
import { questionsAsMarkdown } from './support/readme-table.ts';

test('the README lists the flags as the table of questions has them', () => {
  expectGeneratedPart('README.md', 'flags', questionsAsMarkdown());
});
