import type { Answers } from '../../../lib/answers/types.ts';
import { DEFAULT_ANSWERS, everythingAnswers } from '../../support/answers.ts';
import { MOTO_ACCOUNT } from '../../support/moto.ts';

/** Answers whose definitions are read back from Terraform, and the environments to plan. */
export const CASES: readonly Case[] = [
  { name: 'the defaults', answers: DEFAULT_ANSWERS, environments: ['dev', 'prod'] },
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
    name: 'builds deploy with policies of our own; one account has the pipeline, another one prod',
    answers: {
      ...DEFAULT_ANSWERS,
      policies: 'customer-managed',
      deploy: 'build',
      environments: [
        { name: 'tools', values: { account: MOTO_ACCOUNT }, service: false },
        { name: 'dev', values: { account: MOTO_ACCOUNT } },
        { name: 'prod', values: { account: '333333333333' } },
      ],
      home: 'tools',
    },
    environments: ['tools', 'dev'],
    away: ['prod'],
  },
  {
    name: 'a pipeline for each environment',
    answers: {
      ...DEFAULT_ANSWERS,
      pipeline: 'each',
      environments: [
        { name: 'dev', values: { branch: 'develop' } },
        { name: 'prod', values: {} },
      ],
    },
    environments: ['prod'],
  },
  {
    name: 'a boundary in one environment, a path, and text that HCL could read something else into',
    answers: {
      ...awkwardAnswers(),
      environments: [
        { name: 'dev', values: { account: MOTO_ACCOUNT } },
        {
          name: 'prod',
          values: {
            account: MOTO_ACCOUNT,
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
  /** Environments in another account: they are read, and not planned with the emulator's. */
  readonly away?: readonly string[];
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
