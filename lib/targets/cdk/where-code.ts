import type { Where } from '../../iam/model.ts';
import { type Code, printStatement } from './code.ts';

/** Statements, and the environments that they are for; absent: all. */
export interface Placed {
  readonly where?: Where | undefined;
  readonly code: readonly Code[];
}

/** The expression that holds in these environments alone. */
export function isThere(where: Where): string {
  return `config.environment ${where === 'home' ? '===' : '!=='} home`;
}

/** Prints statements in their order; what is not for every environment stands in an `if`. */
export function printPlaced(items: readonly Placed[], indent: number): readonly string[] {
  const blank = ' '.repeat(indent);
  const lines: string[] = [];
  let open: Where | undefined;
  let isElse = false;
  for (const { where, code } of items.filter((one) => one.code.length > 0)) {
    if (where !== open) {
      const follows: boolean = open !== undefined && where !== undefined && !isElse;
      if (follows) lines.push(`${blank}} else {`);
      else {
        if (open !== undefined) lines.push(`${blank}}`);
        if (where !== undefined) lines.push(`${blank}if (${isThere(where)}) {`);
      }
      open = where;
      isElse = follows;
    }
    const columns = where === undefined ? indent : indent + 2;
    lines.push(...code.map((one) => printStatement(one, columns)));
  }
  return open === undefined ? lines : [...lines, `${blank}}`];
}
