import { answersSchema, SCHEMA_FILE, writeAnswersFile } from '../answers/answers-file.ts';
import { ANSWERS_FILE } from '../answers/answers-file-name.ts';
import { folderInSource } from '../answers/source-folder.ts';
import type { Answers, Preset } from '../answers/types.ts';
import { resourceDocument } from '../iam/document.ts';
import { mapStrings } from '../iam/map-strings.ts';
import type { ResourcePolicy } from '../iam/model.ts';
import { substitute } from '../iam/template-string.ts';
import { printMembers, printRows } from '../json.ts';
import type { Service } from '../service/types.ts';
import { IS_DEFINITION } from '../targets/definition-files.ts';
import { byPath, textFile } from '../targets/files.ts';
import { targetById } from '../targets/registry.ts';
import type { RenderedFile, Renderer } from '../targets/types.ts';
import { renderTemplate } from '../templates.ts';
import { REQUESTS_FILE, renderValidation } from '../validation/render.ts';
import { lockFile } from './lock-file.ts';
import { markedBlock } from './marker.ts';
import { renderPipelineFiles, renderStarterApp } from './pipeline-files.ts';
import { readme } from './readme.ts';
import { rolesDocument } from './roles-document.ts';
import { renderSharedScripts } from './scripts.ts';

/**
 * Renders the whole starter repo: the same answers give the same bytes. Sorted by path. The marker
 * `.yo-rc.json` is not among the files: it holds what was written and is made while writing.
 * `writesApp`: with a minimal application, where the source can hold one.
 */
export async function renderStarter(
  service: Service,
  writesApp = service.answers.starterApp !== 'no',
): Promise<readonly RenderedFile[]> {
  const { answers, pipeline, workflow } = service;
  const target = await targetById(answers.target).load();
  // An image repository as the source holds no application.
  const builds = workflow !== undefined || (pipeline !== undefined && pipeline.source !== 'ecr');
  const hasApp = writesApp && builds;
  const files = [
    ...documents(service, target),
    ...settings(answers),
    ...renderSharedScripts(),
    ...renderValidation(service),
    ...target.render(service),
    ...renderPipelineFiles(service),
    ...(hasApp ? renderStarterApp() : []),
  ];
  const lock = lockFile(
    service,
    files.filter(({ path }) => IS_DEFINITION[answers.target](path)),
  );
  const { derivedFrom = [] } = lock;
  return [
    lock,
    ...files.map((file) =>
      file.path === REQUESTS_FILE ? { ...file, derivedFrom, editable: true as const } : file,
    ),
  ].sort(byPath);
}

/** A README of the user's own stays, and ours stands among the documents. */
function documents(service: Service, target: Renderer): readonly RenderedFile[] {
  const words = target.readme(service);
  return [
    {
      ...textFile('README.md', readme(service, words, 'docs/')),
      elsewhere: { path: 'docs/ecs-iam.md', contents: readme(service, words, '') },
    },
    textFile('docs/roles.md', rolesDocument(service, words)),
    ...service.policiesToHandOn.map(policyToHandOn),
    ...rulesOfTeam(service.answers),
  ];
}

/** What the presets say to whoever works in the repo. */
function rulesOfTeam({ presets }: Answers): readonly RenderedFile[] {
  const parts = presets.list.flatMap(({ name, docs }) =>
    docs === '' ? [] : [`## Preset ${name}\n\n${docs.trim()}\n`],
  );
  if (parts.length === 0) return [];
  return [textFile('docs/team.md', `# Rules of the team\n\n${parts.join('\n')}`)];
}

/** The policy that whoever made the ECR repository puts on it: `aws ecr set-repository-policy`. */
function policyToHandOn({ statements }: ResourcePolicy): RenderedFile {
  const partition = 'aws';
  const filled = mapStrings(statements, (value) => substitute(value, { partition }));
  return textFile('docs/ecr-repository-policy.json', printRows(resourceDocument(filled)));
}

/** In a folder of a repository, that repository's own settings go on upwards. */
function editorconfig(answers: Answers): string {
  const text = renderTemplate('starter/_editorconfig');
  return folderInSource(answers) === '' ? text : text.replace(/^root = true\n\n/, '');
}

const schemas = new Map<string, RenderedFile>();

/** The same in every repo whose presets have the same grants and roles of their own. */
function schemaFile(presets: readonly Preset[]): RenderedFile {
  const own = presets.map(({ grants, roles }) => [grants, roles.map(({ role }) => role.id)]);
  const key = JSON.stringify(own);
  const known = schemas.get(key);
  if (known !== undefined) return known;
  const made = textFile(SCHEMA_FILE, printMembers(answersSchema(presets)));
  schemas.set(key, made);
  return made;
}

/** The answers, the schema that an editor checks them with, and what git and editors read. */
function settings(answers: Answers): readonly RenderedFile[] {
  const block = (name: string) => markedBlock(renderTemplate(`starter/_${name}`));
  return [
    textFile(ANSWERS_FILE, writeAnswersFile(answers)),
    schemaFile(answers.presets.list),
    { ...textFile('.gitattributes', block('gitattributes')), block: true },
    { ...textFile('.gitignore', block('gitignore')), block: true },
    { ...textFile('.editorconfig', editorconfig(answers)), once: true },
  ];
}
