import { questionsAsMarkdown } from '../lib/answers/readme-table.ts';
import { expectGeneratedPart } from './support/generated-part.ts';

test('the README lists the flags as the table of questions has them', () => {
  expectGeneratedPart('README.md', 'flags', questionsAsMarkdown());
});
