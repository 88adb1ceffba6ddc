import type { Answers } from '../../../lib/answers/types.ts';
import type { AccountFacts } from '../../../lib/iam/fill.ts';
import { stackName } from '../../../lib/names.ts';
import type { Service } from '../../../lib/service/types.ts';
import { readParameters } from '../../../lib/targets/cloudformation/read/parameters.ts';
import { renderer } from '../../../lib/targets/cloudformation/render.ts';
import type { AccountRole } from '../../support/account.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../../support/answers.ts';
import { parseTemplate, type Template } from '../../support/template.ts';
import { templateRoles } from '../../support/template-roles.ts';

/** Answers that between them use everything the template can hold. */
export const CASES: readonly (readonly [name: string, answers: Answers])[] = [
  ['the defaults', DEFAULT_ANSWERS],
  ['every role and option', everythingAnswers()],
  [
    'AWS managed policies',
    {
      ...everythingAnswers(),
      policies: 'aws-managed',
      rolePolicies: { codebuild: 'customer-managed' },
    },
  ],
  ['customer-managed policies', { ...DEFAULT_ANSWERS, exec: 'task', policies: 'customer-managed' }],
  [
    'a boundary in one environment, a path, tags',
    {
      ...DEFAULT_ANSWERS,
      environments: [
        {
          name: 'dev',
          values: { permissionsBoundary: 'arn:aws:iam::123456789012:policy/team-boundary' },
        },
        { name: 'prod', values: { region: 'us-gov-west-1' } },
      ],
      rolePath: '/team/shop/',
      tags: { team: 'orders', 'cost-center': '0042' },
      maxSessionDuration: 7200,
    },
  ],
];

/** The contents of one file that the renderer writes. */
export function fileOf(service: Service, path: string): string {
  const file = renderer.render(service).find((one) => one.path === path);
  if (file === undefined) throw new Error(`${path} is not written.`);
  return file.contents;
}

/** The template as CloudFormation reads it. */
export function templateOf(service: Service): Template {
  return parseTemplate(fileOf(service, 'iam/roles.yaml'));
}

/** The parameter file of an environment as the AWS CLI reads it. */
export function parametersOf(
  service: Service,
  environment: string,
): Readonly<Record<string, string>> {
  const path = `iam/parameters/${environment}.json`;
  return readParameters({ path, contents: fileOf(service, path) });
}

/** The roles of an environment as deploying the rendered files makes them. */
export function deployedRoles(
  service: Service,
  environment: string,
  facts: AccountFacts,
): readonly AccountRole[] {
  return templateRoles(fileOf(service, 'iam/roles.yaml'), {
    parameters: parametersOf(service, environment),
    facts,
    stack: stackName(service.model.project, environment),
  });
}
