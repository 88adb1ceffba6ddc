import type { Pipeline } from '../../../service/pipeline/types.ts';
import { type Code, list } from '../code.ts';
import { stringLiteral } from '../literals.ts';

/** What cdk-nag's AwsSolutions pack finds in the pipeline's stack, acknowledged with the reasons. */
export function acceptCode({ bucket, projects }: Pipeline): readonly Code[] {
  const ofBucket = acknowledge(
    'artifacts',
    'AwsSolutions-S1',
    'Artifacts pass between the stages alone and expire; a log of it would need a second bucket.',
  );
  const ofProjects = projects.map(({ id }) =>
    acknowledge(
      id,
      'AwsSolutions-CB4',
      'The artifact bucket encrypts what a build hands on; the project keeps nothing itself.',
    ),
  );
  return bucket.existing ? ofProjects : [ofBucket, ...ofProjects];
}

function acknowledge(construct: string, id: string, reason: string): Code {
  return list(
    `Validations.of(${construct}).acknowledge({`,
    [
      { label: 'id: ', code: stringLiteral(id) },
      { label: 'reason: ', code: stringLiteral(reason) },
    ],
    '})',
  );
}
