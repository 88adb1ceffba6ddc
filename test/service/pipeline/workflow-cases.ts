import type { Answers } from '../../../lib/answers/types.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import { workflowFile } from '../../../lib/starter/folder-view.ts';
import { renderPipelineFiles } from '../../../lib/starter/pipeline-files.ts';
import { DEFAULT_ANSWERS } from '../../support/answers.ts';

/** The defaults, deployed by GitHub Actions. */
export const GITHUB_ANSWERS: Answers = {
  ...DEFAULT_ANSWERS,
  deploy: 'github',
  repositoryId: 'example/shop',
};

const options = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [`github-oidc-deploy.${name}`, true]));

/** Answers whose workflows differ, by what is special about each. */
export const WORKFLOWS: Readonly<Record<string, Answers>> = {
  'the defaults': GITHUB_ANSWERS,
  'one environment whose name YAML would read as a truth value': {
    ...GITHUB_ANSWERS,
    environments: [{ name: 'on', values: {} }],
  },
  'known accounts, in China': {
    ...GITHUB_ANSWERS,
    environments: ['111122223333', '444455556666'].map((account, index) => ({
      name: ['dev', 'prod'][index] ?? '',
      values: { account, region: 'cn-north-1' },
    })),
  },
  'branches of their own': {
    ...GITHUB_ANSWERS,
    environments: [
      { name: 'dev', values: { branch: 'develop' } },
      { name: 'stage', values: {} },
      { name: 'prod', values: {} },
      { name: 'next', values: { branch: 'release/1.0+x' } },
    ],
  },
  'a branch as the subject': { ...GITHUB_ANSWERS, options: options('branchSubject') },
  'tags as the subject': { ...GITHUB_ANSWERS, options: options('tagSubject') },
  'every subject': {
    ...GITHUB_ANSWERS,
    options: options('environmentSubject', 'branchSubject', 'tagSubject'),
  },
  CodeDeploy: {
    ...GITHUB_ANSWERS,
    values: { loadBalancer: 'shop' },
    options: options('codedeployBlueGreen'),
  },
  'no validation, a path, secrets': {
    ...GITHUB_ANSWERS,
    rolePath: '/team/shop/',
    secrets: [{ name: 'shop/<environment>/db' }],
    options: { 'github-oidc-deploy.validateRoles': false },
  },
};

/** The text of the workflow of some answers. */
export function workflowOf(answers: Answers): string {
  const files = renderPipelineFiles(buildService(answers));
  const found = files.find(({ path }) => path === workflowFile(answers));
  if (found === undefined) throw new Error('These answers give no workflow.');
  return found.contents;
}
