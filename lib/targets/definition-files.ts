import type { TargetId } from './ids.ts';

/**
 * Which paths of a repo define IAM, by target: what the tool reads below `iam/`, also files that were
 * added by hand; not tests, state, imports, or the folders and lock files that the tool makes itself.
 */
export const IS_DEFINITION: Readonly<Record<TargetId, (path: string) => boolean>> = {
  /** Templates and parameters. */
  cloudformation: (path) => /^iam\/(.+\.(ya?ml|template)|.+\.json)$/.test(path),
  terraform: (path) => {
    if (!path.startsWith('iam/') || /(^|\/)(\.terraform|tests)\//.test(path)) return false;
    return /\.(tf|tfvars|tftpl|json)$/.test(path) && !/\.tfstate|\/imports\.tf$/.test(path);
  },
  /** The code of the app, and how it is run. */
  cdk: (path) =>
    /^iam\/((?!test\/|node_modules\/|cdk\.out\/).+\.ts|cdk\.json|package\.json)$/.test(path),
  /** JSON files of roles and shared things, and the values. */
  cli: (path) =>
    /^(iam\/(roles|shared(\/[^/]+)?)\/[^/]+\.json|environments\/[^/]+\.env)$/.test(path),
};
