import { substitute, type TemplateString, template } from '../../iam/template-string.ts';
import type { BuildProject } from '../../service/pipeline/types.ts';
import type { Service } from '../../service/types.ts';
import { shellText, shellWord } from '../../shell.ts';
import { quoted } from '../../templates.ts';
import { emptyBucketLines } from '../empty-bucket.ts';
import { environmentWord } from '../environment-word.ts';
import { exampleEnvironment, exampleRole, targetReadme } from '../target-readme.ts';
import type { TargetReadme } from '../types.ts';

/** What the generated documents say about this target. */
export function readme(service: Service): TargetReadme {
  const {
    model: { project, roles },
    pipeline,
    environments,
  } = service;
  const piped = environments.filter(({ name }) => pipeline?.environments.includes(name));
  const [home] = piped;
  const isOne = piped.length < environments.length;
  const role = exampleRole(roles);
  const spelled = (value: TemplateString) =>
    isOne && home
      ? shellText(substitute(value, home.values))
      : environmentWord(environments, ({ values }) => substitute(value, values));
  const word = (value: TemplateString) => quoted.text(spelled(value));
  const words = (named: readonly BuildProject[]) =>
    quoted.text(named.map(({ name }) => spelled(name)).join(' '));
  const away = pipeline?.elsewhere ?? [];
  return targetReadme('cli', {
    environment: quoted.sh(exampleEnvironment(service)),
    path: quoted.text(role?.settings.path ?? '/'),
    project: quoted.sh(project),
    roleFile: quoted.code(`iam/roles/${role?.id ?? ''}.json`),
    roleName: quoted.text(role === undefined ? 'NAME' : shellWord(role.name)),
    hasPipeline: pipeline !== undefined,
    makesBucket: pipeline?.bucket.existing === false,
    emptyBucket: quoted.text(pipeline === undefined ? '' : emptyBucketLines(pipeline, piped)),
    pipelineName: word(pipeline?.name ?? template('')),
    ruleName: word(pipeline?.rule?.name ?? template('')),
    hasRule: pipeline?.rule !== undefined,
    projects: words(pipeline?.projects ?? []),
    keyAlias: word(pipeline?.bucket.keyAlias ?? template('')),
    hasKey: pipeline?.bucket.keyAlias !== undefined,
    elsewhere: away.map(({ environment, projects }) => ({
      environment: quoted.text(environment),
      projects: words(projects),
    })),
  });
}
