import { ADOPT_FLAGS } from './adopt-flags.ts';
import type { Command } from './command.ts';

/** The command that makes and checks the rules of a team. */
export const PRESET_COMMAND: Command = {
  name: 'preset',
  group: 'repo',
  usage: 'preset new|check FILE',
  summary: 'Makes a preset, the rules of a team as a JSON file, or checks one.',
  examples: [
    ['preset new acme.json', 'A preset to begin with, and its schema.'],
    ['preset check acme.json', 'Every fault of a preset, with its line.'],
  ],
  words: 'preset',
  flags: async () => (await import('./preset.ts')).PRESET_FLAGS,
  run: async (invocation) => (await import('./preset.ts')).runPreset(invocation),
};

/** The command that works on many services. */
export const FLEET_COMMAND: Command = {
  name: 'fleet',
  group: 'repo',
  usage: 'fleet init|new|plan|apply|validate|status|destroy|stacksets|import [DIR…]',
  summary:
    'Works on many services at once, as a manifest (fleet.yaml) has them: repos and accounts.',
  examples: [
    ['fleet init', 'A manifest to begin with, and its schema.'],
    ['fleet new --dry-run', 'What would be written, and what roles gain and lose.'],
    ['fleet plan --environment dev', 'What apply would change in the accounts of dev.'],
  ],
  words: 'fleet',
  firstWords: async () => (await import('./fleet.ts')).FLEET_VERBS.map(({ name }) => name),
  flags: async () => (await import('./fleet.ts')).FLEET_FLAGS,
  run: async (invocation) => (await import('./fleet.ts')).runFleet(invocation),
};

/** The command that makes a template of Backstage. */
export const BACKSTAGE_COMMAND: Command = {
  name: 'backstage',
  group: 'repo',
  usage: 'backstage',
  summary: 'Writes a software template of Backstage that asks what presets leave open.',
  examples: [
    ['backstage --output template.yaml', 'A template that asks all questions.'],
    ['backstage --preset acme.json --owner platform', 'Without those that a preset has locked.'],
  ],
  words: 'none',
  flags: async () => (await import('./backstage.ts')).BACKSTAGE_FLAGS,
  run: async (invocation) => (await import('./backstage.ts')).runBackstage(invocation),
};

/** The command that takes over roles that exist. */
export const ADOPT_COMMAND: Command = {
  name: 'adopt',
  group: 'account',
  usage: 'adopt [DIR]',
  summary: "Makes roles that exist the repo's own, with the files by which its tool imports them.",
  examples: [
    ['adopt --dry-run', 'What would differ; nothing is written.'],
    ['adopt --role task --environment dev', 'The task role alone, as it stands in dev.'],
  ],
  flags: async () => ADOPT_FLAGS,
  run: async (invocation) => (await import('./adopt.ts')).runAdopt(invocation),
};
