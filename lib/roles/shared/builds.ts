import type { NamedPolicy, Statement, TrustStatement } from '../../iam/model.ts';
import { allow, trustService } from '../../iam/statements.ts';
import { logStreamsOf } from './arns.ts';
import { createLogGroup } from './logs.ts';

/** Lets CodeBuild assume a role for one project. */
export function trustProject(project: string): TrustStatement {
  return trustService('CodeBuildAssume', 'codebuild.amazonaws.com', {
    StringEquals: { 'aws:SourceAccount': '<account>' },
    ArnLike: {
      'aws:SourceArn': `arn:<partition>:codebuild:<region>:<account>:project/${project}`,
    },
  });
}

/** Lets the builds of a project write their output. */
export function buildLogs(project: string): NamedPolicy {
  const group = `/aws/codebuild/${project}`;
  return {
    name: 'BuildLogs',
    statements: [
      createLogGroup(
        'CreateBuildLogGroup',
        group,
        'CodeBuild creates the log group of the project on the first build.',
      ),
      allow(
        'WriteBuildLogs',
        ['logs:CreateLogStream', 'logs:PutLogEvents'],
        [logStreamsOf(group)],
        { why: 'CodeBuild creates a log stream for each build and writes its output to it.' },
      ),
    ],
  };
}

/** Allows publishing the test reports of a build project; their groups begin with its name. */
export function publishReports(sid: string, project: string, why: string): Statement {
  return allow(
    sid,
    [
      'codebuild:BatchPutCodeCoverages',
      'codebuild:BatchPutTestCases',
      'codebuild:CreateReport',
      'codebuild:CreateReportGroup',
      'codebuild:UpdateReport',
    ],
    [`arn:<partition>:codebuild:<region>:<account>:report-group/${project}-*`],
    { why },
  );
}

/** Lets an action run the builds of a project. */
export function runBuilds(sid: string, project: string, why: string): Statement {
  return allow(
    sid,
    ['codebuild:BatchGetBuilds', 'codebuild:StartBuild'],
    [`arn:<partition>:codebuild:<region>:<account>:project/${project}`],
    { why },
  );
}
