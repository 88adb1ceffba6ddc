import fc from 'fast-check';
import { definitionOf } from '../../../lib/definition/definition-of.ts';
import type { Definition } from '../../../lib/iam/definition.ts';
import { buildService } from '../../../lib/service/build-service.ts';
import type { Service } from '../../../lib/service/types.ts';
import { renderer } from '../../../lib/targets/cloudformation/render.ts';
import { IS_DEFINITION } from '../../../lib/targets/definition-files.ts';
import { everythingAnswers } from '../../support/answers.ts';
import { randomServices } from '../../support/random-answers.ts';

async function readAll(service: Service): Promise<readonly Definition[]> {
  const files = renderer.render(service).filter(({ path }) => IS_DEFINITION.cloudformation(path));
  return Promise.all(
    service.environments.map(async (environment) => {
      const found = await renderer.read?.({ root: '/', files, service, environment });
      if (found === undefined) throw new Error('The target reads nothing.');
      return found.definition;
    }),
  );
}

function definitionsOf({ model, environments }: Service): readonly Definition[] {
  return environments.map((environment) => definitionOf(model, environment));
}

test('the files of every role and option are read as the definition of the model', async () => {
  const service = buildService(everythingAnswers());
  expect(await readAll(service)).toEqual(definitionsOf(service));
});

test('what is written from random answers is read as the definition of the model', async () => {
  await fc.assert(
    fc.asyncProperty(randomServices, async (service) => {
      expect(await readAll(service)).toEqual(definitionsOf(service));
    }),
    { numRuns: 40 },
  );
}, 60_000);
