import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { SharedStack } from '../lib/shared-stack';

for (const Shared of [SharedStack]) {
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
