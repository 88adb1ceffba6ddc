import { ecrAuthToken, ecrPullPush } from '../shared/images.ts';
import type { RoleOption } from '../types.ts';
import { publishReports } from './reports.ts';

const NOTHING_BUILT =
  'The source is an image that is already built (--source ecr): nothing is built here.';

/** What a build that makes an image needs: the registry, and somewhere for its test reports. */
export const buildImageOptions = {
  buildImages: {
    summary: 'The build pulls and pushes the image. On unless the source is an image.',
    policy: 'BuildImages',
    statements: [ecrAuthToken, ecrPullPush],
    whenOff: NOTHING_BUILT,
  },
  buildReports: {
    summary: 'The build publishes test reports. On unless the source is an image.',
    policy: 'BuildReports',
    statements: [
      publishReports(
        'TestReports',
        '<buildProject>',
        'The reports section of a buildspec creates a report group named after the project and fills it; without this the build fails although its tests pass.',
      ),
    ],
    whenOff: NOTHING_BUILT,
  },
} as const satisfies Record<string, RoleOption>;
