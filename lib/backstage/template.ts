import { stringify } from 'yaml';
import type { JsonSchema } from '../answers/json-schema.ts';
import type { Preset } from '../answers/types.ts';
import { formOf } from './form.ts';
import { knownFrom } from './known.ts';

/** Where the repo goes: the action of Backstage that publishes it, without `publish:`. */
export const PUBLISHERS = ['github', 'gitlab', 'bitbucketCloud', 'azure', 'none'] as const;

/** What a template is made from. */
export interface TemplateRequest {
  readonly presets: readonly Preset[];
  /** Of the entity in Backstage's catalogue. */
  readonly name: string;
  readonly owner: string;
  readonly publish: (typeof PUBLISHERS)[number];
  /** The name of a preset's file beside the template, or of its package. */
  readonly references: readonly string[];
  /** Of this program. */
  readonly version: string;
}

/**
 * A software template of Backstage (scaffolder.backstage.io/v1beta3) as YAML: it asks what presets
 * leave open, and runs this generator by `run:yeoman`.
 * https://backstage.io/docs/features/software-templates/writing-templates
 */
export function backstageTemplate(request: TemplateRequest): string {
  const { presets, version } = request;
  const head = [
    `Written by ecs-iam backstage ${version}; write it again when this generator or a preset changes.`,
    "The scaffolder's backend needs the packages @backstage/plugin-scaffolder-backend-module-yeoman",
    `and generator-ecs-iam@${version}${packagesOf(presets)}.`,
  ];
  const comment = head.map((line) => `# ${line}\n`).join('');
  return `${comment}${stringify(templateOf(request), { lineWidth: 0, version: '1.1' })}`;
}

function packagesOf(presets: readonly Preset[]): string {
  const names = presets.filter(isPackage).map(({ reference }) => reference);
  return names.length === 0 ? '' : `, and the package of the preset ${names.join(' and ')}`;
}

/** True of a preset that is an npm package, not a file. */
export function isPackage({ reference }: Pick<Preset, 'reference'>): boolean {
  return !/^[./]|\.json$/.test(reference);
}

/** The template as an entity of Backstage's catalogue. */
function templateOf(request: TemplateRequest): JsonSchema {
  const { presets, name, owner, publish } = request;
  const isPublished = publish !== 'none';
  const { pages, options } = formOf(knownFrom(presets), isPublished ? ['repositoryId'] : []);
  const [preset] = presets.slice(-1);
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: {
      name,
      title: preset === undefined ? 'Amazon ECS service' : `Amazon ECS service (${preset.name})`,
      description:
        "A starter repo with the IAM roles of an Amazon ECS service, least privilege, their validation and the service's pipeline.",
      tags: ['aws', 'ecs', 'iam'],
    },
    spec: {
      owner,
      type: 'service',
      parameters: [...pages, ...(isPublished ? [REPOSITORY_PAGE] : [])],
      steps: [
        ...presetSteps(request),
        {
          id: 'generate',
          name: 'Write the roles',
          action: 'run:yeoman',
          input: {
            namespace: 'ecs-iam:app',
            options: {
              yes: true,
              ...(presets.length > 0 && { preset: request.references }),
              ...options,
              ...(isPublished && { 'repository-id': REPOSITORY }),
            },
          },
        },
        ...(isPublished ? [publishStep(publish)] : []),
      ],
      ...(isPublished && {
        output: { links: [{ title: 'Repository', url: '${{ steps.publish.output.remoteUrl }}' }] },
      }),
    },
  };
}

/** A preset that is a file comes with the template, and stays in the repo for the next run. */
function presetSteps({ presets, references }: TemplateRequest): readonly JsonSchema[] {
  return presets.flatMap((preset, index) => {
    const file = (references[index] ?? '').replace(/^\.\//, '');
    if (isPackage(preset)) return [];
    return [
      {
        id: `preset${index + 1}`,
        name: `Fetch the preset ${preset.name}`,
        action: 'fetch:plain:file',
        input: { url: `./${file}`, targetPath: file },
      },
    ];
  });
}

const REPOSITORY =
  '${{ (parameters.repoUrl | parseRepoUrl).owner }}/${{ (parameters.repoUrl | parseRepoUrl).repo }}';

const REPOSITORY_PAGE: JsonSchema = {
  title: 'Repository',
  required: ['repoUrl'],
  properties: {
    repoUrl: { title: 'Where the repo goes', type: 'string', 'ui:field': 'RepoUrlPicker' },
  },
};

function publishStep(publish: string): JsonSchema {
  return {
    id: 'publish',
    name: 'Publish',
    action: `publish:${publish}`,
    input: { repoUrl: '${{ parameters.repoUrl }}', defaultBranch: 'main' },
  };
}
