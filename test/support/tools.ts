import { spawnSync } from 'node:child_process';

/** External tools that some tests need, and how to get each. */
const HOW_TO_GET = {
  moto_server: "pip install 'moto[server]'",
  aws: 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html',
  terraform: 'https://developer.hashicorp.com/terraform/install',
  'cfn-lint': 'pip install cfn-lint',
  shellcheck: 'apt-get install shellcheck',
  jq: 'apt-get install jq',
  busybox: 'apt-get install busybox',
  git: 'apt-get install git',
  tmux: 'apt-get install tmux',
  bash: 'apt-get install bash',
  zsh: 'apt-get install zsh',
  fish: 'apt-get install fish',
} as const;

export type Tool = keyof typeof HOW_TO_GET;

const VERSION_ARGUMENT: Partial<Record<Tool, string>> = {
  tmux: '-V',
  moto_server: '--help',
  busybox: '--help',
};
const found = new Map<Tool, boolean>();

/** True when the tool runs for this user, not merely when a file of that name exists. */
export function toolRuns(tool: Tool): boolean {
  const known = found.get(tool);
  if (known !== undefined) return known;
  const { status } = spawnSync(tool, [VERSION_ARGUMENT[tool] ?? '--version'], { stdio: 'ignore' });
  found.set(tool, status === 0);
  return status === 0;
}

/**
 * `describe` where every tool runs. Where one is missing the block is skipped under a name that says
 * which and how to get it; in CI (`CI` set) it fails instead, so that a green run proves something.
 */
export function describeWith(tools: readonly Tool[], name: string, body: () => void): void {
  const missing = tools.filter((tool) => !toolRuns(tool));
  if (missing.length === 0) {
    describe(name, body);
    return;
  }
  const how = missing.map((tool) => `${tool} does not run here (get it: ${HOW_TO_GET[tool]})`);
  describeWithout(name, how.join('; '));
}

/** Skips a block by name with the reason; in CI a failure. */
export function describeWithout(name: string, reason: string): void {
  if (process.env.CI) {
    test(`${name}: ${reason}`, () => {
      throw new Error(`In CI a missing tool is a failure: ${reason}`);
    });
    return;
  }
  describe.skip(`${name} (skipped: ${reason})`, () => {
    test('needs the tools named above', () => {
      throw new Error(reason);
    });
  });
}
