#!/usr/bin/env node
import { App } from 'aws-cdk-lib';
import { environments } from '../lib/environments';
import { IamStack } from '../lib/iam-stack';

const app = new App();
// -c environment=dev leaves one stack in the app; without it there is one for each environment.
const chosen: string | undefined = app.node.tryGetContext('environment');
const names = Object.keys(environments).filter((name) => chosen === undefined || name === chosen);
if (names.length === 0) {
  throw new Error(
    `There is no environment '${chosen}'. There are: ${Object.keys(environments).join(', ')}.`,
  );
}

for (const name of names) {
  const { stackName, account, region, values } = environments[name];
  new IamStack(app, stackName, {
    env: {
      account: account ?? process.env.CDK_DEFAULT_ACCOUNT,
      region: region ?? process.env.CDK_DEFAULT_REGION,
    },
    description: `IAM roles of ${values.project}, environment ${name}`,
    values,
    templateBucket: app.node.tryGetContext('templateBucket'),
  });
}
