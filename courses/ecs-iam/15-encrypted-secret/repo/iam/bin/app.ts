#!/usr/bin/env node
import {
  App,
  BootstraplessSynthesizer,
  CliCredentialsStackSynthesizer,
  type IReusableStackSynthesizer,
} from 'aws-cdk-lib';
import { type Environment, environments } from '../lib/environments';
import { IamStack } from '../lib/iam-stack';

const app = new App({ defaultStackSynthesizer: synthesizer(process.env.TEMPLATE_BUCKET) });

for (const config of Object.values(environments)) {
  const env = place(config);
  new IamStack(app, config.iamStack, { env, config });
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
