import { cataloguePolicies } from '../../grants/catalogue.ts';
import type { Model } from '../../iam/model.ts';
import { quoted, renderTemplate, templateFiles, type View, writtenPath } from '../../templates.ts';
import { byPath } from '../by-path.ts';
import { shellWord } from '../shell.ts';
import type { RenderedFile, Renderer } from '../types.ts';
import { roleDocuments } from './documents.ts';
import { renderPipeline } from './pipeline/render.ts';
import { readme } from './readme.ts';
import { deployStanza, destroyCalls, destroyLeftCalls, reportLeftCall } from './stanzas.ts';

const TEMPLATES = 'targets/cli';

/** Prints the model as JSON documents and the bash scripts that put them into an account. */
export const renderer: Renderer = {
  render: ({ model, pipeline }) =>
    [
      ...scripts(model),
      ...roleDocuments(model),
      ...(pipeline ? renderPipeline(pipeline, model) : []),
    ].sort(byPath),
  roleReference: (role) => shellWord(role.name),
  readme,
};

function scripts(model: Model): readonly RenderedFile[] {
  const view = viewOf(model);
  return templateFiles(TEMPLATES).map((name) => ({
    path: writtenPath(name),
    contents: renderTemplate(`${TEMPLATES}/${name}`, view),
    executable: !name.startsWith('scripts/lib/'),
  }));
}

function viewOf(model: Model): View {
  const left = destroyLeftCalls(model);
  return {
    names: cataloguePolicies().map(quoted.text),
    stanzas: model.roles.map((role) => quoted.text(deployStanza(role))),
    destroys: destroyCalls(model).map(quoted.text),
    left: left.map(quoted.text),
    hasLeft: left.length > 0,
    reportLeft: quoted.text(reportLeftCall(model)),
  };
}
