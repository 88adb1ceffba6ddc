import type { TemplateString } from '../../../iam/template-string.ts';
import type { Pipeline } from '../types.ts';

/**
 * One thing that the pipeline or a build does to AWS: the call, the permissions it takes and the
 * resource each is checked against. A test holds the roles against this table, both ways.
 */
export interface Call {
  /** Which role needs the permission. */
  readonly role: 'codebuild' | 'codepipeline';
  /** The command as the buildspec has it, or what the service does by itself. */
  readonly call: string;
  /**
   * 'buildspec': a command of ours, found in the file; 'script': by a script of the repo that a
   * buildspec runs; 'service': done by CodeBuild or CodePipeline.
   */
  readonly madeBy: 'buildspec' | 'script' | 'service';
  readonly actions: readonly string[];
  readonly resources: readonly TemplateString[];
  /** Condition keys that the request carries. */
  readonly context?: Readonly<Record<string, TemplateString>>;
  readonly when?: (pipeline: Pipeline) => boolean;
}
