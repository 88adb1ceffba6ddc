import { template } from '../../../iam/template-string.ts';

/* Actions, resources and request context that several calls share. */

/** All five are demanded of a role that reports (CodeBuild User Guide, "Test report permissions"). */
export const REPORT_ACTIONS = [
  'codebuild:BatchPutCodeCoverages',
  'codebuild:BatchPutTestCases',
  'codebuild:CreateReport',
  'codebuild:CreateReportGroup',
  'codebuild:UpdateReport',
];

export const REPOSITORY = template(
  'arn:<partition>:ecr:<region>:<account>:repository/<repository>',
);
export const SERVICE = template(
  'arn:<partition>:ecs:<region>:<account>:service/<cluster>/<service>',
);
export const REVISION = template(
  'arn:<partition>:ecs:<region>:<account>:task-definition/<family>:7',
);
export const ANY = template('*');
export const roleArn = (name: string) =>
  template(`arn:<partition>:iam::<account>:role<rolePath><project>-${name}-<environment>`);
export const TASK_ROLES = ['ecs-task-execution-role', 'ecs-task-role'].map(roleArn);
export const TO_TASKS = { 'iam:PassedToService': template('ecs-tasks.amazonaws.com') };
export const ON_REGISTER = { 'ecs:CreateAction': template('RegisterTaskDefinition') };
export const OWN_ACCOUNT = { 'aws:ResourceAccount': template('<account>') };
export const LOG_GROUP =
  'arn:<partition>:logs:<region>:<account>:log-group:/aws/codebuild/<buildProject>';
