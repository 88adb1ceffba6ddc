import { roleReference } from '../../../lib/iam/role-arn.ts';
import { type TemplateString, template } from '../../../lib/iam/template-string.ts';

/* Actions, resources and request context that several calls share. */

/** All five are demanded of a role that reports (CodeBuild User Guide, "Test report permissions"). */
export const REPORT_ACTIONS = [
  'codebuild:BatchPutCodeCoverages',
  'codebuild:BatchPutTestCases',
  'codebuild:CreateReport',
  'codebuild:CreateReportGroup',
  'codebuild:UpdateReport',
];

/** `ecs:service/shop` as an ARN of the account and Region. */
export function here(service: string, resource: string): readonly TemplateString[] {
  return [template(`arn:<partition>:${service}:<region>:<account>:${resource}`)];
}

/** A bucket, or the objects in it. */
export const bucket = (path: string) => [template(`arn:<partition>:s3:::${path}`)];

export const ANY = [template('*')];
export const REPOSITORY = here('ecr', 'repository/<repository>');
export const SERVICE = here('ecs', 'service/<cluster>/<service>');
export const REVISION = here('ecs', 'task-definition/<family>:7');
export const TASK_ROLES = ['task-execution', 'task'].map(roleReference);
export const TO_TASKS = { 'iam:PassedToService': template('ecs-tasks.amazonaws.com') };
export const ON_REGISTER = { 'ecs:CreateAction': template('RegisterTaskDefinition') };
export const OWN_ACCOUNT = { 'aws:ResourceAccount': template('<account>') };
