import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { App, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { environments } from '../lib/environments';
import { IamStack } from '../lib/iam-stack';
import { PipelineStack } from '../lib/pipeline-stack';
import { type Pipeline, pipelines } from '../lib/pipelines';

for (const [name, { stackName, values }] of Object.entries(environments)) {
  const pipeline = pipelines[name];
  if (pipeline === undefined) continue;

  describe(`the pipeline of environment ${name}`, () => {
    const { iam, stack } = make(pipeline);
    const template = Template.fromStack(stack);
    const [definition] = Object.values(template.findResources('AWS::CodePipeline::Pipeline'));
    const stages = definition.Properties.Stages.map(({ Name }: { Name: string }) => Name);

    test('runs with the roles of the other stack and makes none', () => {
      template.resourceCountIs('AWS::IAM::Role', 0);
      template.resourceCountIs('AWS::IAM::Policy', 0);
      template.hasResourceProperties('AWS::CodePipeline::Pipeline', {
        RoleArn: { 'Fn::ImportValue': `${stackName}-CodePipelineRoleArn` },
      });
      template.allResourcesProperties('AWS::CodeBuild::Project', {
        ServiceRole: { 'Fn::ImportValue': `${stackName}-CodeBuildRoleArn` },
      });
    });

    test('adds nothing to the stack with the roles', () => {
      const alone = new IamStack(new App(), stackName, { values });
      assert.deepEqual(Template.fromStack(iam).toJSON(), Template.fromStack(alone).toJSON());
    });

    test('asks before it deploys where it should, and only there', () => {
      assert.equal(stages.includes('Approve'), pipeline.values.approval);
    });

    test('its bucket, if it makes one, is closed to the public and to plain HTTP', () => {
      for (const id of Object.keys(template.findResources('AWS::S3::Bucket'))) {
        template.hasResourceProperties('AWS::S3::Bucket', {
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        });
        template.hasResourceProperties('AWS::S3::BucketPolicy', {
          Bucket: { Ref: id },
          PolicyDocument: {
            Statement: Match.arrayWith([
              Match.objectLike({
                Effect: 'Deny',
                Condition: { Bool: { 'aws:SecureTransport': 'false' } },
              }),
            ]),
          },
        });
      }
    });

    test('cdk-nag finds nothing that is not accepted', () => {
      const checked = make(pipeline).app;
      Validations.of(checked).addPlugins(new AwsSolutionsChecks(checked));
      // Throws, and prints the findings, when there are any.
      checked.synth();
    });
  });

  function make({ stackName: id, values: own }: Pipeline) {
    const app = new App();
    const iam = new IamStack(app, stackName, { values });
    return { app, iam, stack: new PipelineStack(app, id, { values: own, iam }) };
  }
}
