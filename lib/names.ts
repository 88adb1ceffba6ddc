import type { Placeholder, PlaceholderValues } from './iam/placeholders.ts';

/**
 * Makes a name fit where the project's and environment's own spelling does not: ECR repositories
 * take lower case and single separators, at least two characters; buckets neither upper case nor
 * '_' nor a reserved beginning.
 *
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
const SPELLING: Partial<Record<Placeholder, (name: string) => string>> = {
  repository: (name) => {
    const spelt = name
      .toLowerCase()
      .replace(/[-_]+$/, '')
      .replace(/([-_])[-_]+/g, '$1');
    return spelt.length === 1 ? `${spelt}-app` : spelt;
  },
  artifactBucketPrefix: (name) =>
    name
      .toLowerCase()
      .replaceAll('_', '-')
      .replace(/^(xn-|sthree|amzn-s3-demo)-+/, '$1'),
};

/** Spells a derived value as its place takes it; a value that the user gave is never changed. */
export function spellDerived(placeholder: Placeholder, value: string): string {
  return SPELLING[placeholder]?.(value) ?? value;
}

/**
 * The CloudFormation stack (and CDK stack, Terraform workspace) of one environment. A stack's name
 * takes no '_' and begins with a letter: `1shop` becomes `iam-1shop-iam-dev`.
 */
export function stackName(project: string, environment: string): string {
  return stackOf(project, 'iam', environment);
}

/** The StackSet with the roles of a service in several accounts, spelled likewise. */
export function stackSetName(project: string): string {
  return stackOf(project, 'iam');
}

/** The CloudFormation stack with what the environments of one account and Region share. */
export function sharedStackName(project: string, unit: string | undefined): string {
  return unit === undefined ? stackOf(project, 'shared') : stackOf(project, 'shared', unit);
}

/** The CloudFormation stack with the pipeline of one environment, spelled likewise. */
export function pipelineStackName(project: string, environment: string): string {
  return stackOf(project, 'pipeline', environment);
}

function stackOf(project: string, what: string, ...names: readonly string[]): string {
  const name = [project, what, ...names].join('-').replaceAll('_', '-');
  return /^[A-Za-z]/.test(name) ? name : `${what}-${name}`;
}

/**
 * Project and environment as part of a Sid, which takes letters and digits alone: `my-shop`, `prod`
 * becomes `MyShopForProd`. Different pairs give different words: what a capital at the beginning of
 * a word cannot say is said by `X` (`Xd` dash, `Xu` underscore, `XcS` the capital S), and a word
 * that would read as `X` or `For` keeps its small letter (`a-form` is `AXform`).
 */
export function environmentSid(project: string, environment: string): string {
  return [project, environment].map(sidWord).join('For');
}

function sidWord(name: string): string {
  return name.replace(
    /(?:^|-)([a-z])|[-_A-Z]/g,
    (found, letter: string | undefined, at: number) => {
      if (letter === undefined) return SID_MARKS[found] ?? `Xc${found}`;
      const word = name.slice(at + found.length - 1);
      return /^(x|for)/.test(word) ? `X${letter}` : letter.toUpperCase();
    },
  );
}

const SID_MARKS: Readonly<Record<string, string>> = { '-': 'Xd', _: 'Xu' };

/** `taskExecution` → `task-execution`; `artifactBucket` → `artifact_bucket` with '_'. */
export function separateWords(camelCase: string, separator: string): string {
  return camelCase.replace(/[A-Z]/g, (letter) => separator + letter.toLowerCase());
}

/** `task-execution` → `TaskExecution`; `artifactBucket` → `ArtifactBucket`. */
export function pascalCase(name: string): string {
  return name.replace(/(^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, __, letter: string) =>
    letter.toUpperCase(),
  );
}

/** Values that follow from an environment's names, and from nothing the user could set. */
export function derivedFromNames(project: string, environment: string): PlaceholderValues {
  return { project, environment, environmentSid: environmentSid(project, environment) };
}

/** True for an environment that is taken to be production: it is asked about more often. */
export function isProduction(environment: string): boolean {
  return /^prod(uction)?$/i.test(environment);
}
