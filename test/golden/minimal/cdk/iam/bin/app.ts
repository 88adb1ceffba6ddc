#!/usr/bin/env node
import { App } from 'aws-cdk-lib';
import { environments } from '../lib/environments';
import { IamStack } from '../lib/iam-stack';
import { PipelineStack } from '../lib/pipeline-stack';
import { pipelines } from '../lib/pipelines';

const app = new App();
// -c environment=dev leaves that environment in the app; without it all are there.
const chosen: string | undefined = app.node.tryGetContext('environment');
const names = Object.keys(environments).filter((name) => chosen === undefined || name === chosen);
if (names.length === 0) {
  throw new Error(
    `There is no environment '${chosen}'. There are: ${Object.keys(environments).join(', ')}.`,
  );
}

for (const name of names) {
  const { stackName, account, region, values } = environments[name];
  const env = {
    account: account ?? process.env.CDK_DEFAULT_ACCOUNT,
    region: region ?? process.env.CDK_DEFAULT_REGION,
  };
  const iam = new IamStack(app, stackName, {
    env,
    description: `IAM roles of ${values.project}, environment ${name}`,
    values,
    templateBucket: app.node.tryGetContext('templateBucket'),
  });
  const pipeline = pipelines[name];
  if (pipeline !== undefined) {
    new PipelineStack(app, pipeline.stackName, {
      env,
      description: `Pipeline of the ECS service ${values.project}, environment ${name}`,
      values: pipeline.values,
      iam,
    });
  }
}
