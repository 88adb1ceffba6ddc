import type { OpenPart, PartValues } from './iam/parts.ts';

/**
 * Makes a name fit where the project's and environment's own spelling does not: ECR repositories
 * take lower case alone, buckets neither upper case nor '_', Sids letters and digits alone.
 */
const SPELLING: Partial<Record<OpenPart, (name: string) => string>> = {
  repository: (name) => name.toLowerCase().replace(/[-_]+$/, ''),
  artifactBucketPrefix: (name) => name.toLowerCase().replaceAll('_', '-'),
};

/** Spells a derived value as its place takes it; a value that the user gave is never changed. */
export function spellDerived(part: OpenPart, value: string): string {
  return SPELLING[part]?.(value) ?? value;
}

/**
 * The CloudFormation stack (and CDK stack, Terraform workspace) of one environment. A stack's name
 * takes no '_' and begins with a letter: `1shop` becomes `iam-1shop-iam-dev`.
 */
export function stackName(project: string, environment: string): string {
  const name = `${project}-iam-${environment}`.replaceAll('_', '-');
  return /^[A-Za-z]/.test(name) ? name : `iam-${name}`;
}

/**
 * Project and environment as part of a Sid: letters and digits alone, and different for different
 * pairs (`-` becomes `Dash`, `_` becomes `Underscore`).
 */
export function environmentSid(project: string, environment: string): string {
  return [project, environment].map(sidWord).join('For');
}

function sidWord(name: string): string {
  const word = name.replaceAll('-', 'Dash').replaceAll('_', 'Underscore');
  return word.charAt(0).toUpperCase() + word.slice(1);
}

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
export function derivedFromNames(project: string, environment: string): PartValues {
  return { project, environment, environmentSid: environmentSid(project, environment) };
}
