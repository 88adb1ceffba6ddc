/** What a check may find in a construct, and why it stays: construct path → what → reason. */
export type AcceptedFindings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Statements with a wildcard, by their Sid. */
export const ACCEPTED_WILDCARDS: AcceptedFindings = {
  'TaskExecutionRole/TaskExecution': {
    EcrAuthToken:
      'Every pull and push begins with a login token, and the call names no repository.',
    WriteLogs: 'The awslogs driver opens one stream per container and writes its output there.',
  },
  'CodeBuildRole/BuildLogs': {
    WriteBuildLogs:
      'CodeBuild makes the log group of the project on its first build and one stream per build.',
  },
  'CodeBuildRole/BuildArtifacts': {
    ArtifactObjects:
      "Each action downloads its input artifact, by version, and uploads its output to the pipeline's bucket.",
  },
  'CodeBuildRole/BuildImages': {
    EcrAuthToken:
      'Every pull and push begins with a login token, and the call names no repository.',
  },
  'CodeBuildRole/BuildReports': {
    TestReports:
      'The reports section of a buildspec creates a report group named after the project and fills it; without this the build fails although its tests pass.',
  },
  'CodeBuildRole/ValidateRoles': {
    ValidationReport: 'The findings of the validation are a test report of the validation project.',
    ReadRoles: 'Settings, trust and policies of each role.',
    FindServiceLinkedRoles: 'Listed below a path prefix; the call takes no resource.',
  },
  'CodePipelineRole/PipelineArtifacts': {
    ArtifactObjects:
      "Each action downloads its input artifact, by version, and uploads its output to the pipeline's bucket.",
  },
  'CodePipelineRole/PipelineDeploy': {
    ReadTaskDefinition:
      'The new revision starts as a copy of the current one; IAM offers no resource for this read.',
    RegisterTaskDefinition:
      'The deployment registers a revision with the new image; the call is checked on *, and PassTaskRoles is what limits it.',
    TagTaskDefinitionOnRegister:
      'A revision with tags is tagged in the call that registers it, and in no other.',
    WatchTasks: 'The deployment waits for the new tasks to run and reads why one stopped.',
    ListServiceTasks:
      "The deployment lists the service's tasks; IAM offers no resource for a list by service, so the cluster limits it.",
  },
};

/** AWS managed policies, by their name. */
export const ACCEPTED_AWS_POLICIES: AcceptedFindings = {};
