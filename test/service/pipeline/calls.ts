import type { TemplateString } from '../../../lib/iam/template-string.ts';
import type { Pipeline } from '../../../lib/service/pipeline/types.ts';
import { resolveResources } from '../../../lib/service/role-references.ts';
import type { BuiltPipeline } from '../../support/pipeline-kinds.ts';
import { BUILD_CALLS } from './build-calls.ts';
import { PIPELINE_CALLS } from './pipeline-calls.ts';
import { VALIDATION_CALLS } from './validation-calls.ts';

/**
 * One thing that the pipeline or a build does to AWS: the call, the permissions it takes and the
 * resource each is checked against. The roles are held against this table, both ways.
 */
export interface Call<Of = Pipeline> {
  /** Which role needs the permission. */
  readonly role:
    | 'codebuild'
    | 'codebuild-deploy'
    | 'codebuild-validate'
    | 'codepipeline'
    | 'pipeline-deploy'
    | 'github-oidc-deploy';
  /** The command as the buildspec or workflow has it, or what the service does by itself. */
  readonly call: string;
  /**
   * 'buildspec', 'workflow': a command of ours, found in the file; 'script': by a script of the repo
   * that one of these runs; 'service': done by CodeBuild, CodePipeline or an action of GitHub.
   */
  readonly madeBy: 'buildspec' | 'workflow' | 'script' | 'service';
  readonly actions: readonly string[];
  /** May refer to roles of the repo. */
  readonly resources: readonly TemplateString[];
  /** Condition keys that the request carries. */
  readonly context?: Readonly<Record<string, TemplateString>>;
  readonly when?: (of: Of) => boolean;
}

/** Every call that the pipeline of a service makes, on the roles that the service has. */
export function callsOf({ pipeline, model }: BuiltPipeline): readonly Call[] {
  return [...BUILD_CALLS, ...VALIDATION_CALLS, ...PIPELINE_CALLS]
    .filter((call) => call.when?.(pipeline) ?? true)
    .map((call) => ({ ...call, resources: resolveResources(call.resources, model) }))
    .filter(({ resources }) => resources.length > 0);
}
