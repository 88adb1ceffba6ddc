export interface ExpectedRole {
  /** Service principals; other principals are counted as 'other'. */
  readonly trusted: readonly string[];
  /** Names of the inline policies. */
  readonly inline: readonly string[];
  /** Customer-managed and AWS managed policies. */
  readonly attached: number;
}

/** Every role by the property name of its construct. A change here is a change of who may do what. */
export const EXPECTED_ROLES: Readonly<Record<string, ExpectedRole>> = {
  TaskExecutionRole: {
    trusted: ['ecs-tasks.amazonaws.com'],
    inline: ['TaskExecution'],
    attached: 0,
  },
  TaskRole: {
    trusted: ['ecs-tasks.amazonaws.com'],
    inline: ['CrossAccountLogs'],
    attached: 0,
  },
  CodeBuildRole: {
    trusted: ['codebuild.amazonaws.com'],
    inline: ['BuildLogs', 'BuildArtifacts', 'BuildImages', 'BuildReports', 'ValidateRoles'],
    attached: 0,
  },
  CodePipelineRole: {
    trusted: ['codepipeline.amazonaws.com'],
    inline: ['PipelineArtifacts', 'PipelineBuild', 'PipelineDeploy'],
    attached: 0,
  },
};
