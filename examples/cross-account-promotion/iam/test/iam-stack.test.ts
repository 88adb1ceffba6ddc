import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { App, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { environments, home } from '../lib/environments';
import { IamStack } from '../lib/iam-stack';
import { SharedStackDev } from '../lib/shared-stack-dev';

for (const [name, config] of Object.entries(environments)) {
  describe(`the roles of ${name}`, () => {
    const app = new App();
    const template = Template.fromStack(new IamStack(app, config.iamStack, { config }));

    test('each is assumed by whom it is for, and there is no other', () => {
      const { project, environment } = config;
      const expected = {
        [`${project}-ecs-task-execution-role-${environment}`]: {
          Service: 'ecs-tasks.amazonaws.com',
        },
        [`${project}-ecs-task-role-${environment}`]: { Service: 'ecs-tasks.amazonaws.com' },
        [`${project}-codebuild-validate-role-${environment}`]: {
          Service: 'codebuild.amazonaws.com',
        },
      };
      if (config.environment === home) {
        Object.assign(expected, {
          [`${project}-codebuild-role-${environment}`]: { Service: 'codebuild.amazonaws.com' },
          [`${project}-codepipeline-role-${environment}`]: {
            Service: 'codepipeline.amazonaws.com',
          },
        });
      } else {
        Object.assign(expected, {
          [`${project}-pipeline-deploy-role-${environment}`]: { AWS: Match.anyValue() },
        });
      }
      template.resourceCountIs('AWS::IAM::Role', Object.keys(expected).length);
      for (const [RoleName, Principal] of Object.entries(expected)) {
        template.hasResourceProperties('AWS::IAM::Role', {
          RoleName,
          AssumeRolePolicyDocument: {
            Statement: Match.arrayWith([Match.objectLike({ Principal })]),
          },
        });
      }
    });

    test('each carries the tags that show whose it is', () => {
      template.allResourcesProperties('AWS::IAM::Role', {
        Tags: Match.arrayWith([
          { Key: 'ecs-iam:environment', Value: name },
          { Key: 'ecs-iam:id', Value: config.ownershipId },
          { Key: 'ecs-iam:project', Value: config.project },
        ]),
      });
    });

    test('a role is passed to the services that are named, and to no other', () => {
      for (const { Action, Condition } of allowed(template)) {
        if (![Action].flat().includes('iam:PassRole')) continue;
        const keys = Object.values<object>(Condition ?? {}).flatMap(Object.keys);
        assert.ok(keys.includes('iam:PassedToService'));
      }
    });

    test('none may do everything', () => {
      for (const { Action } of allowed(template)) assert.ok(![Action].flat().includes('*'));
    });
  });

  test(`cdk-nag finds nothing in the roles of ${name} that is not acknowledged`, () => {
    const app = new App();
    new IamStack(app, config.iamStack, { config });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    // Throws, and prints the findings, when there are any.
    app.synth();
  });
}

for (const Shared of [SharedStackDev]) {
  test(`${Shared.name} stays when it is deleted, with all that it holds`, () => {
    const { Resources } = Template.fromStack(new Shared(new App(), 'Shared')).toJSON();
    for (const resource of Object.values<{ DeletionPolicy?: string }>(Resources)) {
      assert.equal(resource.DeletionPolicy, 'Retain');
    }
  });

  test(`${Shared.name} expires untagged images alone`, () => {
    const template = Template.fromStack(new Shared(new App(), 'Shared'));
    template.allResourcesProperties('AWS::ECR::Repository', {
      ImageTagMutability: 'IMMUTABLE',
      LifecyclePolicy: {
        LifecyclePolicyText: Match.serializedJson({
          rules: [Match.objectLike({ selection: Match.objectLike({ tagStatus: 'untagged' }) })],
        }),
      },
    });
  });

  test(`cdk-nag finds nothing in ${Shared.name} that is not acknowledged`, () => {
    const app = new App();
    new Shared(app, 'Shared');
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    // Throws, and prints the findings, when there are any.
    app.synth();
  });
}

function allowed(template: Template) {
  return ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']
    .flatMap((type) => Object.values(template.findResources(type)))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .filter(({ Effect }) => Effect === 'Allow');
}
