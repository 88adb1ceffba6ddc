import type { TemplateString } from '../../../iam/template-string.ts';
import { pascalCase } from '../../../names.ts';
import type { Action, Pipeline, Stage } from '../../../service/pipeline/types.ts';
import { type Code, type Item, list } from '../code.ts';
import { expression } from '../statement-code.ts';

/** The names of the artifacts that actions hand on. */
export function artifactNames({ stages }: Pipeline): readonly string[] {
  return stages.flatMap(({ actions }) => actions.flatMap(({ outputs }) => outputs));
}

/** The variable of an artifact: `sourceArtifact`. */
export function artifactVariable(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}Artifact`;
}

/** An action, and the stage of the pipeline that it stands in. */
export interface StagedAction {
  readonly action: Action;
  readonly stage: Stage;
  readonly pipeline: Pipeline;
}

/** The actions of a pipeline in their order. */
export function stagedActions(pipeline: Pipeline): readonly StagedAction[] {
  return pipeline.stages.flatMap((stage) =>
    stage.actions.map((action) => ({ action, stage, pipeline })),
  );
}

/** What the IDs and variables of a stage end in, where the pipeline has one for each environment: `Prod`. */
export function stageSuffix({ name }: Stage): string {
  const [, ...environment] = name.split('-');
  return pascalCase(environment.join('-'));
}

/** The variable of the role that an action assumes; absent: the pipeline's own. */
export function assumedRole({ action, stage }: StagedAction): string | undefined {
  return action.role === undefined ? undefined : `pipelineDeployRole${stageSuffix(stage)}`;
}

/** A construct to make: the class of an action in aws-codepipeline-actions, and its properties. */
export interface ActionConstruct {
  readonly className: string;
  readonly props: readonly Item[];
}

export function raw(action: Action, key: string): TemplateString {
  const value = action.configuration[key];
  if (value === undefined) throw new Error(`Action ${action.name} has no ${key}.`);
  return value;
}

export function setting(action: Action, key: string): string {
  return expression(raw(action, key));
}

export function input({ inputs }: Action): readonly Item[] {
  return inputs.map((name) => ({ label: 'input: ', code: artifactVariable(name) }));
}

export function output({ outputs }: Action): readonly Item[] {
  return outputs.map((name) => ({ label: 'output: ', code: artifactVariable(name) }));
}

export function call(open: string, words: readonly string[]): Code {
  return list(
    open,
    words.map((code) => ({ code })),
    ')',
  );
}
