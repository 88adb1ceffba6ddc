import { principalValue } from '../../iam/document.ts';
import type { ModelRole, Where } from '../../iam/model.ts';
import { placeholdersIn } from '../../iam/placeholders-in.ts';
import { hasParts } from '../../iam/where.ts';
import type { Service } from '../../service/types.ts';
import { quoted, renderTemplate, templateFiles, type View, writtenPath } from '../../templates.ts';
import type { RenderedFile } from '../types.ts';
import { block, type Code, callWith, type Item, list } from './code.ts';
import { propertyName, stringLiteral, templateLiteral } from './literals.ts';
import { pipelineView } from './pipeline/pipeline-view.ts';
import { placeholderVariables } from './placeholder-variables.ts';
import { environmentAccess, sharedStacks } from './shared-stack-file.ts';
import { type Placed, printPlaced } from './where-code.ts';

const FOLDER = 'targets/cdk';
const SHARED = 'targets/cdk-shared';

/** The files of the app that are the same in every repo but for a line: configuration, entry point, tests. */
export function appFiles(service: Service): readonly RenderedFile[] {
  const view = appView(service);
  const hasRoles = service.model.roles.length > 0;
  const folders = sharedStacks(service).length > 0 ? [FOLDER, SHARED] : [FOLDER];
  return folders.flatMap((folder) =>
    templateFiles(folder)
      .filter((name) => name.startsWith('iam/'))
      .filter((name) => !name.includes(hasRoles ? 'shared-stack' : 'iam-stack'))
      .map((name) => ({
        path: writtenPath(name),
        contents: renderTemplate(`${folder}/${name}`, view),
        executable: false,
      })),
  );
}

function appView(service: Service): View {
  const { pipeline, model } = service;
  const hasRoles = model.roles.length > 0;
  const stacks = sharedStacks(service);
  const tests = [
    ...(hasRoles ? ['iam-stack'] : []),
    ...(pipeline ? ['pipeline-stack'] : []),
    ...(stacks.length > 0 && !hasRoles ? ['shared-stack'] : []),
  ];
  const classes = quoted.text(stacks.map(({ className }) => className).join(', '));
  return {
    ...pipelineView(service),
    hasRoles,
    hasStacks: hasRoles || service.pipeline !== undefined,
    tests: tests.map((name) => quoted.text(`test/${name}.test.ts`)),
    shared: stacks.map(({ className, file, stackName, unit }) => ({
      className: quoted.text(className),
      file: quoted.text(file),
      stackName: quoted.text(stringLiteral(stackName)),
      first: quoted.text(environmentAccess(unit.environments[0] ?? '')),
    })),
    hasShared: stacks.length > 0,
    sharedTests: quoted.text(renderTemplate(`${SHARED}/shared-tests.ts.ejs`, { classes })),
    namesHome: hasParts(service.model),
    expected: quoted.text(expectedPrincipals(service.model.roles)),
  };
}

/** Role's name → who assumes it, as the test expects it. */
function expectedPrincipals(roles: readonly ModelRole[]): string {
  const itemsOf = (place: Where | undefined) =>
    roles.filter(({ where }) => where === place).map(expectedItem);
  const more = (['home', 'other'] as const).map((where): Placed => {
    const items = itemsOf(where);
    return {
      where,
      code: items.length > 0 ? [callWith('Object.assign', ['expected'], items)] : [],
    };
  });
  return [
    ...placeholderVariables(placeholdersIn(roles.map(({ name }) => name)), '', 6),
    ...printPlaced([{ code: [block('const expected = {', itemsOf(undefined), '}')] }, ...more], 6),
  ].join('\n');
}

function expectedItem({ name, trust }: ModelRole): Item {
  const key = templateLiteral(name, (placeholder) => placeholder);
  return {
    label: `${key.startsWith('`') ? `[${key}]` : propertyName(name)}: `,
    code: principal(trust),
  };
}

function principal([first]: ModelRole['trust']): Code {
  if (first?.principal.kind === 'service') {
    const service = stringLiteral(principalValue(first.principal));
    return list('{', [{ label: 'Service: ', code: service }], '}');
  }
  return first?.principal.kind === 'aws'
    ? '{ AWS: Match.anyValue() }'
    : '{ Federated: Match.anyValue() }';
}
