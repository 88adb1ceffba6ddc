import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { App, type CfnElement, type Stack, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { environments } from '../lib/environments';
import { IamStack } from '../lib/iam-stack';
import { EXPECTED_ROLES } from './expected-roles';

for (const [name, { stackName, values }] of Object.entries(environments)) {
  describe(`environment ${name}`, () => {
    const app = new App();
    const stack = new IamStack(app, stackName, { values });
    const template = Template.fromStack(stack);
    const roles = template.findResources('AWS::IAM::Role');
    const policiesOf = (type: string, role: string) =>
      Object.values(template.findResources(type)).filter(({ Properties }) =>
        Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === role),
      );

    test('every expected role is made, and no other', () => {
      template.resourceCountIs('AWS::IAM::Role', Object.keys(EXPECTED_ROLES).length);
    });

    for (const [id, expected] of Object.entries(EXPECTED_ROLES)) {
      test(`${id} is trusted by whom it is for and has its policies`, () => {
        const role = logicalId(stack, id);
        const { Properties } = roles[role];
        const trusted = Properties.AssumeRolePolicyDocument.Statement.map(
          ({ Principal }: { Principal: { Service?: string } }) => Principal.Service ?? 'other',
        );
        assert.deepEqual(trusted, expected.trusted);
        const inline = policiesOf('AWS::IAM::Policy', role);
        assert.deepEqual(
          inline.map((policy) => policy.Properties.PolicyName).sort(),
          [...expected.inline].sort(),
        );
        const own = policiesOf('AWS::IAM::ManagedPolicy', role).length;
        assert.equal(own + (Properties.ManagedPolicyArns ?? []).length, expected.attached);
      });
    }

    test('every role carries the tags that show whose it is', () => {
      template.allResourcesProperties('AWS::IAM::Role', {
        Tags: Match.arrayWith([
          { Key: 'ecs-iam:environment', Value: name },
          { Key: 'ecs-iam:project', Value: values.project },
        ]),
      });
    });

    test('no role may do everything', () => {
      for (const type of ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']) {
        for (const { Properties } of Object.values(template.findResources(type))) {
          for (const { Action } of Properties.PolicyDocument.Statement) {
            assert.ok(![Action].flat().includes('*'));
          }
        }
      }
    });

    test('every role has its name and its ARN among the outputs', () => {
      for (const id of Object.keys(EXPECTED_ROLES)) {
        template.hasOutput(`${id}Name`, { Export: { Name: `${stackName}-${id}Name` } });
        template.hasOutput(`${id}Arn`, { Export: { Name: `${stackName}-${id}Arn` } });
      }
    });
  });

  test(`environment ${name}: cdk-nag finds nothing that is not accepted`, () => {
    const app = new App();
    new IamStack(app, stackName, { values });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    // Throws, and prints the findings, when there are any.
    app.synth();
  });
}

function logicalId(stack: Stack, id: string): string {
  return stack.getLogicalId(stack.node.findChild(id).node.defaultChild as CfnElement);
}
