import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { App, Validations } from 'aws-cdk-lib';
import { Match, type Matcher, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { environments, hasSource, home } from '../lib/environments';
import { IamStack } from '../lib/iam-stack';
import { PipelineStack } from '../lib/pipeline-stack';
import { ProjectsStackProd } from '../lib/projects-stack-prod';

for (const [name, config] of Object.entries(environments)) {
  if (config.environment !== home || !hasSource(config)) continue;

  describe(`the pipeline of ${name}`, () => {
    const app = new App();
    const iam = new IamStack(app, config.iamStack, { config });
    const template = Template.fromStack(
      new PipelineStack(app, config.pipelineStack, { config, iam }),
    );

    test('runs with the roles of the other stack and makes none', () => {
      template.resourceCountIs('AWS::IAM::Role', 0);
      template.resourceCountIs('AWS::IAM::Policy', 0);
      template.hasResourceProperties('AWS::CodePipeline::Pipeline', {
        RoleArn: arnOf(`${config.iamStack}-CodePipelineRoleName`),
      });
      template.hasResourceProperties('AWS::CodeBuild::Project', {
        ServiceRole: arnOf(`${config.iamStack}-CodeBuildRoleName`),
      });
    });

    test('adds nothing to the stack with the roles', () => {
      const alone = new IamStack(new App(), config.iamStack, { config });
      assert.deepEqual(Template.fromStack(iam).toJSON(), Template.fromStack(alone).toJSON());
    });

    test('asks before it deploys where it should, and only there', () => {
      const [pipeline] = Object.values(template.findResources('AWS::CodePipeline::Pipeline'));
      const stages = pipeline.Properties.Stages.map(({ Name }: { Name: string }) => Name);
      const asked = stages.filter((stage: string) => stage.startsWith('Approve'));
      assert.deepEqual(asked, ['Approve-prod']);
    });

    test('its bucket is closed to the public and to plain HTTP', () => {
      template.hasResourceProperties('AWS::S3::Bucket', {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      });
      template.hasResourceProperties('AWS::S3::BucketPolicy', {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Effect: 'Deny',
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            }),
          ]),
        },
      });
    });

    test('cdk-nag finds nothing that is not acknowledged', () => {
      const checked = new App();
      const roles = new IamStack(checked, config.iamStack, { config });
      new PipelineStack(checked, config.pipelineStack, { config, iam: roles });
      Validations.of(checked).addPlugins(new AwsSolutionsChecks(checked));
      // Throws, and prints the findings, when there are any.
      checked.synth();
    });
  });
}

const elsewhere = {
  prod: ProjectsStackProd,
};

for (const [name, Projects] of Object.entries(elsewhere)) {
  const config = environments[name];

  test(`the projects of ${name} run with roles of ${name}`, () => {
    const app = new App();
    const iam = new IamStack(app, config.iamStack, { config });
    const template = Template.fromStack(new Projects(app, config.pipelineStack, { iam }));
    template.resourceCountIs('AWS::IAM::Role', 0);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.allResourcesProperties('AWS::CodeBuild::Project', {
      ServiceRole: arnOf(Match.stringLikeRegexp(`^${config.iamStack}-CodeBuild`)),
    });
  });

  test(`cdk-nag finds nothing in the projects of ${name} that is not acknowledged`, () => {
    const app = new App();
    const iam = new IamStack(app, config.iamStack, { config });
    new Projects(app, config.pipelineStack, { iam });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    // Throws, and prints the findings, when there are any.
    app.synth();
  });
}

function arnOf(exportName: string | Matcher) {
  return { 'Fn::Join': ['', Match.arrayWith([{ 'Fn::ImportValue': exportName }])] };
}
