/** What a check may find in a construct, and why it stays: construct path → what → reason. */
export type AcceptedFindings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Statements with a wildcard, by their Sid. */
export const ACCEPTED_WILDCARDS: AcceptedFindings = {
  'TaskExecutionRole/TaskExecution': {
    EcrAuthToken:
      'Every pull and every push needs an authorization token; this action supports only *.',
    WriteLogs:
      'The awslogs driver creates a log stream for each container and writes its output to it.',
  },
  'CodeBuildRole/BuildLogs': {
    WriteBuildLogs:
      'CodeBuild creates the log group of the project on the first build, and a log stream for each build.',
  },
  'CodeBuildRole/BuildArtifacts': {
    ArtifactObjects:
      'Each action downloads a version of its input artifact from the artifact bucket and uploads its output artifact to it.',
  },
  'CodeBuildRole/BuildImages': {
    EcrAuthToken:
      'Every pull and every push needs an authorization token; this action supports only *.',
  },
  'CodeBuildRole/BuildReports': {
    TestReports:
      'CodeBuild creates a report group for the reports section of the buildspec and adds each report to it; without these actions the build fails even if its tests pass.',
  },
  'CodeBuildRole/BuildDeploy': {
    ReadTaskDefinition:
      'The deployment copies the current revision of the task definition; this action supports only *.',
    RegisterTaskDefinition:
      'The deployment registers a revision with the new image; ECS checks this action on *, and the statement PassTaskRoles limits the roles of the revision.',
    TagTaskDefinitionOnRegister:
      'RegisterTaskDefinition tags a revision that has tags; the condition allows tagging in that call only.',
  },
  'CodeBuildRole/ValidateRoles': {
    ValidationReport: 'The validation project publishes its findings as a test report.',
    ReadRoles: 'Settings, trust and policies of each role.',
    FindServiceLinkedRoles: 'Listed below a path prefix; the call takes no resource.',
  },
  'CodePipelineRole/PipelineArtifacts': {
    ArtifactObjects:
      'Each action downloads a version of its input artifact from the artifact bucket and uploads its output artifact to it.',
  },
};

/** AWS managed policies, by their name. */
export const ACCEPTED_AWS_POLICIES: AcceptedFindings = {};
