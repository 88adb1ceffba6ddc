import type { Answers } from '../../lib/answers/types.ts';
import { explain } from '../../lib/explain/explain.ts';
import { knownCatalogue } from '../../lib/explain/known-catalogue.ts';
import { pageMarkdown } from '../../lib/explain/page.ts';
import { findSubject } from '../../lib/explain/subject.ts';
import { GRANTS } from '../../lib/grants/registry.ts';
import { policyDocument, trustDocument } from '../../lib/iam/document.ts';
import { CATALOGUE } from '../../lib/roles/catalogue.ts';
import type { Role } from '../../lib/roles/types.ts';
import { buildService } from '../../lib/service/build-service.ts';
import { renderStarter } from '../../lib/starter/render-starter.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from './answers.ts';
import { GLOSSARY, REQUIREMENTS } from './reference-prose.ts';

const known = knownCatalogue();

/** The pages of docs/reference, by file name. */
export async function referencePages(): Promise<ReadonlyMap<string, string>> {
  // With deploy kind build there is a role that the other kinds do not make.
  const repos = [
    await filesOf(everythingAnswers()),
    await filesOf({ ...DEFAULT_ANSWERS, deploy: 'build' }),
  ];
  return new Map([
    ['README.md', indexPage()],
    ...CATALOGUE.map((role) => [`roles/${role.id}.md`, rolePage(role, repos)] as const),
    ['grants.md', grantsPage()],
    ['requirements.md', REQUIREMENTS],
    ['glossary.md', GLOSSARY],
  ]);
}

function indexPage(): string {
  const rows = CATALOGUE.map(
    ({ id, title, purpose, recommended }) =>
      `| [\`${id}\`](roles/${id}.md) | ${title} | ${recommended ? 'yes' : ''} | ${purpose} |`,
  );
  return `# Reference

Generated from the catalogue by \`npm run golden\`; \`ecs-iam explain\` says the same at the terminal.

- [Grants](grants.md): ready-made rights of the application.
- [Requirements](requirements.md): what was asked for, what is made, and why they differ.
- [Glossary](glossary.md): the words of IAM and ECS in plain words.

| Role | Title | By default | What it is for |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function rolePage(role: Role, repos: readonly TargetFiles[]): string {
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

## As JSON

${documents.join('\n\n')}

## In the syntax of each tool

As the example with every role and option has it.

${targetFiles(id, repos).join('\n\n')}
`;
}

/** The definitions of a role in each target: its file, or its part of the CloudFormation template. */
function targetFiles(id: string, repos: readonly TargetFiles[]): readonly string[] {
  const files: readonly (readonly [title: string, path: string, language: string])[] = [
    ['CloudFormation', 'iam/roles.yaml', 'yaml'],
    ['Terraform', `iam/modules/roles/${id.replaceAll('-', '_')}.tf`, 'terraform'],
    ['CDK', `iam/lib/roles/${id}.ts`, 'typescript'],
    ['AWS CLI', `iam/roles/${id}.json`, 'json'],
  ];
  return files.map(([title, path, language]) => {
    const texts = repos.flatMap((one) => one.get(`${language} ${path}`) ?? []);
    const parts = language === 'yaml' ? texts.map((one) => cloudFormationPart(one, id)) : texts;
    const text = parts.find((one) => one !== '') ?? '';
    return `<details><summary>${title}</summary>\n\n\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n\n</details>`;
  });
}

/** Files of a repo by the language and the path. */
type TargetFiles = ReadonlyMap<string, string>;

const LANGUAGES = {
  cloudformation: 'yaml',
  terraform: 'terraform',
  cdk: 'typescript',
  cli: 'json',
} as const satisfies Record<Answers['target'], string>;

async function filesOf(answers: Answers): Promise<TargetFiles> {
  const found = new Map<string, string>();
  for (const target of TARGET_IDS) {
    const files = await renderStarter(buildService({ ...answers, target }));
    for (const { path, contents } of files) found.set(`${LANGUAGES[target]} ${path}`, contents);
  }
  return found;
}

const TARGET_IDS = ['cloudformation', 'terraform', 'cdk', 'cli'] as const;

/** The resource of a template whose logical id is a role's, whatever its case. */
function cloudFormationPart(template: string, id: string): string {
  const [, resources = ''] = template.split(/^Resources:$/m);
  const logical = `${id.replaceAll('-', '')}role:`;
  const parts = resources.split(/^(?= {2}\w+:$)/m);
  return parts.filter((part) => part.trim().toLowerCase().startsWith(logical)).join('');
}

function grantsPage(): string {
  const pages = GRANTS.map(({ id }) => {
    const { page } = explain(findSubject(id, known, known), known);
    return pageMarkdown(page, 2);
  });
  return `[All roles](README.md)\n\n# Grants\n\nEach is one policy of the task role: \`--grant NAME,PLACEHOLDER=VALUE\`.\n\n${pages.join('\n')}`;
}
