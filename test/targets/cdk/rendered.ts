import type { Answers } from '../../../lib/answers/types.ts';
import type { Service } from '../../../lib/service/types.ts';
import { renderer } from '../../../lib/targets/cdk/render.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';
import { CASES as TEMPLATE_CASES } from '../cloudformation/rendered.ts';

/** Text that TypeScript, a template literal or a comment could read something else into. */
export const AWKWARD: Answers = {
  ...DEFAULT_ANSWERS,
  environments: [
    { name: '1st', values: {} },
    { name: 'constructor', values: {} },
  ],
  // IAM takes no other punctuation in a tag.
  tags: { 'é/a:b': '// @é = 1', 'x-y': '' },
  roleOverrides: { task: { description: 'É `${values}` \\u0041 \'"${' } },
  taskStatements: [
    {
      sid: 'Own',
      actions: ['s3:GetObject'],
      resources: ['arn:<partition>:s3:::`${aws:username}`\\$<project>$/é\'"*'],
      conditions: { StringLike: { "aws:PrincipalTag/it's": ['${', '}', "'", '"', '`', '\\'] } },
      why: 'First line */ \n second line \u2028 third `${x}`',
    },
  ],
};

/** The pipeline in an account of its own, which deploys to two others. */
export const TOOLS: Answers = {
  ...DEFAULT_ANSWERS,
  home: 'tools',
  deploy: 'build',
  environments: [
    { name: 'tools', values: { account: '111122223333' }, service: false },
    { name: 'dev', values: { account: '222222222222' } },
    { name: 'prod', values: { account: '333333333333' } },
  ],
};

/** Answers that between them use everything the app can hold. */
export const CASES: readonly (readonly [name: string, answers: Answers])[] = [
  ...TEMPLATE_CASES,
  ['trust policies with every source condition', { ...DEFAULT_ANSWERS, trust: 'strict' }],
  ['awkward text', AWKWARD],
  ['a pipeline for each environment', { ...DEFAULT_ANSWERS, pipeline: 'each' }],
  ['a home without a service, in an account of its own', TOOLS],
];

/** The contents of one file that the renderer writes. */
export function fileOf(service: Service, path: string): string {
  const file = renderer.render(service).find((one) => one.path === path);
  if (file === undefined) throw new Error(`${path} is not written.`);
  return file.contents;
}
