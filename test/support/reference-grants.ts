import { explain } from '../../lib/explain/explain.ts';
import type { knownCatalogue } from '../../lib/explain/known-catalogue.ts';
import { pageMarkdown } from '../../lib/explain/page.ts';
import { findSubject } from '../../lib/explain/subject.ts';
import { GRANTS } from '../../lib/grants/registry.ts';
import { policyDocument } from '../../lib/iam/document.ts';
import { DEFAULT_ANSWERS, everythingAnswers, grantValues } from './answers.ts';
import { repoOf, requestTable, targetFiles } from './reference-repo.ts';

/** A page for each grant, by its path below docs/reference. */
export async function grantPages(
  known: ReturnType<typeof knownCatalogue>,
): Promise<readonly (readonly [path: string, text: string])[]> {
  return Promise.all(
    GRANTS.map(async (grant) => [`grants/${grant.id}.md`, await grantPage(grant, known)] as const),
  );
}

async function grantPage(
  { id, statements }: (typeof GRANTS)[number],
  known: ReturnType<typeof knownCatalogue>,
): Promise<string> {
  const { page } = explain(findSubject(id, known, known), known);
  // The task role with this grant and nothing else.
  const repo = await repoOf({
    ...DEFAULT_ANSWERS,
    environments: everythingAnswers().environments,
    roles: ['task'],
    deploy: 'none',
    grants: [{ preset: id, values: grantValues(id) }],
  });
  return `[All grants](../README.md#grants)

${pageMarkdown(page)}
## Requests it is tested with

${requestTable('task', [repo])}

## As JSON

\`\`\`json
${JSON.stringify(policyDocument(statements), null, 2)}
\`\`\`

## In the syntax of each tool

A task role that has this grant alone.

${targetFiles('task', [repo]).join('\n\n')}
`;
}
