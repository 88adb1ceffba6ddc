import { BUCKET, OBJECT_KEY, PARAMETER, REPOSITORY, SECRET } from './patterns.ts';
import type { PlaceholderSpec } from './spec.ts';

/** What a build reads and keeps, and where it runs. */
export const BUILD_PLACEHOLDERS = {
  baseRepository: { meaning: 'Repository of base images', ...REPOSITORY, scope: 'environment' },
  buildSecretName: {
    meaning: 'Secret read by the buildspec',
    ...SECRET,
    scope: 'once',
    list: true,
  },
  buildParameterName: {
    meaning: 'Parameter read by the buildspec, no leading slash',
    ...PARAMETER,
    scope: 'once',
    list: true,
  },
  cacheBucket: { meaning: 'Build cache bucket', ...BUCKET, scope: 'environment' },
  cachePrefix: { meaning: 'Build cache key prefix', ...OBJECT_KEY, scope: 'environment' },
  buildSubnetId: {
    meaning: 'Subnet of the build project',
    pattern: /^subnet-[0-9a-f]+$/,
    takes: 'subnet- and hexadecimal digits',
    scope: 'environment',
  },
  buildSecurityGroupId: {
    meaning: 'Security group of the build project',
    pattern: /^sg-[0-9a-f]+$/,
    takes: 'sg- and hexadecimal digits',
    scope: 'environment',
  },
} as const satisfies Record<string, PlaceholderSpec>;
