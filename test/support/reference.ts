import { explain } from '../../lib/explain/explain.ts';
import { knownCatalogue } from '../../lib/explain/known-catalogue.ts';
import { pageMarkdown } from '../../lib/explain/page.ts';
import { findSubject } from '../../lib/explain/subject.ts';
import { GRANTS } from '../../lib/grants/registry.ts';
import { policyDocument, trustDocument } from '../../lib/iam/document.ts';
import { CATALOGUE } from '../../lib/roles/catalogue.ts';
import type { Role } from '../../lib/roles/types.ts';
import { prose, table } from '../../lib/starter/markdown.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from './answers.ts';
import { grantPages } from './reference-grants.ts';
import { GLOSSARY, REQUIREMENTS } from './reference-prose.ts';
import { type Repo, repoOf, requestTable, targetFiles } from './reference-repo.ts';

const known = knownCatalogue();

/** The pages of docs/reference, by file name. */
export async function referencePages(): Promise<ReadonlyMap<string, string>> {
  // With deploy kind build there is a role that the other kinds do not make.
  const repos = [
    await repoOf(everythingAnswers()),
    await repoOf({ ...DEFAULT_ANSWERS, deploy: 'build' }),
  ];
  return new Map([
    ['README.md', indexPage()],
    ...CATALOGUE.map((role) => [`roles/${role.id}.md`, rolePage(role, repos)] as const),
    ...(await grantPages(known)),
    ['requirements.md', REQUIREMENTS],
    ['glossary.md', GLOSSARY],
  ]);
}

function indexPage(): string {
  const rows = CATALOGUE.map(
    ({ id, title, purpose, recommended }) =>
      `| [\`${id}\`](roles/${id}.md) | ${title} | ${recommended ? 'yes' : ''} | ${purpose} |`,
  );
  const grants = GRANTS.map(({ id, summary }) => [`[\`${id}\`](grants/${id}.md)`, prose(summary)]);
  return `# Reference

Generated from the catalogue by \`npm run golden\`; \`ecs-iam explain\` says the same at the terminal.

- [Requirements](requirements.md): what was asked for, what is made, and why they differ.
- [Glossary](glossary.md): the words of IAM and ECS in plain words.

## Roles

| Role | Title | By default | What it is for |
| --- | --- | --- | --- |
${rows.join('\n')}

## Grants

Ready-made rights of the application; each becomes a policy of the task role (\`--grant\`).

${table(['Grant', 'What it allows'], grants)}
`;
}

function rolePage(role: Role, repos: readonly Repo[]): string {
  const { id, options, policies, trust } = role;
  const { page } = explain(findSubject(id, known, known), known);
  const rows = Object.entries(options).map(([name, { summary }]) => `| \`${name}\` | ${summary} |`);
  const documents = [
    ['Trust policy', trustDocument(trust)] as const,
    ...policies.map(
      ({ name, statements }) => [`Policy ${name}`, policyDocument(statements)] as const,
    ),
    ...Object.entries(options)
      .filter(([, { statements }]) => statements.length > 0)
      .map(([name, { statements }]) => [`Option ${name}`, policyDocument(statements)] as const),
  ].map(
    ([title, document]) =>
      `### ${title}\n\n\`\`\`json\n${JSON.stringify(document, null, 2)}\n\`\`\``,
  );
  return `[All roles](../README.md)

${pageMarkdown(page)}
## Options

${rows.length === 0 ? 'It has none.' : `| Option (\`--option ${id}.NAME\`) | When |\n| --- | --- |\n${rows.join('\n')}`}

## Requests it is tested with

Those of the example with every role and option. In a repo, \`scripts/test-roles.sh\` puts such requests, which
stand in \`tests/permissions.json\`, to IAM.

${requestTable(id, repos)}

## As JSON

${documents.join('\n\n')}

## In the syntax of each tool

As the example with every role and option has it.

${targetFiles(id, repos).join('\n\n')}
`;
}
