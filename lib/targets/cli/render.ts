import type { Renderer } from '../types.ts';

export const renderer: Renderer = {
  render: () => [],
  roleReference: (role) => role.name,
  readme: () => ({ needs: [], files: [], reference: '' }),
};
