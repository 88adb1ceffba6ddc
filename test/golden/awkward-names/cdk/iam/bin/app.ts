#!/usr/bin/env node
import {
  App,
  BootstraplessSynthesizer,
  CliCredentialsStackSynthesizer,
  type IReusableStackSynthesizer,
} from 'aws-cdk-lib';
import { type Environment, environments, hasSource, home } from '../lib/environments';
import { IamStack } from '../lib/iam-stack';
import { PipelineStack } from '../lib/pipeline-stack';
import { SharedStackDev1 } from '../lib/shared-stack-Dev_1';
import { SharedStackDev2 } from '../lib/shared-stack-dev-2';

const app = new App({ defaultStackSynthesizer: synthesizer(process.env.TEMPLATE_BUCKET) });

new SharedStackDev1(app, 'shared-0Shop-API-v2-shared-Dev-1', { env: place(environments.Dev_1) });
new SharedStackDev2(app, 'shared-0Shop-API-v2-shared-dev-2', { env: place(environments['dev-2']) });
for (const config of Object.values(environments)) {
  const env = place(config);
  const iam = new IamStack(app, config.iamStack, { env, config });
  if (config.environment === home && hasSource(config)) {
    new PipelineStack(app, config.pipelineStack, { env, config, iam });
  }
}

function place({ account, region }: Environment) {
  return {
    account: account ?? process.env.CDK_DEFAULT_ACCOUNT,
    region: region ?? process.env.CDK_DEFAULT_REGION,
  };
}

/**
 * No account has to be bootstrapped: a template goes with the call that deploys it, or where it has
 * more than 51,200 bytes to CloudFormation through a bucket of the account.
 */
function synthesizer(bucket: string | undefined): IReusableStackSynthesizer {
  if (bucket === undefined) return new BootstraplessSynthesizer();
  return new CliCredentialsStackSynthesizer({ fileAssetsBucketName: bucket });
}
