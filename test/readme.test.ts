import { readFileSync, writeFileSync } from 'node:fs';
import { questionsAsMarkdown } from '../lib/answers/readme-table.ts';
import { ROLES } from '../lib/roles/registry.ts';

const BEGIN = '<!-- flags: written by npm run golden -->\n';
const END = '<!-- end of flags -->\n';

const readme = readFileSync('README.md', 'utf8');

test('the README lists the flags as the table of questions has them', () => {
  const [before = '', rest = ''] = readme.split(BEGIN);
  const [, after = ''] = rest.split(END);
  const wanted = `${before}${BEGIN}\n${questionsAsMarkdown().trim()}\n\n${END}${after}`;
  if (process.env.ECS_IAM_GOLDEN === 'write') writeFileSync('README.md', wanted);
  else expect(readme).toBe(wanted);
});

test('the README names every folder of lib that a newcomer looks for', () => {
  for (const room of ['lib/iam', 'lib/roles', 'lib/answers', 'lib/model', 'lib/targets']) {
    expect(readme).toContain(`\`${room}\``);
  }
});

test('there are as many roles as the README says', () => {
  expect(readme).toContain(`${ROLES.length} roles`);
});
