import { PRESET_SCHEMA_FILE, PRESET_VERSION } from './schema.ts';

/** A preset to begin with: valid, and with an example of what most teams lock. */
export function presetSkeleton(name: string): string {
  const preset = {
    $schema: `./${PRESET_SCHEMA_FILE}`,
    version: PRESET_VERSION,
    name: /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$/.test(name) ? name : 'team',
    description: 'The rules of our team.',
    defaults: { target: 'cloudformation', environments: ['dev', 'prod'] },
    locked: { trust: 'default' },
    mandatoryTags: { team: '*' },
    regions: ['eu-west-1'],
    accounts: {},
    forbidden: { grants: [], options: [], roles: [] },
    grants: [],
    roles: [],
    docs: 'Ask the platform team before you widen a role.',
  };
  return `${JSON.stringify(preset, null, 2)}\n`;
}
