import { PLACEHOLDERS } from '../../iam/placeholders.ts';
import { oneOfStrings } from '../json-schema.ts';
import { badValue, parseText, parseWord, parseYesNo } from '../parse/basic.ts';
import type { AnswerQuestion, Question } from '../question.ts';
import type { Answers, DeployKind, SourceKind } from '../types.ts';
import { placeholderQuestion } from './placeholder-question.ts';

const SOURCE_KINDS: readonly SourceKind[] = ['codeconnections', 'codecommit', 'ecr', 's3'];
const DEPLOY_KINDS: readonly DeployKind[] = ['pipeline', 'build', 'codedeploy'];
const AUTO = ['auto', 'yes', 'no'] as const;

const from =
  (...kinds: readonly SourceKind[]) =>
  ({ source }: Partial<Answers>) =>
    source !== undefined && kinds.includes(source);

/** Where the source comes from and who deploys. */
export const pipelineQuestions = [
  {
    kind: 'answer',
    name: 'source',
    flag: 'source',
    metavar: 'KIND',
    group: 'pipeline',
    type: 'select',
    message: 'Source repository',
    explanation: 'Where the pipeline takes the source from.',
    asked: 'main',
    choices: [
      { value: 'codeconnections', title: 'GitHub, GitLab or Bitbucket', hint: 'By a connection.' },
      { value: 'codecommit', title: 'CodeCommit' },
      { value: 'ecr', title: 'An image in ECR' },
      { value: 's3', title: 'A zip file in S3' },
    ],
    initial: 'codeconnections',
    depth: 0,
    parse: (raw) => parseWord(raw, SOURCE_KINDS, 'a kind of source'),
    schema: oneOfStrings(SOURCE_KINDS),
  } satisfies AnswerQuestion<'source'>,
  placeholderQuestion({
    name: 'connectionId',
    flag: 'connection-arn',
    metavar: 'ARN',
    group: 'pipeline',
    message: 'ARN of the connection (Enter: later)',
    explanation: 'The connection to GitHub, GitLab or Bitbucket; either service prefix.',
    asked: 'main',
    when: from('codeconnections'),
  }),
  {
    kind: 'answer',
    name: 'repositoryId',
    flag: 'repository-id',
    metavar: 'OWNER/NAME',
    group: 'pipeline',
    type: 'input',
    message: 'Repository as owner/name (Enter: later)',
    explanation: 'The repository on GitHub, GitLab or Bitbucket.',
    asked: 'main',
    when: from('codeconnections'),
    initial: '',
    depth: 0,
    parse: parseRepositoryId,
    schema: { type: 'string', pattern: `^$|${PLACEHOLDERS.repositoryId.pattern.source}` },
  } satisfies AnswerQuestion<'repositoryId'>,
  placeholderQuestion({
    name: 'sourceRepository',
    flag: 'source-repository',
    metavar: 'NAME',
    group: 'pipeline',
    asked: 'main',
    when: from('codecommit'),
    suggestion: '<project>',
  }),
  placeholderQuestion({
    name: 'sourceBucket',
    flag: 'source-bucket',
    metavar: 'BUCKET',
    group: 'pipeline',
    asked: 'main',
    when: from('s3'),
    suggestion: '<project>-source',
  }),
  placeholderQuestion({
    name: 'sourceKey',
    flag: 'source-key',
    metavar: 'KEY',
    group: 'pipeline',
    asked: 'main',
    when: from('s3'),
    suggestion: 'source.zip',
  }),
  placeholderQuestion({ name: 'branch', flag: 'branch', metavar: 'NAME', group: 'pipeline' }),
  {
    kind: 'answer',
    name: 'deploy',
    flag: 'deploy',
    metavar: 'KIND',
    group: 'pipeline',
    type: 'select',
    message: 'Who deploys',
    explanation: 'Who deploys; it decides what the CodeBuild and CodePipeline roles may do.',
    asked: 'main',
    // An image repository holds nothing that another kind could deploy by.
    when: from('codeconnections', 'codecommit', 's3'),
    choices: [
      { value: 'pipeline', title: "CodePipeline's ECS action", hint: 'A rolling update.' },
      {
        value: 'build',
        title: 'The buildspec',
        hint: 'Registers a revision, updates the service.',
      },
      { value: 'codedeploy', title: 'CodeDeploy', hint: 'Blue/green; adds the CodeDeploy role.' },
    ],
    initial: 'pipeline',
    depth: 0,
    parse: (raw) => parseWord(raw, DEPLOY_KINDS, 'a kind of deployment'),
    schema: oneOfStrings(DEPLOY_KINDS),
  } satisfies AnswerQuestion<'deploy'>,
  {
    kind: 'answer',
    name: 'approval',
    flag: 'approval',
    metavar: 'yes|no',
    group: 'pipeline',
    type: 'confirm',
    message: 'Ask for approval before deploying',
    explanation: 'Asks for approval before deploying (else: to prod and production).',
    asked: 'never',
    initial: 'auto',
    depth: 0,
    parse: parseAuto,
    schema: oneOfStrings(AUTO),
  } satisfies AnswerQuestion<'approval'>,
  placeholderQuestion({
    name: 'artifactBucket',
    flag: 'artifact-bucket',
    metavar: 'BUCKET',
    group: 'pipeline',
    explanation:
      "The pipeline's artifact bucket (else <project>-<environment>-artifacts-<account>).",
  }),
  {
    kind: 'answer',
    name: 'starterApp',
    flag: 'starter-app',
    metavar: 'yes|no',
    group: 'pipeline',
    type: 'confirm',
    message: 'Write a Dockerfile and a minimal application',
    explanation: 'Writes a Dockerfile and a minimal application (else: into an empty folder).',
    asked: 'never',
    initial: 'auto',
    depth: 0,
    parse: parseAuto,
    schema: oneOfStrings(AUTO),
  } satisfies AnswerQuestion<'starterApp'>,
] as const satisfies readonly Question[];

function parseRepositoryId(raw: unknown): string {
  const text = parseText(raw, 'owner/name');
  if (text === '' || PLACEHOLDERS.repositoryId.pattern.test(text)) return text;
  throw badValue(text, 'a repository', 'Write owner/name, such as example/shop.');
}

function parseAuto(raw: unknown): 'auto' | 'yes' | 'no' {
  if (raw === 'auto') return raw;
  return parseYesNo(raw) ? 'yes' : 'no';
}
