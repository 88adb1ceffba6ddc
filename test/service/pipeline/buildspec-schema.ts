/**
 * CodeBuild publishes no schema of a buildspec: this one is written from its reference, as far as
 * version 0.2 goes without proxies, caches and fleets.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
 */
const strings = { type: 'array', minItems: 1, items: { type: 'string' } } as const;
const onFailure = { type: 'string', pattern: '^(ABORT|CONTINUE|RETRY(-\\d+)?.*)$' } as const;
const phase = {
  type: 'object',
  additionalProperties: false,
  required: ['commands'],
  properties: {
    'run-as': { type: 'string' },
    'on-failure': onFailure,
    commands: strings,
    finally: strings,
  },
} as const;

export const BUILDSPEC_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['version', 'phases'],
  properties: {
    version: { const: 0.2 },
    'run-as': { type: 'string' },
    env: {
      type: 'object',
      additionalProperties: false,
      properties: {
        shell: { enum: ['bash', '/bin/sh', 'powershell.exe', 'cmd.exe'] },
        variables: { type: 'object', additionalProperties: { type: 'string' } },
        'parameter-store': { type: 'object', additionalProperties: { type: 'string' } },
        'secrets-manager': { type: 'object', additionalProperties: { type: 'string' } },
        'exported-variables': strings,
        'git-credential-helper': { enum: ['yes', 'no'] },
      },
    },
    phases: {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      properties: {
        install: {
          ...phase,
          properties: { ...phase.properties, 'runtime-versions': { type: 'object' } },
        },
        pre_build: phase,
        build: phase,
        post_build: phase,
      },
    },
    reports: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: ['files'],
        properties: {
          files: strings,
          'base-directory': { type: 'string' },
          'discard-paths': { enum: ['yes', 'no'] },
          'file-format': {
            enum: [
              ...[
                'CUCUMBERJSON',
                'JUNITXML',
                'NUNITXML',
                'NUNIT3XML',
                'TESTNGXML',
                'VISUALSTUDIOTRX',
              ],
              ...['CLOVERXML', 'COBERTURAXML', 'JACOCOXML', 'SIMPLECOV'],
            ],
          },
        },
      },
    },
    artifacts: {
      type: 'object',
      required: ['files'],
      additionalProperties: false,
      properties: {
        files: strings,
        name: { type: 'string' },
        'discard-paths': { enum: ['yes', 'no'] },
        'base-directory': { type: 'string' },
        'exclude-paths': { type: 'string' },
        'enable-symlinks': { enum: ['yes', 'no'] },
        's3-prefix': { type: 'string' },
        'secondary-artifacts': { type: 'object' },
      },
    },
  },
} as const;
