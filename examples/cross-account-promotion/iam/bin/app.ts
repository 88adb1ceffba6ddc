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
import { ProjectsStackProd } from '../lib/projects-stack-prod';
import { SharedStackDev } from '../lib/shared-stack-dev';

const app = new App({ defaultStackSynthesizer: synthesizer(process.env.TEMPLATE_BUCKET) });

new SharedStackDev(app, 'shop-shared-dev', { env: place(environments.dev) });
for (const config of Object.values(environments)) {
  const env = place(config);
  const iam = new IamStack(app, config.iamStack, { env, config });
  if (config.environment === home && hasSource(config)) {
    new PipelineStack(app, config.pipelineStack, { env, config, iam });
  }
  if (config.environment === 'prod') {
    new ProjectsStackProd(app, config.pipelineStack, { env, iam });
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
