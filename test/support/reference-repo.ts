import type { Answers } from '../../lib/answers/types.ts';
import { buildService } from '../../lib/service/build-service.ts';
import type { Service } from '../../lib/service/types.ts';
import { code, prose, table } from '../../lib/starter/markdown.ts';
import { targetById } from '../../lib/targets/registry.ts';
import { answeredRows } from '../../lib/validation/answered-rows.ts';
import type { RequestContext } from '../../lib/validation/permission-rows.ts';

/** The requests of tests/permissions.json that a role is tested with, by the first repo that has it. */
export function requestTable(id: string, repos: readonly Repo[]): string {
  const all = repos.map(({ service }) => {
    const name = service.model.roles.find((one) => one.id === id)?.name;
    return answeredRows(service).filter(({ role }) => role === name);
  });
  const rows = (all.find((one) => one.length > 0) ?? []).map(
    ({ action, resource, context = {}, allowed, why, environment }) => [
      allowed ? 'allowed' : 'denied',
      code(action),
      [
        code(resource),
        ...Object.entries(context).map(
          ([key, value]) => `${code(key)} is ${code(contextValue(value))}`,
        ),
        ...(environment === undefined ? [] : [`in ${code(environment)} alone`]),
      ].join('<br>'),
      prose(why),
    ],
  );
  return table(['It is', 'Action', 'On, and with', 'By, or why not'], rows);
}

type ContextValue = RequestContext[string];

function contextValue(value: ContextValue): string {
  if (typeof value === 'string' || typeof value === 'boolean') return String(value);
  return 'value' in value ? value.value : value.join(', ');
}

/** The definitions of a role in each target: its file, or its part of the CloudFormation template. */
export function targetFiles(id: string, repos: readonly Repo[]): readonly string[] {
  const files: readonly (readonly [title: string, path: string, language: string])[] = [
    ['CloudFormation', 'iam/roles.yaml', 'yaml'],
    ['Terraform', `iam/modules/roles/${id.replaceAll('-', '_')}.tf`, 'terraform'],
    ['CDK', `iam/lib/roles/${id}.ts`, 'typescript'],
    ['AWS CLI', `iam/roles/${id}.json`, 'json'],
  ];
  return files.map(([title, path, language]) => {
    const texts = repos.flatMap((one) => one.files.get(`${language} ${path}`) ?? []);
    const parts = language === 'yaml' ? texts.map((one) => cloudFormationPart(one, id)) : texts;
    const text = parts.find((one) => one !== '') ?? '';
    return `<details><summary>${title}</summary>\n\n\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n\n</details>`;
  });
}

/** A service, and the definitions of its repos by the language and the path. */
export interface Repo {
  readonly service: Service;
  readonly files: ReadonlyMap<string, string>;
}

const LANGUAGES = {
  cloudformation: 'yaml',
  terraform: 'terraform',
  cdk: 'typescript',
  cli: 'json',
} as const satisfies Record<Answers['target'], string>;

/** What some answers give in every target. */
export async function repoOf(answers: Answers): Promise<Repo> {
  const found = new Map<string, string>();
  for (const target of TARGET_IDS) {
    const { render } = await targetById(target).load();
    const files = render(buildService({ ...answers, target }));
    for (const { path, contents } of files) found.set(`${LANGUAGES[target]} ${path}`, contents);
  }
  return { service: buildService(answers), files: found };
}

const TARGET_IDS = ['cloudformation', 'terraform', 'cdk', 'cli'] as const;

/** The resource of a template whose logical id is a role's, whatever its case. */
function cloudFormationPart(template: string, id: string): string {
  const [, resources = ''] = template.split(/^Resources:$/m);
  const logical = `${id.replaceAll('-', '')}role:`;
  const parts = resources.split(/^(?= {2}\w+:$)/m);
  return parts.filter((part) => part.trim().toLowerCase().startsWith(logical)).join('');
}
