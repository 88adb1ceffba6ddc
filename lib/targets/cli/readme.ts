import type { Service } from '../../service/types.ts';
import { shellWord } from '../shell.ts';
import type { TargetReadme } from '../types.ts';
import { pipelineReadme } from './pipeline/readme.ts';

/** What the generated README says of this target. */
export function readme({ model, pipeline, environments }: Service): TargetReadme {
  const [first] = model.roles;
  const path = first?.settings.path ?? '/';
  const name = first === undefined ? 'NAME' : shellWord(first.name);
  return {
    needs: ['bash 3.2 or later', 'the AWS CLI (`aws`), version 1 or 2'],
    files: [
      ['iam/<role>/role.json', 'description, session duration and tags of a role'],
      ['iam/<role>/trust.json', 'who may assume it'],
      ['iam/<role>/policies/', 'what it may do, one file a policy'],
    ],
    reference: [
      'A role is referred to by its name, which is known before it is made; its ARN is',
      `\`arn:<partition>:iam::<account>:role${path}<name>\`. A script that has loaded an environment's`,
      'values reads it like this:',
      '',
      '```bash',
      `. scripts/environments/${environments[0]?.name ?? 'dev'}.sh`,
      `aws iam get-role --role-name ${name} --query Role.Arn --output text`,
      '```',
    ].join('\n'),
    ...(pipeline && { pipeline: pipelineReadme(pipeline) }),
  };
}
