import type { Pipeline } from '../../../service/pipeline/types.ts';
import type { Service } from '../../../service/types.ts';
import { quoted, type View } from '../../../templates.ts';
import { array, print } from '../code.ts';
import { importLines } from '../import-lines.ts';
import { propertyName, stringLiteral } from '../literals.ts';
import { isThere } from '../where-code.ts';
import { projectsStacks } from './projects-stack-file.ts';
import { lacking } from './stack-file.ts';

/** What the entry point and the tests of the app say of its pipeline stacks. */
export function pipelineView(service: Service): View {
  const { pipeline, environments } = service;
  const mayLack = lacking(service).length > 0;
  const isOne = pipeline !== undefined && pipeline.environments.length < environments.length;
  const approvals = pipeline === undefined ? undefined : fixedApprovals(pipeline);
  const imported = (type: boolean) =>
    quoted.text(
      importLines({
        '../lib/environments': {
          'type Environment': type,
          environments: true,
          hasSource: mayLack,
          home: isOne,
        },
      }).trimEnd(),
    );
  return {
    pipeline: pipeline !== undefined,
    hasCondition: isOne || mayLack,
    condition: conditions(
      [
        [isOne, isThere('home')],
        [mayLack, 'hasSource(config)'],
      ],
      ' && ',
    ),
    otherwise: conditions(
      [
        [isOne, isThere('other')],
        [mayLack, '!hasSource(config)'],
      ],
      ' || ',
    ),
    imported: imported(true),
    importedByTest: imported(false),
    hasFixedApprovals: approvals !== undefined,
    approvals: quoted.text(print(array((approvals ?? []).map(stringLiteral)), 6)),
    elsewhere: projectsStacks(service).map(({ className, file, environment }) => ({
      className: quoted.text(className),
      file: quoted.text(file),
      name: quoted.text(stringLiteral(environment)),
      property: quoted.text(propertyName(environment)),
    })),
  };
}

function conditions(all: readonly (readonly [holds: boolean, code: string])[], operator: string) {
  return quoted.text(all.flatMap(([holds, code]) => (holds ? [code] : [])).join(operator));
}

/** The approvals of a pipeline whose environments do not choose theirs in the app. */
function fixedApprovals({ stages }: Pipeline): readonly string[] | undefined {
  if (stages.some(({ onlyWith }) => onlyWith === 'approval')) return undefined;
  return stages.map(({ name }) => name).filter((name) => name.startsWith('Approve'));
}
