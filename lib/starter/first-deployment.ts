import type { SourceKind } from '../answers/types.ts';
import type { Environment } from '../iam/model.ts';
import type { PlaceholderValues } from '../iam/placeholders.ts';
import { missingForPipeline } from '../service/pipeline/build-pipeline.ts';
import type { Pipeline } from '../service/pipeline/types.ts';
import { quoted, renderTemplate } from '../templates.ts';
import { code, fenced, listed } from './markdown.ts';

/** The README's walk from a fresh clone to the first deployment; Markdown. */
export function firstDeployment(pipeline: Pipeline, environments: readonly Environment[]): string {
  const [first] = environments;
  if (first === undefined) return '';
  const { values } = first;
  const asking = environments.filter((one) => one.values.approval === 'true');
  const source = SOURCES[pipeline.source];
  return renderTemplate('starter/first-deployment.md.ejs', {
    environment: quoted.sh(first.name),
    environmentTitle: quoted.md(first.name),
    stages: quoted.text(stageWords(pipeline)),
    source: quoted.text(source.words),
    sourceCommands: quoted.text(indented(fenced('bash', source.commands(pipeline, first)))),
    serviceCommands: quoted.text(indented(fenced('bash', serviceCommands(pipeline, first)))),
    blueGreen: pipeline.deploy === 'codedeploy',
    start: quoted.text(source.start),
    pipelineName: quoted.sh(values.pipelineName ?? ''),
    cluster: quoted.sh(values.cluster ?? ''),
    service: quoted.sh(values.service ?? ''),
    asksApproval: asking.length > 0,
    approvalEnvironments: quoted.text(listed(asking.map(({ name }) => code(name)))),
  });
}

/** The README's part on taking the pipeline away, before the roles. */
export function removePipeline(lines: readonly string[]): string {
  return renderTemplate('starter/remove-pipeline.md.ejs', { lines: lines.map(quoted.text) });
}

function stageWords({ stages }: Pipeline): string {
  return listed(
    stages.map(({ name, onlyWith }) => code(name) + (onlyWith ? ' (where asked for)' : '')),
  );
}

interface SourceWords {
  readonly words: string;
  readonly commands: (pipeline: Pipeline, first: Environment) => string;
  /** What starts the pipeline. */
  readonly start: string;
}

const SOURCES: Readonly<Record<SourceKind, SourceWords>> = {
  codeconnections: {
    words:
      'Push this repo to GitHub, GitLab or Bitbucket. A connection lets the pipeline read it: make one, open it once in the console (Developer Tools, Settings, Connections) to finish its handshake, and give its ARN and the repository to the generator, which writes both into the roles and the pipeline. Deploy the roles again afterwards.',
    commands: connectionCommands,
    start: 'Push a commit. The pipeline starts by itself; watch it:',
  },
  codecommit: {
    words: 'A CodeCommit repository holds this repo.',
    commands: (_, { values }) =>
      [
        `aws codecommit create-repository --repository-name ${word(values.sourceRepository)}`,
        `git push "$(aws codecommit get-repository --repository-name ${word(values.sourceRepository)} --query repositoryMetadata.cloneUrlHttp --output text)" HEAD:${word(values.branch)}`,
      ].join('\n'),
    start: 'Push a commit. The pipeline starts by itself; watch it:',
  },
  s3: {
    words: 'A zip file of this repo, in a bucket that keeps versions.',
    commands: (_, { values }) =>
      [
        `aws s3 mb s3://${word(values.sourceBucket)}`,
        `aws s3api put-bucket-versioning --bucket ${word(values.sourceBucket)} --versioning-configuration Status=Enabled`,
        'git archive --format zip --output source.zip HEAD',
        `aws s3 cp source.zip s3://${word(values.sourceBucket)}/${word(values.sourceKey)}`,
      ].join('\n'),
    start: 'Upload the zip file once more. The pipeline starts by itself; watch it:',
  },
  ecr: {
    words:
      'The image, pushed under the name of the environment as its tag. `deploy-iam.sh` makes the repository with tags that never move; this one has to.',
    commands: (_, { name, values }) =>
      [
        `aws ecr put-image-tag-mutability --repository-name ${word(values.repository)} --image-tag-mutability MUTABLE`,
        `docker push REGISTRY/${word(values.repository)}:${word(name)}`,
      ].join('\n'),
    start: 'Push the image once more. The pipeline starts by itself; watch it:',
  },
};

function connectionCommands(pipeline: Pipeline, first: Environment): string {
  const create = `aws codeconnections create-connection --provider-type GitHub --connection-name ${word(first.values.project)}`;
  if (missingForPipeline(pipeline, first).length === 0) {
    return `${create} # unless it is there\ngit push`;
  }
  return [
    create,
    'npx generator-ecs-iam --connection-arn ARN --repository-id OWNER/NAME',
    `scripts/deploy-iam.sh ${word(first.name)}`,
    'git push',
  ].join('\n');
}

function serviceCommands({ deploy }: Pipeline, { name, values }: Environment): string {
  const controller = deploy === 'codedeploy' ? ' --deployment-controller type=CODE_DEPLOY' : '';
  return [
    `aws ecs create-cluster --cluster-name ${word(values.cluster)}`,
    `aws logs create-log-group --log-group-name ${word(values.logGroup)}`,
    `scripts/first-revision.sh ${word(name)}`,
    `aws ecs create-service --cluster ${word(values.cluster)} --service-name ${word(values.service)} --task-definition ${word(values.family)} --launch-type FARGATE --desired-count 0${controller} --network-configuration 'awsvpcConfiguration={subnets=[SUBNET],securityGroups=[GROUP],assignPublicIp=ENABLED}'`,
  ].join('\n');
}

function word(value: PlaceholderValues[keyof PlaceholderValues]): string {
  return quoted.sh(value ?? '').quoted;
}

/** As the content of a numbered item. */
function indented(block: string): string {
  return block.replace(/^(?=.)/gm, '   ');
}
