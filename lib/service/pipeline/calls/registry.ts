import type { Pipeline } from '../types.ts';
import { BUILDSPEC_CALLS } from './buildspec.ts';
import { CODEBUILD_CALLS } from './codebuild.ts';
import { CODEPIPELINE_CALLS } from './codepipeline.ts';
import { DEPLOY_CALLS } from './deploy-action.ts';
import { SOURCE_CALLS } from './source-action.ts';
import type { Call } from './types.ts';
import { VALIDATION_CALLS } from './validation.ts';

const CALLS = [
  ...BUILDSPEC_CALLS,
  ...CODEBUILD_CALLS,
  ...CODEPIPELINE_CALLS,
  ...SOURCE_CALLS,
  ...DEPLOY_CALLS,
  ...VALIDATION_CALLS,
];

/** Every call that a pipeline of this kind makes. */
export function callsOf(pipeline: Pipeline): readonly Call[] {
  return CALLS.filter((call) => call.when?.(pipeline) ?? true);
}
