import type { Asker } from '../diagnosis.ts';
import { arnHere, askerIn, type Form, type Found, NOBODY, type Reading, steps } from '../form.ts';

/** Refusals that services tell in words of their own, and which name what was refused. */
export const WITHOUT_SENTENCE_FORMS: readonly Form[] = [
  {
    id: 'pipeline-artifact',
    pattern:
      /Unable to access the artifact with Amazon S3 object key '([^']+)' located in the Amazon S3 artifact bucket '([^']+)'/i,
    read: ([, key = '', bucket = ''], reading) =>
      reading.denial === undefined
        ? artifact(`${bucket}/${key}`, 'codepipeline', reading)
        : undefined,
  },
  {
    id: 'build-source',
    pattern: /Access ?Denied.*for primary source and source version arn:[\w-]+:s3:::([^\s"',]+)/i,
    read: ([, object = ''], reading) =>
      reading.denial === undefined ? artifact(object, 'codebuild', reading) : undefined,
  },
  {
    id: 'env-file',
    pattern: /failed to download env files.*Access ?Denied/i,
    read: (_, reading) =>
      reading.denial === undefined
        ? {
            kind: 'missing-permission',
            role: 'task-execution',
            action: 's3:GetObject',
            resource: null,
            meaning:
              'The agent may not read an environment file, or there is none: S3 answers both alike where the role may not list the bucket.',
            steps: steps(
              [
                'See which files the task definition names:',
                "aws ecs describe-task-definition --task-definition FAMILY --query 'taskDefinition.containerDefinitions[].environmentFiles'",
              ],
              ['Grant them in this repo:', 'ecs-iam new . --yes --env-files BUCKET/KEY'],
            ),
          }
        : undefined,
  },
  {
    id: 'push-refused',
    pattern:
      /unexpected status from (?:POST|PUT|HEAD) request to https:\/\/(\d{12})\.dkr\.ecr\.([\w-]+)\.amazonaws\.com(?:\.cn)?\/v2\/(\S+?)\/(?:blobs|manifests)\S*: 403/i,
    read: ([, account = '', region = '', repository = ''], reading) => ({
      kind: 'missing-permission',
      role: pusher(reading),
      action: 'ecr:InitiateLayerUpload',
      resource: arnHere({ ...reading, account, region }, 'ecr', `repository/${repository}`),
      meaning: 'The registry knows who pushes, and that role may not push to this repository.',
      steps: steps(
        'A push needs ecr:BatchCheckLayerAvailability, InitiateLayerUpload, UploadLayerPart, CompleteLayerUpload and PutImage on the repository, and ecr:GetAuthorizationToken on "*".',
      ),
    }),
  },
  {
    id: 'build-in-vpc',
    pattern: /VPC_CLIENT_ERROR.*(?:UnauthorizedOperation|not authorized)/i,
    read: (_, reading) =>
      reading.denial === undefined
        ? {
            ...NOBODY,
            kind: 'missing-permission',
            role: 'codebuild',
            meaning: 'CodeBuild may not make the network interface of a build in a VPC.',
            steps: steps([
              'Option vpc of the build role grants what that takes:',
              'ecs-iam new . --yes --option codebuild.vpc',
            ]),
          }
        : undefined,
  },
];

/** No task pushes: where nothing says who did, it was the build. */
function pusher(reading: Reading): Asker {
  const asker = askerIn(reading, 'ecr:InitiateLayerUpload');
  return asker === 'task-execution' ? 'codebuild' : asker;
}

/** An object of the artifact bucket that an action could not read. */
function artifact(object: string, role: Asker, reading: Reading): Found {
  const own = askerIn(reading, 's3:GetObject');
  const bucket = object.split('/')[0] ?? '';
  return {
    kind: 'missing-permission',
    // The validation and the deployment have builds of their own.
    role: own.startsWith(role) ? own : role,
    action: 's3:GetObject',
    resource: `arn:${reading.partition}:s3:::${object}`,
    meaning:
      'The action could not read its input artifact: its role lacks s3:GetObject on the artifact bucket, or the key of the bucket, or the bucket is another one.',
    steps: steps(
      'Allow the role of the action s3:GetObject and s3:GetObjectVersion on the objects of that bucket, and kms:Decrypt where it has a key of its own.',
      [
        'In another account the policy of the bucket has to let the role in:',
        `aws s3api get-bucket-policy --bucket ${bucket} --query Policy --output text | jq .`,
      ],
    ),
  };
}
