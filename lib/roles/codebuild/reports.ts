import type { Statement } from '../../iam/model.ts';
import { allow } from '../../iam/statements.ts';

/** Publishing the test reports of a build project: its report groups begin with its name. */
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
