import { PLACEHOLDERS } from '../../iam/placeholders.ts';
import { oneOfStrings } from '../json-schema.ts';
import { parseText, parseYesNo } from '../parse/basic.ts';
import { parsePlaceholder } from '../parse/placeholders.ts';
import { hasPipeline } from '../pipeline-roles.ts';
import { placeholderQuestion, type Question, question, selectQuestion } from '../question.ts';
import { connectionQuestions, sourceIs, sourceQuestions } from './source.ts';

/** Where the source comes from and who deploys. */
export const pipelineQuestions = [
  selectQuestion({
    name: 'source',
    flag: 'source',
    metavar: 'KIND',
    group: 'pipeline',
    message: 'Source repository',
    explanation: 'Where the pipeline takes the source from.',
    asked: 'more',
    choices: [
      {
        value: 'codeconnections',
        title: 'GitHub, GitLab or Bitbucket',
        hint: 'By a connection of CodeConnections.',
        recommended: true,
      },
      { value: 'codecommit', title: 'CodeCommit', hint: 'A push starts the pipeline by an event.' },
      {
        value: 'ecr',
        title: 'An image in ECR',
        hint: 'Another pipeline builds it; a push starts this one.',
      },
      {
        value: 's3',
        title: 'A zip file in S3',
        hint: 'A new version of the file starts the pipeline.',
      },
    ],
    what: 'a kind of source',
    initial: 'codeconnections',
  }),
  selectQuestion({
    name: 'deploy',
    flag: 'deploy',
    metavar: 'KIND',
    group: 'pipeline',
    message: 'Who deploys',
    explanation: 'Who deploys; it decides which roles there are and what they may do.',
    asked: 'main',
    // An image repository holds nothing that the other kinds could deploy.
    when: sourceIs('codeconnections', 'codecommit', 's3'),
    choices: [
      {
        value: 'pipeline',
        title: "CodePipeline's ECS action",
        hint: 'A rolling update.',
        recommended: true,
      },
      {
        value: 'build',
        title: 'The buildspec',
        hint: 'Registers a revision, updates the service.',
      },
      { value: 'codedeploy', title: 'CodeDeploy', hint: 'Blue/green; adds the CodeDeploy role.' },
      {
        value: 'github',
        title: 'GitHub Actions',
        hint: 'A workflow in place of CodeBuild and CodePipeline.',
      },
      { value: 'none', title: 'Something else', hint: 'Roles alone, no pipeline.' },
    ],
    what: 'a kind of deployment',
    initial: 'pipeline',
  }),
  selectQuestion({
    name: 'pipeline',
    flag: 'pipeline',
    metavar: 'one|each',
    group: 'pipeline',
    message: 'Pipelines',
    explanation:
      'One pipeline that builds once and promotes the image, or one for each environment.',
    asked: 'more',
    when: (soFar) =>
      hasPipeline(soFar.deploy ?? 'pipeline') && (soFar.environments?.length ?? 1) > 1,
    choices: [
      {
        value: 'one',
        title: 'One',
        hint: 'Builds once and promotes from environment to environment.',
        recommended: true,
      },
      { value: 'each', title: 'One for each environment', hint: 'Each with a branch of its own.' },
    ],
    what: 'one or each',
    initial: 'one',
  }),
  question({
    name: 'home',
    flag: 'home',
    metavar: 'ENV',
    group: 'pipeline',
    asked: 'more',
    when: ({ deploy, pipeline, environments }) =>
      hasPipeline(deploy ?? 'pipeline') && pipeline !== 'each' && (environments?.length ?? 1) > 1,
    message: 'Environment that has the pipeline',
    explanation:
      'The environment that has the pipeline (else: the first); a name that is not among --environments has no service.',
    initial: '',
    parse: parseHome,
    schema: { type: 'string', pattern: `^$|${PLACEHOLDERS.environment.pattern.source}` },
  }),
  ...connectionQuestions,
  placeholderQuestion({
    name: 'loadBalancer',
    flag: 'load-balancer',
    metavar: 'NAME',
    group: 'pipeline',
    message: 'Load balancer that CodeDeploy shifts traffic on',
    asked: 'main',
    when: ({ deploy }) => deploy === 'codedeploy',
    suggestion: '<project>-alb',
  }),
  ...sourceQuestions,
  question({
    name: 'approval',
    flag: 'approval',
    metavar: 'yes|no',
    group: 'pipeline',
    type: 'confirm',
    asked: 'more',
    when: ({ deploy }) => hasPipeline(deploy ?? 'pipeline'),
    message: 'Ask for approval before deploying',
    explanation: 'Asks for approval before deploying (else: to prod and production).',
    choices: [
      {
        value: 'auto',
        title: 'To prod and production',
        hint: 'To environments of these names.',
        recommended: true,
      },
      { value: 'yes', title: 'To every environment', hint: 'Somebody agrees each time.' },
      { value: 'no', title: 'Never', hint: 'A push is deployed without anybody.' },
    ],
    initial: 'auto',
    parse: parseAuto,
    schema: oneOfStrings(['auto', 'yes', 'no']),
  }),
  placeholderQuestion({
    name: 'artifactBucket',
    flag: 'artifact-bucket',
    metavar: 'BUCKET',
    group: 'pipeline',
    explanation:
      "The pipeline's artifact bucket (else <project>-<environment>-artifacts-<account>).",
  }),
  question({
    name: 'starterApp',
    flag: 'starter-app',
    metavar: 'yes|no',
    group: 'pipeline',
    type: 'confirm',
    message: 'Write a Dockerfile and a minimal application',
    explanation: 'Writes a Dockerfile and a minimal application (else: into an empty folder).',
    initial: 'auto',
    parse: parseAuto,
    schema: oneOfStrings(['auto', 'yes', 'no']),
  }),
] as const satisfies readonly Question[];

function parseHome(raw: unknown): string {
  const text = parseText(raw, 'a name');
  return text === '' ? '' : (parsePlaceholder('environment', text).environment ?? '');
}

function parseAuto(raw: unknown): 'auto' | 'yes' | 'no' {
  if (raw === 'auto') return raw;
  return parseYesNo(raw) ? 'yes' : 'no';
}
