import { actionsThat } from '../types.ts';

/** CodeBuild, CodePipeline, CodeDeploy, connections and CodeCommit. */
export const PIPELINE_ACTIONS = {
  ...actionsThat(
    'On every project it could run the commands of any build, with the role of that project.',
    {
      'codebuild:BatchGetBuildBatches': 'reads the state of batch builds',
      'codebuild:BatchGetBuilds': 'reads the state of builds',
      'codebuild:RetryBuild': 'starts a build again',
      'codebuild:StartBuild': 'starts a build',
      'codebuild:StartBuildBatch': 'starts a batch build',
      'codebuild:StopBuild': 'stops a build',
    },
  ),
  ...actionsThat('On every report group it could write into the test reports of other projects.', {
    'codebuild:BatchPutCodeCoverages': 'adds code coverage to a report',
    'codebuild:BatchPutTestCases': 'adds test cases to a report',
    'codebuild:CreateReport': 'creates a report',
    'codebuild:CreateReportGroup': 'creates the group of a report',
    'codebuild:UpdateReport': 'completes a report',
  }),
  ...actionsThat('On every pipeline it could start the deployment of other services.', {
    'codepipeline:StartPipelineExecution': 'starts an execution of a pipeline',
  }),
  ...actionsThat('On every application it could deploy other services.', {
    'codedeploy:CreateDeployment': 'starts a deployment in a deployment group',
    'codedeploy:GetApplication': 'reads an application of CodeDeploy',
    'codedeploy:GetApplicationRevision': 'reads a revision of an application',
    'codedeploy:GetDeployment': 'reads the state of a deployment',
    'codedeploy:GetDeploymentConfig': 'reads a deployment configuration',
    'codedeploy:GetDeploymentGroup': 'reads a deployment group',
    'codedeploy:RegisterApplicationRevision': 'registers an AppSpec file as a revision',
  }),
  ...actionsThat(
    'On every connection it could read every repository that a connection of the account reaches.',
    {
      'codeconnections:GetConnection': 'reads a connection to GitHub, GitLab or Bitbucket',
      'codeconnections:GetConnectionToken': 'gets a token to clone through a connection',
      'codeconnections:UseConnection': 'reads the source through a connection',
      'codestar-connections:GetConnection': 'reads a connection whose ARN has the older prefix',
      'codestar-connections:GetConnectionToken':
        'gets a token to clone through a connection with the older prefix',
      'codestar-connections:UseConnection':
        'reads the source through a connection with the older prefix',
    },
  ),
  ...actionsThat('On every repository it could read the source of all other projects.', {
    'codecommit:CancelUploadArchive': 'stops the upload of a source archive',
    'codecommit:GetBranch': 'reads which commit a branch has',
    'codecommit:GetCommit': 'reads a commit',
    'codecommit:GetRepository': 'reads the settings of a repository',
    'codecommit:GetUploadArchiveStatus': 'reads the state of an upload',
    'codecommit:GitPull': 'clones a repository',
    'codecommit:UploadArchive': 'uploads the files of a commit as an artifact',
  }),
};
