import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { GRANTS } from '../lib/grants/registry.ts';
import { ROLES } from '../lib/roles/registry.ts';
import { TARGETS } from '../lib/targets/registry.ts';
import { PARITY_CASES } from './parity/cases.ts';
import { ALLOWED_ACTION_WILDCARDS, ALLOWED_RESOURCE_WILDCARDS } from './roles/allowed-wildcards.ts';
import { expectGeneratedPart } from './support/generated-part.ts';
import { questionsAsMarkdown } from './support/readme-table.ts';

const README = readFileSync('README.md', 'utf8');

test('docs/flags.md lists the flags as the table of questions has them', () => {
  expectGeneratedPart('docs/flags.md', 'flags', questionsAsMarkdown());
});

test('the figures of the README are those of the tests', () => {
  const { cases } = JSON.parse(readFileSync('test/roles/must.json', 'utf8'));
  const exceptions = ALLOWED_RESOURCE_WILDCARDS.length + ALLOWED_ACTION_WILDCARDS.length;
  expectGeneratedPart(
    'README.md',
    'measured',
    `
- **${exceptions} exceptions.** No action of the ${ROLES.length} roles and ${GRANTS.length} grants stands on \`*\` that takes a resource
  ARN, but for ${exceptions} rows with their reasons (\`test/roles/allowed-wildcards.ts\`).
- **${cases.length} rows of a truth table** say what each role must and must not allow; an evaluator of IAM's rules
  answers them from the documents that are generated (\`test/roles/must.json\`).
- **${TARGETS.length} targets and a direct way, ${PARITY_CASES.length} kinds of answers, one account.** Each is deployed to an emulated account,
  or resolved where the emulator falls short, and compared role by role (\`npm run test:parity\`).
`,
  );
});

test('the README is two screens', () => {
  expect(README.split('\n').length).toBeLessThanOrEqual(110);
});

test('the README has the commands that run on a fresh clone', () => {
  expect(README).toContain('npm ci && npm start');
  expect(README).toContain('npm ci && npm test');
});

test('every page of docs/ is at most two clicks away from the README, and no link is broken', () => {
  const first = linksOf('README.md');
  const second = first.filter((page) => page.endsWith('.md')).flatMap(linksOf);
  const reached = new Set([...first, ...second]);
  const pages = readdirSync('docs').filter((name) => name.endsWith('.md'));
  expect(pages.filter((name) => !reached.has(`docs/${name}`))).toEqual([]);
  expect([...reached].filter((path) => !existsSync(path))).toEqual([]);
});

test('package.json names no address', () => {
  expect(readFileSync('package.json', 'utf8')).not.toMatch(
    /https?:|git[+@]|"(homepage|repository|bugs)"/,
  );
});

/** Files that a page links to. */
function linksOf(page: string): readonly string[] {
  const links = readFileSync(page, 'utf8').matchAll(/\]\(([^)#\s]+)[^)]*\)/g);
  return [...links]
    .map(([, link = '']) => link)
    .filter((link) => !/^https?:/.test(link))
    .map((link) => normalize(join(dirname(page), link)));
}
