import { PLACEHOLDERS } from '../../iam/placeholders.ts';
import { parseText } from '../parse/basic.ts';
import { parsePlaceholder } from '../parse/placeholders.ts';
import { hasPipeline } from '../pipeline-roles.ts';
import { placeholderQuestion, type Question, question } from '../question.ts';
import { parseSourceFolder } from '../source-folder.ts';
import type { Answers, SourceKind } from '../types.ts';

/** A test of answers: their source is one of some kinds. */
export function sourceIs(...kinds: readonly SourceKind[]): (soFar: Partial<Answers>) => boolean {
  return ({ source }) => source !== undefined && kinds.includes(source);
}

/** The repository that a connection or GitHub Actions reaches. */
export const connectionQuestions = [
  placeholderQuestion({
    name: 'connectionId',
    flag: 'connection-arn',
    metavar: 'ARN',
    group: 'pipeline',
    message: 'ARN of the connection (Enter: later)',
    explanation: 'The connection to GitHub, GitLab or Bitbucket; either service prefix.',
    asked: 'main',
    follows: 'source',
    when: (soFar) => sourceIs('codeconnections')(soFar) && hasPipeline(soFar.deploy ?? 'pipeline'),
  }),
  question({
    name: 'repositoryId',
    flag: 'repository-id',
    metavar: 'OWNER/NAME',
    group: 'pipeline',
    message: 'Repository as owner/name (Enter: later)',
    explanation:
      'The repository on GitHub, GitLab or Bitbucket; with --deploy github the one whose workflow may deploy.',
    asked: 'main',
    follows: 'source',
    when: (soFar) => sourceIs('codeconnections')(soFar) && soFar.deploy !== 'none',
    needed: ({ deploy }) =>
      deploy === 'github'
        ? 'The role of GitHub Actions trusts this repository: write owner/name.'
        : undefined,
    initial: '',
    parse: parseRepositoryId,
    schema: { type: 'string', pattern: `^$|${PLACEHOLDERS.repositoryId.pattern.source}` },
  }),
] as const satisfies readonly Question[];

/** Where else a source is, and which part of it. */
export const sourceQuestions = [
  placeholderQuestion({
    name: 'sourceRepository',
    flag: 'source-repository',
    metavar: 'NAME',
    group: 'pipeline',
    asked: 'main',
    follows: 'source',
    when: sourceIs('codecommit'),
    suggestion: '<project>',
  }),
  placeholderQuestion({
    name: 'sourceBucket',
    flag: 'source-bucket',
    metavar: 'BUCKET',
    group: 'pipeline',
    asked: 'main',
    follows: 'source',
    when: sourceIs('s3'),
    suggestion: '<project>-source',
  }),
  placeholderQuestion({
    name: 'sourceKey',
    flag: 'source-key',
    metavar: 'KEY',
    group: 'pipeline',
    asked: 'main',
    follows: 'source',
    when: sourceIs('s3'),
    suggestion: 'source.zip',
  }),
  question({
    name: 'sourceFolder',
    flag: 'source-folder',
    metavar: 'PATH',
    group: 'pipeline',
    message: 'Path of this folder in the source repository',
    explanation:
      'Where this folder lies in the source repository (else: as the git repository around it has it; . is its top).',
    initial: '',
    parse: parseSourceFolder,
    schema: { type: 'string' },
  }),
  placeholderQuestion({ name: 'branch', flag: 'branch', metavar: 'NAME', group: 'pipeline' }),
] as const satisfies readonly Question[];

function parseRepositoryId(raw: unknown): string {
  if (parseText(raw, 'owner/name').trim() === '') return '';
  return parsePlaceholder('repositoryId', raw).repositoryId ?? '';
}
