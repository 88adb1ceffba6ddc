import { folderInSource, pathInSource } from '../answers/source-folder.ts';
import type { Environment } from '../iam/model.ts';
import { type FilledString, fillString, type TemplateString } from '../iam/template-string.ts';
import type { Workflow } from '../service/pipeline/types.ts';
import type { Service } from '../service/types.ts';
import { quoted, renderTemplate, type View } from '../templates.ts';
import { folderView, workflowFile } from './folder-view.ts';
import { yamlWord } from './yaml-word.ts';

/**
 * The values that only the account knows, as variables of the GitHub environment or repository.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
const FROM_GITHUB = {
  account: '${{ vars.AWS_ACCOUNT_ID }}',
  region: '${{ vars.AWS_REGION }}',
  partition: 'aws',
  dnsSuffix: 'amazonaws.com',
} as const;

/** The days for which a job may wait for its approval, and the least that an artifact can stay. */
const LONGEST_WAIT = 30;
const SHORTEST = 1;

/** Renders the workflow; jobs follow one another where they deploy the same branch. */
export function renderWorkflow(
  workflow: Workflow,
  { answers, environments }: Pick<Service, 'answers' | 'environments'>,
  { taskdef, appspec }: { readonly taskdef: string; readonly appspec: string },
): string {
  const { subjects, codeDeploy } = workflow;
  const hasBranches = subjects.environment || subjects.branch;
  const branchOf = (one: Environment) => (hasBranches ? fillIn(workflow.branch, one) : '');
  const jobs = environments.map((environment, index) => {
    const fill = (value: TemplateString) => fillIn(value, environment);
    const branch = branchOf(environment);
    const same = (one: Environment) => branchOf(one) === branch;
    const before = environments.slice(0, index).findLast(same);
    return {
      environment,
      fill,
      branch,
      before,
      isFollowed: environments.slice(index + 1).some(same),
    };
  });
  const branches = [...new Set(jobs.map(({ branch }) => branch))];
  const shared = sharedVariables(workflow, environments);
  const accounts = new Set(environments.map(({ values }) => values.account));
  return renderTemplate('github/_github/workflows/deploy.yml.ejs', {
    taskdefSource: quoted.text(taskdef),
    appspecSource: quoted.text(appspec),
    // https://docs.github.com/en/actions/reference/runners/github-hosted-runners
    builder: quoted.text(workflow.onArm ? 'ubuntu-24.04-arm' : 'ubuntu-24.04'),
    ...folderViews(answers),
    several: environments.length > 1,
    hasBranches,
    branches: quoted.text(branches.map(patternWord).join(', ')),
    hasTags: subjects.tag,
    usesEnvironments: subjects.environment,
    validates: workflow.validates,
    blueGreen: codeDeploy !== undefined,
    manyAccounts: accounts.size > 1,
    retention: quoted.text(String(accounts.size > 1 ? LONGEST_WAIT : SHORTEST)),
    hasShared: shared.length > 0,
    shared: shared.map(variableView),
    jobs: jobs.map(({ environment, fill, branch, before, isFollowed }) => ({
      id: quoted.text(jobId(environment)),
      environment: quoted.text(environment.name),
      needs: quoted.text(before === undefined ? 'image' : jobId(before)),
      follows: before !== undefined,
      isFollowed,
      condition: quoted.text(branches.length > 1 ? condition(branch, subjects.tag) : PUSHED),
      githubEnvironment: quoted.text(yamlWord(fill(workflow.environment))),
      group: quoted.text(yamlWord(`${environment.values.project}-${environment.name}`)),
      role: quoted.text(fill(workflow.role)),
      region: quoted.text(environment.values.region ?? FROM_GITHUB.region),
      hasAudience: fill(workflow.audience) !== 'sts.amazonaws.com',
      audience: quoted.text(yamlWord(fill(workflow.audience))),
      application: quoted.text(codeDeploy ? yamlWord(fill(codeDeploy.application)) : ''),
      deploymentGroup: quoted.text(codeDeploy ? yamlWord(fill(codeDeploy.group)) : ''),
      variables: workflow.variables
        .map(({ name, value }) => ({ name, value: fill(value) }))
        .filter(({ name }) => !shared.some((one) => one.name === name))
        .map(variableView),
    })),
  });
}

/** What is said of the folder: in a repository of several services each has its own workflow and caches. */
function folderViews(answers: Service['answers']): View {
  const inFolder = folderInSource(answers) !== '';
  const path = (name: string) => quoted.text(yamlWord(pathInSource(name, answers)));
  const paths = [pathInSource('**', answers), workflowFile(answers)];
  return {
    ...folderView(answers),
    name: quoted.text(yamlWord(inFolder ? `Deploy ${answers.project}` : 'Deploy')),
    paths: quoted.text(paths.map(patternWord).join(', ')),
    context: quoted.text(inFolder ? yamlWord(folderInSource(answers)) : '.'),
    cache: quoted.text(inFolder ? `${answers.project}-` : ''),
    testReport: path('reports/junit.xml'),
    findings: path('iam.xml'),
    taskdef: path('taskdef.json'),
    appspec: path('appspec.yaml'),
  };
}

/** Those of the account and Region that GitHub has to know, as nobody else does. */
export function variablesOfGithub({ values }: Environment): readonly string[] {
  return [
    ...(values.account === undefined ? ['AWS_ACCOUNT_ID'] : []),
    ...(values.region === undefined ? ['AWS_REGION'] : []),
  ];
}

interface Variable {
  readonly name: string;
  readonly value: string;
}

function fillIn(value: TemplateString, { values }: Environment): FilledString {
  return fillString(value, { ...FROM_GITHUB, ...values });
}

/** Variables that are the same in several environments, and none of whose text GitHub has to fill for one. */
function sharedVariables(
  { variables }: Workflow,
  environments: readonly Environment[],
): readonly Variable[] {
  if (environments.length === 1) return [];
  return variables.flatMap(({ name, value }) => {
    const [first = '', ...others] = environments.map((one) => fillIn(value, one));
    return others.every((other) => other === first) && !first.includes('${{')
      ? [{ name, value: first }]
      : [];
  });
}

function variableView({ name, value }: Variable): View {
  return { name: quoted.text(name), value: quoted.text(yamlWord(value)) };
}

function jobId({ name }: Environment): string {
  return `deploy-${name}`;
}

const PUSHED = "github.event_name == 'push'";

/** A push to the branch, or of a tag where tags are deployed too. */
function condition(branch: string, orTag: boolean): string {
  const ofBranch = `github.ref_name == '${branch}'`;
  return `${PUSHED} && ${orTag ? `(github.ref_type == 'tag' || ${ofBranch})` : ofBranch}`;
}

/** A `+` in a filter for branches or paths is a quantifier unless it is escaped. */
function patternWord(pattern: string): string {
  return yamlWord(pattern.replaceAll('+', '\\+'));
}
