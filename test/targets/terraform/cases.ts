import type { Answers } from '../../../lib/answers/types.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../../support/answers.ts';

/** Answers whose definitions are read back from Terraform, and the environments to plan. */
export const CASES: readonly Case[] = [
  { name: 'the defaults', answers: DEFAULT_ANSWERS, environments: ['dev'] },
  { name: 'every role and option', answers: everythingAnswers(), environments: ['dev', 'prod'] },
  {
    name: 'managed policies, of AWS and of our own',
    answers: {
      ...DEFAULT_ANSWERS,
      policies: 'aws-managed',
      exec: 'separate',
      rolePolicies: { codebuild: 'customer-managed', codepipeline: 'customer-managed' },
    },
    environments: ['prod'],
  },
  {
    name: 'a boundary in one environment, a path, and text that HCL could read something else into',
    answers: {
      ...awkwardAnswers(),
      environments: [
        { name: 'dev', values: {} },
        {
          name: 'prod',
          values: {
            account: '123456789012',
            region: 'eu-west-1',
            permissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
          },
        },
      ],
      rolePath: '/team/shop/',
      maxSessionDuration: 7200,
      trust: 'strict',
    },
    environments: ['dev', 'prod'],
  },
];

/** Some answers, and the environments whose plan is compared with the model. */
export interface Case {
  readonly name: string;
  readonly answers: Answers;
  readonly environments: readonly string[];
}

function awkwardAnswers(): Answers {
  const awkward =
    'é "quoted" \\n \\u0041 ${x} $${y} %{if z} %%{w} $ % `$(id)` <<EOT # ÿ \u00a0\u00ad$';
  return {
    ...DEFAULT_ANSWERS,
    tags: { for: 'null', team: awkward, [awkward]: awkward },
    roleOverrides: { task: { description: awkward } },
    taskStatements: [
      {
        sid: 'Own',
        actions: ['s3:GetObject'],
        resources: [`arn:<partition>:s3:::${awkward}<project>`, `${awkward}\${aws:username}`],
        conditions: { StringLike: { [`aws:PrincipalTag/${awkward}`]: [awkward, '', '1', 'true'] } },
        why: `${awkward}\n"second" line */ // \${z}`,
      },
    ],
  };
}
